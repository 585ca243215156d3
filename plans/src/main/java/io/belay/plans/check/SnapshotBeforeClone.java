package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A clone is made of a snapshot that was taken before. */
final class SnapshotBeforeClone implements Rule {

    static final ErrorCode CODE = new ErrorCode(1502, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        for (boolean rehearsal : new boolean[] {true, false}) {
            Order order = new Order(plan.stepsOf(rehearsal));
            for (Step clone : order.all(Role.MAKES_CANDIDATE)) {
                List<String> names = order.before(clone).stream()
                        .filter(step -> step.is(Role.TAKES_SNAPSHOT))
                        .map(step -> step.work().makes().orElse(step.id()))
                        .toList();
                problem(plan, clone, names).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private static Optional<Problem> problem(UpgradePlan plan, Step clone, List<String> names) {
        if (names.isEmpty()) {
            return Optional.of(Problem.error(CODE, clone.place(), "there is no snapshot yet to make the candidate of")
                    .withHelp(Order.above(clone, "snapshot")));
        }
        return clone.work()
                .uses()
                .filter(name -> !names.contains(name))
                .map(name -> Problem.error(
                                CODE,
                                plan.places().of(clone.path() + "." + clone.kind() + ".of"),
                                "no snapshot before this step has the name `" + name + "`")
                        .withHelp("write `of: " + NearestName.of(name, names).orElse(names.get(0))
                                + "`, or leave it out: the last snapshot is taken"));
    }
}
