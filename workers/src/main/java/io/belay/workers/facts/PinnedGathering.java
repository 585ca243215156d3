package io.belay.workers.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.facts.PinnedFacts;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.TargetPlace;
import io.belay.plans.model.HostPooler;
import io.belay.plans.model.HostProgram;
import io.belay.plans.model.Service;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.workers.postgres.Installation;
import io.belay.workers.process.ProgramDigest;
import io.belay.workers.step.ClusterOnHost;
import io.belay.workers.storage.DataDirectoryLinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gathers what the facts hash covers, from the host's file and from files: no program is started, no statement sent, so it may be asked
 * before every step. Nothing in it comes from a secret. One use.
 */
final class PinnedGathering {

    /** What steps run of each major, and what those programs run in turn. */
    private static final List<String> PROGRAMS = List.of(
            "initdb",
            "pg_controldata",
            "pg_ctl",
            "pg_dump",
            "pg_dumpall",
            "pg_resetwal",
            "pg_restore",
            "pg_upgrade",
            "postgres",
            "psql",
            "vacuumdb");

    private final ClusterOnHost cluster;
    private final HostConfiguration host;
    private final ResolvedPlan plan;
    private final Set<String> named = new TreeSet<>();

    PinnedGathering(ClusterOnHost cluster, HostConfiguration host, ResolvedPlan plan) {
        this.cluster = cluster;
        this.host = host;
        this.plan = plan;
    }

    PinnedFacts gather() {
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        Path data = cluster.dataset().dataDirectory();
        int major = major(data);
        facts.put("cluster", cluster.reference());
        live(facts.putObject("live"), data, major);
        target(facts.putObject("target"));
        facts.putObject("storage")
                .put("driver", cluster.storage().driver())
                .put("dataset", cluster.dataset().root().toString())
                .put("place", cluster.place().root().toString());
        ObjectNode postgres = facts.putObject("postgres");
        programs(postgres, major);
        programs(postgres, plan.targetVersion());
        poolers(facts.putObject("poolers"));
        named(facts.putObject("programs"));
        array(facts.putArray("standbys"), Poolers.standbys(plan, cluster.configured()));
        array(facts.putArray("allow"), new TreeSet<>(cluster.allowed()));
        approvers(facts);
        return PinnedFacts.of(facts);
    }

    static int major(Path data) {
        try {
            return Integer.parseInt(Files.readString(data.resolve("PG_VERSION")).strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void live(ObjectNode live, Path data, int major) {
        Cluster configured = cluster.configured();
        live.put("major", major)
                .put("system_identifier", ControlFile.systemIdentifier(data))
                .put("data_directory", data.toString())
                .put("wal_directory", data.resolve("pg_wal").toString())
                .put("port", cluster.live().endpoint().port())
                .put("owner", configured.owner())
                .put("service", configured.service().word());
        ObjectNode tablespaces = live.putObject("tablespaces");
        for (DataDirectoryLinks.Link link : DataDirectoryLinks.of(data)) {
            String target = link.target().map(Path::toString).orElse("nowhere");
            if (link.isTablespace()) {
                tablespaces.put(name(link, configured), target);
            } else {
                live.put("wal_directory", target);
            }
        }
    }

    /** As the host's file calls it, else by its number, which is what the link is called. */
    private static String name(DataDirectoryLinks.Link link, Cluster configured) {
        return configured.tablespaces().entrySet().stream()
                .filter(known -> link.target().filter(known.getValue()::equals).isPresent())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> String.valueOf(link.link().getFileName()));
    }

    private void target(ObjectNode target) {
        TargetPlace place = cluster.configured().targets().get(plan.targetVersion());
        if (place != null) {
            int port = place.port().orElseGet(() -> cluster.live().endpoint().port());
            target.put("data_directory", place.dataDirectory().toString()).put("port", port);
        }
    }

    private void programs(ObjectNode postgres, int major) {
        ObjectNode facts = postgres.putObject(String.valueOf(major));
        Installation installation = cluster.installations().get(major);
        if (installation == null) {
            facts.put("version", "not installed");
            return;
        }
        facts.put("version", installation.version())
                .put("folder", installation.programs().toString());
        ObjectNode programs = facts.putObject("programs");
        PROGRAMS.forEach(name -> programs.put(name, ProgramDigest.of(installation.program(name))));
    }

    private void poolers(ObjectNode facts) {
        for (String reference : Poolers.references(plan, cluster.configured())) {
            ObjectNode pooler = facts.putObject(reference);
            Poolers.described(reference, cluster)
                    .ifPresentOrElse(
                            found -> pooler(pooler, found.kind()),
                            () -> pooler.put("config", "not described by this host"));
        }
    }

    private void pooler(ObjectNode facts, HostPooler.Kind kind) {
        facts.put("kind", kind.word());
        if (kind instanceof HostPooler.PgBouncer bouncer) {
            facts.put("config", bouncer.config().toString()).put("console", console(bouncer.admin()));
        } else if (kind instanceof HostPooler.HaProxy proxy) {
            facts.put("config", proxy.config().toString())
                    .put("console", proxy.socket().toString())
                    .put("frontend", proxy.frontend())
                    .put("backend", proxy.backend());
        } else if (kind instanceof HostPooler.ByPrograms by) {
            by.byVerb().forEach((verb, program) -> called(facts.putObject(verb), program));
        }
    }

    private void called(ObjectNode facts, String program) {
        named.add(program);
        facts.put("program", program);
        host.programs().stream()
                .filter(described -> described.name().equals(program))
                .forEach(described -> facts.put("run_as", described.runAs()));
    }

    /** The administrator's programs that the plan, the poolers or the service name: by what they are now, not by what was declared. */
    private void named(ObjectNode facts) {
        plan.steps().forEach(step -> step.with().findValuesAsText("program").forEach(named::add));
        if (cluster.configured().service() instanceof Service.Programs programs) {
            named.addAll(List.of(programs.start(), programs.stop(), programs.status()));
        }
        for (HostProgram program : host.programs()) {
            if (named.contains(program.name())) {
                facts.putObject(program.name())
                        .put("path", program.path().toString())
                        .put("sha256", ProgramDigest.of(program.path()));
            }
        }
    }

    private static String console(HostConfiguration.Connection admin) {
        return admin.socket()
                        .map(Path::toString)
                        .orElseGet(() -> admin.address().orElse("localhost")) + ":" + admin.port();
    }

    /** Whom the plan's gates ask, and whom the host lets approve at all. */
    private void approvers(ObjectNode facts) {
        Set<String> asked = new TreeSet<>();
        for (var step : plan.steps()) {
            if (step.runsOn() == RunsOn.PERSON) {
                for (JsonNode name : step.with().path("by")) {
                    asked.add(name.asText());
                }
            }
        }
        if (asked.isEmpty()) {
            return;
        }
        List<String> may = host.users().may().getOrDefault("approve", List.of());
        ObjectNode approvers = facts.putObject("approvers");
        array(approvers.putArray("may"), new TreeSet<>(may));
        asked.addAll(may);
        ObjectNode groups = approvers.putObject("groups");
        asked.stream()
                .filter(host.users().groups()::containsKey)
                .forEach(group -> array(
                        groups.putArray(group),
                        new TreeSet<>(host.users().groups().getOrDefault(group, List.of()))));
    }

    private static void array(ArrayNode array, Collection<String> values) {
        new ArrayList<>(values).forEach(array::add);
    }
}
