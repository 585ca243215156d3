package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.plans.problem.ErrorCode;
import java.util.Map;

/**
 * What a plan's author changes in a candidate is changed behind {@code pg_upgrade}: the upgrade is proven by files that are still
 * the clone's own, and a change before it could not be told from a fault of it. Stateless.
 */
final class BehindUpgrade {

    private BehindUpgrade() {}

    static StepResult required(StepContext context, ErrorCode code) {
        String own = context.request().stepId();
        boolean before = context.plan().steps().stream()
                .dropWhile(step -> !step.id().equals(own))
                .anyMatch(step -> step.kind().equals("pg_upgrade"));
        return before
                ? StepResult.failed(
                        code,
                        "`" + own
                                + "` changes the candidate before `pg_upgrade`, whose proof compares its files with the"
                                + " clone's; nothing was done",
                        "move the step below `pg_upgrade`, or make the change on live before the snapshot",
                        Map.of())
                : StepResult.succeeded("it stands behind `pg_upgrade`", Map.of());
    }
}
