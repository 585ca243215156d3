package io.belay.workers.commands;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.Connection;
import io.belay.plans.model.HostPooler;
import io.belay.plans.model.HostPooler.ByPrograms;
import io.belay.plans.model.HostPooler.PgBouncer;
import io.belay.plans.model.HostProgram;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.workers.commands.Planned.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A pooler that clients come through, before anybody asks it. Immutable.
 *
 * @param kind the host file's word
 * @param host address, or folder of its console's socket
 * @param databases entries that lead to live; empty when nobody asked for them
 * @param programs by the verb that calls them; none where it is no pooler of programs
 */
record PoolerSite(
        String name,
        String kind,
        String host,
        String port,
        String user,
        String config,
        List<String> databases,
        Map<String, Program> programs) {

    static final String PAUSE = "pause";
    static final String REPOINT = "repoint";
    static final String RESUME = "resume";
    static final String CHECK = "check";

    private static final String EXEC = "exec";

    PoolerSite {
        databases = List.copyOf(databases);
        programs = Map.copyOf(programs);
    }

    boolean isByPrograms() {
        return kind.equals(EXEC);
    }

    /** Programs of the host's file, called without arguments. */
    List<Planned> calls(String... verbs) {
        return Stream.of(verbs)
                .map(verb ->
                        (Planned) programs.getOrDefault(verb, new Program("", List.of("<" + verb + " of the pooler>"))))
                .toList();
    }

    /** As the saved plan found them. */
    static List<PoolerSite> of(ResolvedPlan plan, JsonNode facts, JsonNode judged) {
        List<String> references = new ArrayList<>();
        facts.path("poolers").fieldNames().forEachRemaining(references::add);
        return stated(plan, references).stream()
                .map(reference -> of(
                        reference,
                        facts.path("poolers").path(reference),
                        facts.path("programs"),
                        judged.path("poolers").path(reference)))
                .toList();
    }

    private static PoolerSite of(String reference, JsonNode fact, JsonNode described, JsonNode judged) {
        String console = fact.path("console").asText();
        int colon = console.lastIndexOf(':');
        List<String> databases = new ArrayList<>();
        judged.path("databases").forEach(database -> databases.add(database.asText()));
        return new PoolerSite(
                name(reference),
                fact.path("kind").asText(),
                colon < 0 ? Placeholders.POOLER_HOST : console.substring(0, colon),
                colon < 0 ? Placeholders.POOLER_PORT : console.substring(colon + 1),
                Placeholders.POOLER_USER,
                fact.path("config").asText(),
                databases,
                programs(fact, described));
    }

    private static Map<String, Program> programs(JsonNode fact, JsonNode described) {
        Map<String, Program> programs = new TreeMap<>();
        for (String verb : List.of(PAUSE, REPOINT, RESUME, CHECK)) {
            JsonNode called = fact.path(verb);
            String path =
                    described.path(called.path("program").asText()).path("path").asText();
            if (!path.isEmpty()) {
                programs.put(verb, new Program(called.path("run_as").asText(), List.of(path)));
            }
        }
        return programs;
    }

    /** As the host's own file has them. */
    static List<PoolerSite> of(ResolvedPlan plan, HostConfiguration host, Cluster cluster) {
        List<String> references =
                cluster.poolers().stream().map(Object::toString).toList();
        return stated(plan, references).stream()
                .map(reference -> host.poolers().stream()
                        .filter(pooler -> reference.equals(host.name() + "/" + pooler.name()))
                        .findFirst()
                        .map(pooler -> of(pooler, host.programs()))
                        .orElseGet(() -> unknown(name(reference), "")))
                .toList();
    }

    private static PoolerSite of(HostPooler pooler, List<HostProgram> described) {
        if (pooler.kind() instanceof ByPrograms by) {
            return byPrograms(pooler.name(), by, described);
        }
        if (!(pooler.kind() instanceof PgBouncer bouncer)) {
            return unknown(pooler.name(), pooler.kind().word());
        }
        Connection admin = bouncer.admin();
        return new PoolerSite(
                pooler.name(),
                pooler.kind().word(),
                admin.socket()
                        .map(Object::toString)
                        .orElseGet(() -> admin.address().orElse("localhost")),
                String.valueOf(admin.port()),
                admin.user(),
                bouncer.config().toString(),
                List.of(),
                Map.of());
    }

    private static PoolerSite byPrograms(String name, ByPrograms by, List<HostProgram> described) {
        Map<String, Program> programs = new TreeMap<>();
        by.byVerb()
                .forEach((verb, called) -> described.stream()
                        .filter(program -> program.name().equals(called))
                        .forEach(program -> programs.put(
                                verb,
                                new Program(
                                        program.runAs(), List.of(program.path().toString())))));
        return new PoolerSite(name, by.word(), "", "", "", "", List.of(), programs);
    }

    private static PoolerSite unknown(String name, String kind) {
        return new PoolerSite(
                name,
                kind,
                Placeholders.POOLER_HOST,
                Placeholders.POOLER_PORT,
                Placeholders.POOLER_USER,
                Placeholders.POOLER_CONFIG,
                List.of(),
                Map.of());
    }

    /** What the plan states, in its order, else what is known of the cluster. */
    private static List<String> stated(ResolvedPlan plan, List<String> known) {
        JsonNode stated = plan.blocks().path("clients").path("poolers");
        if (!stated.isArray()) {
            return known;
        }
        List<String> references = new ArrayList<>();
        stated.forEach(reference -> references.add(reference.asText()));
        return references;
    }

    private static String name(String reference) {
        return reference.substring(reference.indexOf('/') + 1);
    }
}
