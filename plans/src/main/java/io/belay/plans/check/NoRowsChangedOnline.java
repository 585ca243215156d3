package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;
import java.util.Optional;

/** Rows that follow from live meet on the candidate what was there when it was made. */
final class NoRowsChangedOnline implements Rule {

    static final ErrorCode CODE = new ErrorCode(1515, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Optional<Step> promote = plan.steps().stream()
                .filter(step -> step.is(Role.PROMOTES) && step.option("mode").equals("online"))
                .findFirst();
        return promote.map(online -> plan.steps().stream()
                        .filter(step -> step.is(Role.CHANGES_ROWS))
                        .map(step -> problem(plan, step, online))
                        .toList())
                .orElse(List.of());
    }

    private static Problem problem(UpgradePlan plan, Step step, Step online) {
        return Problem.error(
                        CODE,
                        new Field(plan, step, "changes").place(),
                        "rows changed here would collide with those that follow")
                .withSecond(new Field(plan, online, "mode").place(), "live's rows follow until then")
                .withHelp("run the file on live before, as a change of its own; or write `mode: offline`");
    }
}
