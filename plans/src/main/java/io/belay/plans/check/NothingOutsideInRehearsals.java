package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.belay.plans.resolve.ResolvedStep.When;
import java.util.List;

/** What a rehearsal does stays within its own clone. */
final class NothingOutsideInRehearsals implements Rule {

    static final ErrorCode CODE = new ErrorCode(1511, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return plan.steps().stream()
                .filter(step -> step.work().traits().touches().contains(Touches.OUTSIDE))
                .filter(step -> step.when() != When.APPLY)
                .map(step -> problem(plan, step))
                .toList();
    }

    private static Problem problem(UpgradePlan plan, Step step) {
        SourcePlace when = plan.places().of(step.path() + ".when");
        Field effects = new Field(plan, step, "effects");
        String program = new Field(plan, step, "program").text();
        boolean always = step.when() == When.ALWAYS;
        boolean ownLine = when.line() != step.place().line();
        return Problem.error(CODE, when, "a rehearsal would really run `" + program + "`")
                .withLabel(always ? "and this includes rehearsals" : "and this is rehearsals only")
                .withSecond(effects.place(), "reaches beyond the candidate")
                .withHelp("delete " + (ownLine ? "line " + when.line() : "`when`")
                        + ": with `effects: outside` the default is `apply`");
    }
}
