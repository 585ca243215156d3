package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;
import java.util.Map;

/** A way of upgrading that the target does not know yet cannot be asked for. */
final class ModeNeedsTarget implements Rule {

    static final ErrorCode CODE = new ErrorCode(1508, TEXT);

    /** Since which major {@code pg_upgrade} has the option. */
    private static final Map<String, Integer> SINCE = Map.of("clone", 12, "copy_file_range", 17, "swap", 18);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        int target = plan.target().version().major();
        return plan.steps().stream()
                .filter(step -> step.is(Role.UPGRADES))
                .map(step -> new Field(plan, step, "mode"))
                .filter(mode -> target < SINCE.getOrDefault(mode.text(), 0))
                .map(mode -> Problem.error(
                                CODE,
                                mode.place(),
                                "`" + mode.text() + "` came with " + SINCE.get(mode.text()) + ", and the target is a "
                                        + target)
                        .withSecond(plan.places().of("target.version"), "the target")
                        .withHelp("write `mode: link`"))
                .toList();
    }
}
