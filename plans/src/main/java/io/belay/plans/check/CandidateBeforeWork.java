package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Steps that work on the candidate come behind the one that makes it. */
final class CandidateBeforeWork implements Rule {

    static final ErrorCode CODE = new ErrorCode(1501, TEXT);

    private static final Set<Role> WORK = Set.of(Role.CHANGES_CANDIDATE, Role.PROVES_CANDIDATE, Role.PROMOTES);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        for (boolean rehearsal : new boolean[] {true, false}) {
            Order order = new Order(plan.stepsOf(rehearsal));
            // Of those that have none, the first says it for all.
            order.steps().stream()
                    .filter(step -> WORK.stream().anyMatch(step::is))
                    .findFirst()
                    .filter(step -> !order.has(Role.MAKES_CANDIDATE, step))
                    .ifPresent(step -> problems.add(Problem.error(
                                    CODE,
                                    step.place(),
                                    "`" + step.kind() + "` has nothing to work on: there is no candidate yet")
                            .withHelp(Order.above(step, "clone"))));
        }
        return problems;
    }
}
