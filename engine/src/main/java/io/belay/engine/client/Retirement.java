package io.belay.engine.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Phase;
import io.belay.engine.run.RunStatus;
import io.belay.engine.run.StepStatus;
import io.belay.engine.workflow.RunOrder;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Back;
import io.belay.plans.resolve.ResolvedStep.OnFailure;
import io.belay.plans.resolve.ResolvedStep.Retry;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.belay.plans.resolve.ResolvedStep.When;
import java.util.List;
import java.util.Optional;

/** The plan of one step with which old live is let go behind a run whose own plan ended with its promotion. Stateless. */
final class Retirement {

    static final String STEP = "retire";
    /** The language's default. */
    private static final String KEEP_SNAPSHOT = "30d";

    private Retirement() {}

    /** @param order absent when the run's history is gone or was written by another version */
    static String planBehind(ObservedRun promoted, Optional<RunOrder> order) {
        RunStatus status = promoted.status();
        if (!status.phase().equals(Phase.PROMOTED.name())) {
            throw refusal(
                    "run `" + status.run() + "` has not made new live (it is "
                            + status.phase().toLowerCase(java.util.Locale.ROOT) + "), so it left no old live",
                    "look with `belay status`");
        }
        ResolvedPlan plan = order.map(RunOrder::plan)
                .map(CanonicalForm::read)
                .orElseThrow(() -> refusal(
                        "the plan of run `" + status.run() + "` is not kept any more", "look with `belay status`"));
        if (isRetired(plan, status)) {
            throw refusal(
                    "old live of run `" + status.run() + "` is gone already; its last image is kept",
                    "look with `belay snapshots " + status.cluster() + "`");
        }
        return CanonicalForm.write(new ResolvedPlan(
                plan.language(),
                plan.resolver(),
                plan.name(),
                plan.owner(),
                plan.change(),
                plan.cluster(),
                plan.live(),
                plan.target(),
                plan.blocks(),
                List.of(step())));
    }

    private static boolean isRetired(ResolvedPlan plan, RunStatus status) {
        return plan.steps().stream()
                .filter(step -> step.touches().contains(Touches.OLD_LIVE))
                .anyMatch(step -> status.steps().stream()
                        .anyMatch(line ->
                                line.id().equals(step.id()) && line.status().equals(StepStatus.DONE.name())));
    }

    /** The operator has confirmed it before it is started, so it neither waits nor asks. */
    private static ResolvedStep step() {
        ObjectNode with = JsonNodeFactory.instance
                .objectNode()
                .put("after", "0s")
                .put("confirm", "none")
                .put("keep_snapshot", KEEP_SNAPSHOT);
        return new ResolvedStep(
                STEP,
                STEP,
                RunsOn.HOST,
                List.of(Touches.OLD_LIVE),
                false,
                true,
                new Back("none", "old live"),
                When.APPLY,
                List.of(),
                new Retry(1, "30s"),
                "none",
                new OnFailure("nothing", "wait_for_operator"),
                "",
                with);
    }

    private static EngineFailure refusal(String message, String remedy) {
        return new EngineFailure(EngineErrors.NOTHING_TO_RETIRE, message, remedy);
    }
}
