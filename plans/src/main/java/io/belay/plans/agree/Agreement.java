package io.belay.plans.agree;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.facts.PinnedFacts;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.resolve.ResolvedPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Compares what a plan states, field by field, with what the host's file says, or with what the host found out of itself: which
 * fields those are, and when two values are the same, is written here and nowhere else. Pure; for one comparison.
 */
public final class Agreement {

    private static final String DRIVER = "storage.driver";
    private static final String AUTO = "auto";

    private static final List<String> TEXTS = List.of(
            "live.version",
            "live.system_identifier",
            "live.data_directory",
            "live.wal_directory",
            "live.service",
            "target.data_directory",
            "target.port");

    private static final List<String> SETS = List.of("clients.poolers", "standbys");

    private final ResolvedPlan plan;
    private final Map<String, Said> said;
    private final List<Difference> differences = new ArrayList<>();

    private Agreement(ResolvedPlan plan, Map<String, Said> said) {
        this.plan = plan;
        this.said = said;
    }

    /** Every difference to the host's file; empty when all agrees, or when the host does not know the cluster at all. */
    public static List<Difference> compare(ResolvedPlan plan, HostConfiguration host) {
        String name = plan.cluster().substring(plan.cluster().indexOf('/') + 1);
        if (!plan.host().equals(host.name())) {
            return List.of();
        }
        return host.cluster(name).map(cluster -> withFile(plan, host, cluster)).orElse(List.of());
    }

    private static List<Difference> withFile(ResolvedPlan plan, HostConfiguration host, Cluster cluster) {
        return new Agreement(plan, new SaidByHost(plan, host, cluster).all()).all();
    }

    /** Every difference to what a host found out of itself, where its file is not at hand. */
    public static List<Difference> compare(ResolvedPlan plan, PinnedFacts found) {
        List<Difference> differences = new ArrayList<>();
        Map<String, Said> said = SaidByWorld.of(found);
        int major = found.tree().path("live").path("major").asInt();
        if (plan.live().path("version").isMissingNode() && major >= plan.targetVersion()) {
            // That live is older than the target is stated by every plan.
            differences.add(new Difference(
                    "live.version", "below " + plan.targetVersion(), "live.major", Integer.toString(major)));
        }
        differences.addAll(new Agreement(plan, said).all());
        return List.copyOf(differences);
    }

    private List<Difference> all() {
        TEXTS.stream().filter(field -> field.startsWith("live.")).forEach(this::text);
        set("live.tablespaces");
        TEXTS.stream().filter(field -> field.startsWith("target.")).forEach(this::text);
        driver();
        replica();
        SETS.forEach(this::set);
        return List.copyOf(differences);
    }

    private JsonNode stated(String field) {
        int dot = field.indexOf('.');
        String block = dot < 0 ? field : field.substring(0, dot);
        JsonNode node = switch (block) {
            case "live" -> plan.live();
            case "target" -> plan.target();
            default -> plan.blocks().path(block);
        };
        return dot < 0 ? node : node.path(field.substring(dot + 1));
    }

    private void text(String field) {
        JsonNode value = stated(field);
        Said other = said.get(field);
        boolean isStated = !value.isMissingNode() && !value.isNull();
        if (isStated && other != null && !value.asText().equals(other.values().get(0))) {
            differs(field, value.asText(), other);
        }
    }

    /** No order means anything here. */
    private void set(String field) {
        JsonNode value = stated(field);
        Said other = said.get(field);
        if (!value.isArray() || other == null) {
            return;
        }
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(item.asText()));
        if (!new TreeSet<>(texts).equals(new TreeSet<>(other.values()))) {
            differs(field, list(texts), other);
        }
    }

    private void driver() {
        String value = stated(DRIVER).asText(AUTO);
        Said other = said.get(DRIVER);
        if (value.equals(AUTO) || other == null) {
            return;
        }
        String found = other.values().get(0);
        if (!found.equals(AUTO) && !sameName(value).equals(sameName(found))) {
            differs(DRIVER, value, other);
        }
    }

    private static String sameName(String driver) {
        return driver.equals("reflink") ? "xfs" : driver;
    }

    private void replica() {
        Said of = said.get(SaidByHost.REPLICA);
        String stated = "a replica of " + plan.cluster();
        if (of != null && !of.values().get(0).equals(stated)) {
            differs(SaidByHost.REPLICA, stated, of);
        }
    }

    private void differs(String field, String stated, Said other) {
        differences.add(new Difference(field, stated, other.where(), list(other.values())));
    }

    private static String list(Collection<String> texts) {
        return texts.isEmpty() ? "none" : String.join(", ", texts);
    }
}
