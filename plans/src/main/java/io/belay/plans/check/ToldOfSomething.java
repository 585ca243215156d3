package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Notification;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Whoever is named to be told is told of something. */
final class ToldOfSomething implements Rule {

    static final ErrorCode CODE = new ErrorCode(1530, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < plan.notifications().size(); i++) {
            Notification item = plan.notifications().get(i);
            String on = "notifications[" + i + "].on";
            // A list of words that could not be read is not empty.
            if (item.on().isEmpty() && !plan.places().has(on + "[0]")) {
                problems.add(Problem.warning(CODE, plan.places().of(on), "`" + item.to() + "` is told of nothing")
                        .withHelp("leave `on` out to tell everything, or delete the item"));
            }
        }
        return problems;
    }
}
