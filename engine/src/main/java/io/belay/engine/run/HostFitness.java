package io.belay.engine.run;

import io.belay.engine.activity.HostDesk.Announcement;
import io.belay.engine.activity.Queues;
import io.belay.engine.activity.StepResult;
import io.belay.engine.problem.EngineErrors;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a host, by what it announces, can and may carry a plan out. Asked before any step. */
public final class HostFitness {

    private HostFitness() {}

    public static StepResult judge(ResolvedPlan plan, RunState state, Announcement host) {
        String name = "host `" + plan.host() + "`";
        if (host.protocol() != Queues.PROTOCOL) {
            return refuse(
                    EngineErrors.OTHER_PROTOCOL,
                    name + " speaks protocol " + host.protocol() + ", this engine speaks " + Queues.PROTOCOL,
                    "install the same Belay on both, then restart `belay worker` and `belay engine`");
        }
        String cluster = plan.cluster().substring(plan.cluster().indexOf('/') + 1);
        List<String> allowed = host.clusters().getOrDefault(cluster, List.of());
        Optional<String> forbidden = wanted(state).stream()
                .filter(permission -> !allowed.contains(permission))
                .findFirst();
        if (forbidden.isPresent() || !host.clusters().containsKey(cluster)) {
            return refuse(
                    EngineErrors.CLUSTER_NOT_SERVED,
                    host.clusters().containsKey(cluster)
                            ? name + " does not allow `" + forbidden.orElse("") + "` for cluster `" + cluster
                                    + "` (it allows " + allowed + ")"
                            : name + " serves no cluster `" + cluster + "`",
                    "the host's administrator writes it in `" + plan.host()
                            + ".host.yaml`, then restarts `belay worker`");
        }
        String version = Integer.toString(plan.targetVersion());
        if (!host.versions().containsKey(version)) {
            return refuse(
                    EngineErrors.MAJOR_MISSING,
                    name + " has no PostgreSQL " + version + " (it has "
                            + host.versions().keySet().stream().sorted().toList() + ")",
                    "install PostgreSQL " + version + " on the host, then restart `belay worker`");
        }
        StepResult live = judgeLive(plan, host);
        return live.outcome() == StepResult.Outcome.SUCCEEDED ? steps(state, host, name) : live;
    }

    /**
     * Whether live still is what the plan upgrades: behind a promotion it is not, and then there is nothing to rehearse and nothing
     * to apply. Letting old live go is not about live.
     */
    public static StepResult judgeLive(ResolvedPlan plan, Announcement host) {
        String cluster = plan.cluster().substring(plan.cluster().indexOf('/') + 1);
        Integer now = host.live().get(cluster);
        boolean aboutLive =
                plan.steps().stream().anyMatch(step -> !step.touches().contains(Touches.OLD_LIVE));
        return Optional.ofNullable(now)
                .filter(known -> aboutLive)
                .flatMap(known -> otherLive(plan, known))
                .map(why -> refuse(
                        EngineErrors.LIVE_IS_ANOTHER,
                        why,
                        "write a plan for the next upgrade, with `live: {cluster: " + plan.cluster() + ", version: "
                                + now + "}`, and a later target; `belay status " + plan.cluster()
                                + "` lists what was done so far"))
                .orElseGet(() -> StepResult.succeeded("live is what the plan upgrades", Map.of()));
    }

    /** Why a plan has nothing to do where live is this major by now; empty when it has. */
    public static Optional<String> otherLive(ResolvedPlan plan, int now) {
        int planned = plan.live().path("version").asInt(now);
        if (planned != now) {
            return Optional.of(
                    "plan `" + plan.name() + "` upgrades a " + planned + ", and `" + plan.cluster() + "` is a " + now);
        }
        return now < plan.targetVersion()
                ? Optional.empty()
                : Optional.of("plan `" + plan.name() + "` upgrades to " + plan.targetVersion() + ", and `"
                        + plan.cluster() + "` is a " + now + " already");
    }

    /** As a host's file writes them under {@code allow}. Asked for at the start: a `no` after days would come too late. */
    private static List<String> wanted(RunState state) {
        if (state.rehearsal()) {
            return List.of("rehearse");
        }
        List<String> wanted = new ArrayList<>();
        for (StepState step : state.steps()) {
            if (step.touchesClients()) {
                wanted.add("promote_" + step.step().with().path("mode").asText("offline"));
            } else if (step.touchesOldLive()) {
                wanted.add("retire");
            }
        }
        return wanted;
    }

    private static StepResult steps(RunState state, Announcement host, String name) {
        List<StepState> taking = state.steps().stream()
                .filter(step -> step.status() != StepStatus.SKIPPED)
                .toList();
        List<String> missing = taking.stream()
                .filter(StepState::isOnHost)
                .map(step -> step.step().kind())
                .filter(kind -> !host.kinds().contains(kind))
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            return refuse(
                    EngineErrors.KIND_MISSING,
                    name + " cannot carry out " + missing,
                    "install a Belay that can on the host, or leave the steps out");
        }
        List<String> onEngine = taking.stream()
                .filter(step -> step.step().runsOn() == RunsOn.ENGINE && !step.isWindow())
                .map(StepState::id)
                .toList();
        return onEngine.isEmpty()
                ? StepResult.succeeded("the host can carry out all steps", Map.of())
                : refuse(
                        EngineErrors.ENGINE_STEP,
                        "this engine cannot carry out " + onEngine,
                        "leave the steps out, or install a Belay that can");
    }

    private static StepResult refuse(ErrorCode code, String summary, String remedy) {
        return StepResult.failed(code, summary + "; nothing was started", remedy, Map.of());
    }
}
