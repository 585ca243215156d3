package io.belay.plans.agree;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.model.Channel;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.plans.problem.NearestName;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a plan asks of a host that the host's file does not know or does not allow. Pure. */
final class Admitted {

    /**
     * @param field of the plan that asks for it
     * @param help for the administrator, or for the author
     */
    record Refusal(String field, String statement, String help) {

        /** Of a step, at one of its kind's own fields. */
        static Refusal at(ResolvedStep step, String option, String statement, String help) {
            return new Refusal(STEP + step.id() + AT + option, statement, help);
        }
    }

    /** Before a step's id. */
    static final String STEP = "steps.";

    /** Between a step's id, which may hold dots, and a field of its kind. */
    static final String AT = ":";

    private Admitted() {}

    static List<Refusal> refusals(ResolvedPlan plan, HostConfiguration host) {
        List<Refusal> refusals = new ArrayList<>();
        String name = plan.cluster().substring(plan.cluster().indexOf('/') + 1);
        if (!plan.host().equals(host.name())) {
            return List.of(new Refusal(
                    "live.cluster",
                    "this is the file of host `" + host.name() + "`, and the plan is about `" + plan.cluster() + "`",
                    "give the file of host `" + plan.host() + "`"));
        }
        Optional<Cluster> cluster = host.cluster(name);
        if (cluster.isEmpty()) {
            List<String> known = host.clusters().stream().map(Cluster::name).toList();
            return List.of(new Refusal(
                    "live.cluster",
                    "host `" + host.name() + "` does not know a cluster `" + name + "`",
                    NearestName.of(name, known)
                            .map(near -> "write `" + host.name() + "/" + near + "`")
                            .orElse("the administrator describes it under `clusters`; known are "
                                    + String.join(", ", known))));
        }
        permissions(plan, cluster.get(), host).forEach(refusals::add);
        channels(plan, host).forEach(refusals::add);
        refusals.addAll(new NamedByPlan(plan, host).refusals());
        return refusals;
    }

    private static List<Refusal> permissions(ResolvedPlan plan, Cluster cluster, HostConfiguration host) {
        List<Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            ResolvedStep step = plan.steps().get(i);
            String wanted = step.touches().contains(Touches.CLIENTS)
                    ? "promote_" + step.with().path("mode").asText("offline")
                    : step.touches().contains(Touches.OLD_LIVE)
                            ? "retire"
                            : step.kind().equals("sql") ? "sql" : "";
            boolean allowed = wanted.isEmpty()
                    || cluster.allow().stream().map(Permission::word).anyMatch(wanted::equals);
            if (!allowed) {
                refusals.add(new Refusal(
                        "steps." + step.id(),
                        "host `" + host.name() + "` does not allow `" + wanted + "` for `" + cluster.name() + "`",
                        "the administrator writes `" + wanted + "` to `allow` of the cluster"));
            }
        }
        return refusals;
    }

    private static List<Refusal> channels(ResolvedPlan plan, HostConfiguration host) {
        List<String> known = host.channels().stream().map(Channel::name).toList();
        List<Refusal> refusals = new ArrayList<>();
        JsonNode notifications = plan.blocks().path("notifications");
        for (int i = 0; i < notifications.size(); i++) {
            String to = notifications.path(i).path("to").asText();
            if (!known.contains(to)) {
                refusals.add(new Refusal(
                        "notifications[" + i + "].to",
                        "host `" + host.name() + "` knows no channel `" + to + "`",
                        NearestName.of(to, known)
                                .map(near -> "write `to: " + near + "`")
                                .orElse("the administrator describes it under `channels`")));
            }
        }
        return refusals;
    }
}
