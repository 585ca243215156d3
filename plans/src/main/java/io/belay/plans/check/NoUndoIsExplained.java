package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.List;

/** Where nothing takes back what a program did, the operator reads what to do. */
final class NoUndoIsExplained implements Rule {

    static final ErrorCode CODE = new ErrorCode(1525, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return plan.steps().stream()
                .filter(step -> step.work().traits().touches().contains(Touches.OUTSIDE))
                .filter(step -> step.note().isEmpty())
                .filter(step -> step.option("undo").equals("none"))
                .map(step -> Problem.warning(
                                CODE,
                                new Field(plan, step, "undo").place(),
                                "nobody reads what to do when `" + step.option("program") + "` has to be taken back")
                        .withHelp("write beside `" + step.kind() + "`: `note: who helps, and how`"))
                .toList();
    }
}
