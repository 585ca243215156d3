package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What live writes behind the snapshot reaches the candidate only if live kept it from before on. */
final class PublishBeforeSnapshot implements Rule {

    static final ErrorCode CODE = new ErrorCode(1603, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        for (boolean rehearsal : new boolean[] {true, false}) {
            Order order = new Order(plan.stepsOf(rehearsal));
            for (Step promote : order.all(Role.PROMOTES)) {
                Optional<Step> snapshot = order.before(promote).stream()
                        .filter(step -> step.is(Role.TAKES_SNAPSHOT))
                        .findFirst();
                if (promote.option("mode").equals("online")
                        && snapshot.isPresent()
                        && !order.has(Role.PUBLISHES, snapshot.get())) {
                    problems.add(problem(plan, promote, snapshot.get(), order));
                }
            }
        }
        return problems;
    }

    private static Problem problem(UpgradePlan plan, Step promote, Step snapshot, Order order) {
        Optional<Step> late = order.all(Role.PUBLISHES).stream().findFirst();
        return Problem.error(
                        CODE,
                        new Field(plan, promote, "mode").place(),
                        "an online promotion needs `publish` before the snapshot")
                .withSecond(snapshot.place(), "the candidate is made from here")
                .withHelp(late.map(publish -> Order.moveAbove(publish, snapshot, promote))
                        .orElseGet(() -> Order.above(snapshot, promote, "publish")
                                + " (live then keeps WAL for the upgrade, at most `budget.wal_on_live`)"));
    }
}
