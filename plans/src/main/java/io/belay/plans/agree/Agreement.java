package io.belay.plans.agree;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.TargetPlace;
import io.belay.plans.model.Reference;
import io.belay.plans.model.Store;
import io.belay.plans.resolve.ResolvedPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Compares what a plan states with the host's file, field by field. What only the host itself knows (which driver {@code auto}
 * found, the system identifier) is not seen here. Pure; for one comparison.
 */
public final class Agreement {

    private final ResolvedPlan plan;
    private final HostConfiguration host;
    private final Cluster cluster;
    private final String at;
    private final List<Difference> differences = new ArrayList<>();

    private Agreement(ResolvedPlan plan, HostConfiguration host, Cluster cluster) {
        this.plan = plan;
        this.host = host;
        this.cluster = cluster;
        this.at = "clusters[" + host.clusters().indexOf(cluster) + "]";
    }

    /** Every difference; empty when all agrees, or when the host does not know the cluster at all. */
    public static List<Difference> compare(ResolvedPlan plan, HostConfiguration host) {
        String name = plan.cluster().substring(plan.cluster().indexOf('/') + 1);
        if (!plan.host().equals(host.name())) {
            return List.of();
        }
        return host.cluster(name)
                .map(cluster -> new Agreement(plan, host, cluster).all())
                .orElse(List.of());
    }

    private List<Difference> all() {
        live();
        target();
        driver();
        replica();
        references(plan.blocks().path("clients").path("poolers"), "clients.poolers", "poolers", cluster.poolers());
        references(plan.blocks().path("standbys"), "standbys", "standbys", cluster.standbys());
        return List.copyOf(differences);
    }

    private void live() {
        text(
                plan.live(),
                "live.data_directory",
                at + ".data_directory",
                () -> cluster.dataDirectory().toString());
        text(
                plan.live(),
                "live.wal_directory",
                at + ".wal_directory",
                () -> cluster.walDirectory()
                        .orElse(cluster.dataDirectory().resolve("pg_wal"))
                        .toString());
        text(
                plan.live(),
                "live.service",
                at + ".service",
                () -> cluster.service().word());
        JsonNode tablespaces = plan.live().path("tablespaces");
        if (tablespaces.isArray()) {
            List<String> stated = new ArrayList<>();
            tablespaces.forEach(name -> stated.add(name.asText()));
            sets(stated, "live.tablespaces", cluster.tablespaces().keySet(), at + ".tablespaces");
        }
    }

    private void target() {
        int major = plan.targetVersion();
        Optional<TargetPlace> place = Optional.ofNullable(cluster.targets().get(major));
        // A candidate that is made elsewhere comes to a place of that host's file.
        if (!plan.target().path("host").asText(host.name()).equals(host.name())) {
            return;
        }
        String there = at + ".targets." + major;
        text(
                plan.target(),
                "target.data_directory",
                there + ".data_directory",
                () -> place.map(target -> target.dataDirectory().toString()).orElse("nothing"));
        text(
                plan.target(),
                "target.port",
                there + ".port",
                () -> place.map(target ->
                                target.port().orElse(cluster.connect().port()).toString())
                        .orElse("nothing"));
    }

    private void driver() {
        String stated = plan.blocks().path("storage").path("driver").asText("auto");
        Optional<Store> store = host.storeOf(cluster.dataDirectory());
        boolean fromLive =
                plan.blocks().path("storage").path("from").asText("live").equals("live");
        if (!fromLive || stated.equals("auto") || store.isEmpty()) {
            return;
        }
        String configured = sameName(store.get().driver());
        if (!configured.equals("auto") && !configured.equals(sameName(stated))) {
            String path = "storage[" + host.storage().indexOf(store.get()) + "].driver";
            differences.add(
                    new Difference("storage.driver", stated, path, store.get().driver()));
        }
    }

    private static String sameName(String driver) {
        return driver.equals("reflink") ? "xfs" : driver;
    }

    private void replica() {
        String from = plan.blocks().path("storage").path("from").asText("live");
        if (!from.startsWith(host.name() + "/")) {
            return;
        }
        String of = host.replica(from.substring(host.name().length() + 1))
                .map(replica -> "a replica of " + replica.of())
                .orElse("nothing");
        String stated = "a replica of " + plan.cluster();
        if (!of.equals(stated)) {
            differences.add(new Difference("storage.from", stated, "replicas", of));
        }
    }

    private void references(JsonNode stated, String field, String hostField, List<Reference> configured) {
        if (stated.isArray()) {
            List<String> texts = new ArrayList<>();
            stated.forEach(reference -> texts.add(reference.asText()));
            sets(texts, field, configured.stream().map(Reference::toString).toList(), at + "." + hostField);
        }
    }

    /** No order means anything here. */
    private void sets(Collection<String> stated, String field, Collection<String> configured, String hostField) {
        if (!new TreeSet<>(stated).equals(new TreeSet<>(configured))) {
            differences.add(new Difference(field, list(stated), hostField, list(configured)));
        }
    }

    private static String list(Collection<String> texts) {
        return texts.isEmpty() ? "none" : String.join(", ", texts);
    }

    /** @param field its last name is the block's own */
    private void text(JsonNode block, String field, String hostField, Supplier<String> configured) {
        JsonNode value = block.path(field.substring(field.indexOf('.') + 1));
        if (!value.isMissingNode() && !value.asText().equals(configured.get())) {
            differences.add(new Difference(field, value.asText(), hostField, configured.get()));
        }
    }
}
