package io.belay.workers.commands;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.Connection;
import io.belay.plans.model.HostPooler;
import io.belay.plans.model.HostPooler.PgBouncer;
import io.belay.plans.resolve.ResolvedPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * A pooler that clients come through, before anybody asks it. Immutable.
 *
 * @param kind the host file's word
 * @param host address, or folder of its console's socket
 * @param databases entries that lead to live; empty when nobody asked for them
 */
record PoolerSite(
        String name, String kind, String host, String port, String user, String config, List<String> databases) {

    PoolerSite {
        databases = List.copyOf(databases);
    }

    /** As the saved plan found them. */
    static List<PoolerSite> of(ResolvedPlan plan, JsonNode facts, JsonNode judged) {
        List<String> references = new ArrayList<>();
        facts.path("poolers").fieldNames().forEachRemaining(references::add);
        return stated(plan, references).stream()
                .map(reference -> of(
                        reference,
                        facts.path("poolers").path(reference),
                        judged.path("poolers").path(reference)))
                .toList();
    }

    private static PoolerSite of(String reference, JsonNode fact, JsonNode judged) {
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
                databases);
    }

    /** As the host's own file has them. */
    static List<PoolerSite> of(ResolvedPlan plan, HostConfiguration host, Cluster cluster) {
        List<String> references =
                cluster.poolers().stream().map(Object::toString).toList();
        return stated(plan, references).stream()
                .map(reference -> host.poolers().stream()
                        .filter(pooler -> reference.equals(host.name() + "/" + pooler.name()))
                        .findFirst()
                        .map(PoolerSite::of)
                        .orElseGet(() -> unknown(name(reference), "")))
                .toList();
    }

    private static PoolerSite of(HostPooler pooler) {
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
                List.of());
    }

    private static PoolerSite unknown(String name, String kind) {
        return new PoolerSite(
                name,
                kind,
                Placeholders.POOLER_HOST,
                Placeholders.POOLER_PORT,
                Placeholders.POOLER_USER,
                Placeholders.POOLER_CONFIG,
                List.of());
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
