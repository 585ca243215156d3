package io.belay.workers.commands;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.facts.SavedPlan;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.Store;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.workers.postgres.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is known of the host before anything runs. Immutable.
 *
 * @param owner account of the data directory
 * @param place below which Belay works
 * @param dataset storage unit that holds live
 * @param driver {@code auto} where it is not decided yet
 * @param databases sorted; empty when nobody asked for them
 * @param evidence folder of all runs' evidence
 * @param promotion what a promotion works with
 */
record Site(
        String cluster,
        String owner,
        Path place,
        Path dataset,
        Path dataDirectory,
        String driver,
        Installation source,
        Installation target,
        List<String> databases,
        Path evidence,
        PromotionSite promotion) {

    /** There in every cluster, and not among what {@code belay plan} counts. */
    private static final String TEMPLATE = "template1";

    Site {
        databases = List.copyOf(databases);
    }

    /** As the saved plan found it. */
    static Site of(SavedPlan saved) {
        ResolvedPlan plan = saved.plan();
        JsonNode facts = saved.facts().tree();
        JsonNode live = facts.path("live");
        JsonNode storage = facts.path("storage");
        TreeSet<String> databases = new TreeSet<>();
        saved.judged()
                .path("databases")
                .forEach(database -> databases.add(database.path("name").asText()));
        return new Site(
                name(plan),
                live.path("owner").asText(),
                Path.of(storage.path("place").asText()),
                Path.of(storage.path("dataset").asText()),
                Path.of(live.path("data_directory").asText()),
                storage.path("driver").asText(),
                installation(facts, live.path("major").asInt()),
                installation(facts, plan.targetVersion()),
                List.copyOf(databases),
                Path.of(Placeholders.STATE),
                PromotionSite.of(saved));
    }

    /**
     * As the host's own file has it; nobody was asked.
     *
     * @return empty when the file does not describe the plan's cluster or its store, or the plan does not state live's major
     */
    static Optional<Site> of(ResolvedPlan plan, HostConfiguration host) {
        int major = plan.live().path("version").asInt();
        Optional<Cluster> cluster = host.cluster(name(plan));
        Optional<Store> store = cluster.flatMap(found -> host.storeOf(found.dataDirectory()));
        if (major == 0 || cluster.isEmpty() || store.isEmpty() || !host.name().equals(plan.host())) {
            return Optional.empty();
        }
        Path data = cluster.get().dataDirectory();
        return Optional.of(new Site(
                name(plan),
                cluster.get().owner(),
                store.get().work(),
                Path.of("<storage unit of live>"),
                data,
                store.get().driver(),
                installation(host, major),
                installation(host, plan.targetVersion()),
                List.of(),
                host.state().evidence(),
                PromotionSite.of(plan, host, cluster.get())));
    }

    /** Those that a clone is looked at in; templates that users made are not known before. Empty as well when nobody asked. */
    List<String> withTemplates() {
        if (databases.isEmpty()) {
            return List.of();
        }
        TreeSet<String> all = new TreeSet<>(databases);
        all.add(TEMPLATE);
        return List.copyOf(all);
    }

    /** Where the data directory lies in an image of its storage unit. */
    Path relativeData() {
        return dataDirectory.startsWith(dataset) ? dataset.relativize(dataDirectory) : Path.of("<data directory>");
    }

    private static String name(ResolvedPlan plan) {
        return plan.cluster().substring(plan.cluster().indexOf('/') + 1);
    }

    private static Installation installation(JsonNode facts, int major) {
        JsonNode known = facts.path("postgres").path(String.valueOf(major));
        String folder = known.path("folder").asText(Placeholders.programsOf(major));
        return new Installation(major, known.path("version").asText(), Path.of(folder));
    }

    private static Installation installation(HostConfiguration host, int major) {
        Path folder = host.postgres().getOrDefault(major, Path.of(Placeholders.programsOf(major)));
        return new Installation(major, "", folder);
    }
}
