package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Nothing changes the candidate once it was proven, unless it is proven again. */
final class NoChangeBehindProof implements Rule {

    static final ErrorCode CODE = new ErrorCode(1506, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        // A change behind the promotion is a mistake of another kind.
        List<Step> open =
                plan.steps().stream().takeWhile(step -> !step.is(Role.PROMOTES)).toList();
        for (boolean rehearsal : new boolean[] {true, false}) {
            Order order = new Order(
                    open.stream().filter(step -> step.takesPartIn(rehearsal)).toList());
            Order.last(order.steps(), Role.PROVES_CANDIDATE)
                    .ifPresent(proof -> order.behind(proof).stream()
                            .filter(step -> step.is(Role.CHANGES_CANDIDATE))
                            .forEach(step -> problems.add(problem(step, proof))));
        }
        return problems;
    }

    /** An included list is another file, and others include it too. */
    private static String move(Step change, Step proof) {
        return change.place().file().equals(proof.place().file())
                ? Order.moveAbove(change, proof, change) + ", or "
                : "";
    }

    private static Problem problem(Step change, Step proof) {
        return Problem.error(CODE, change.place(), "`" + change.kind() + "` changes what was already verified")
                .withLabel("changed here")
                .withSecond(proof.place(), "verified here")
                .withHelp(move(change, proof) + Order.belowIt(change, "{id: verify-again, verify: {}}"));
    }
}
