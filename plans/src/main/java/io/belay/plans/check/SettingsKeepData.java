package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** No setting lets new lose or hide what it was given. */
final class SettingsKeepData implements Rule {

    static final ErrorCode CODE = new ErrorCode(1616, TEXT);

    private static final Map<String, Boolean> LOSING = Map.of(
            "fsync", false,
            "zero_damaged_pages", true,
            "ignore_checksum_failure", true,
            "ignore_invalid_pages", true,
            "ignore_system_indexes", true);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        plan.target().settings().forEach((name, value) -> {
            if (LOSING.containsKey(name) && Setting.isSwitched(value, LOSING.getOrDefault(name, true))) {
                problems.add(Problem.error(
                                CODE,
                                Setting.place(plan, name),
                                "with `" + name + ": " + value + "` new would lose data, or hide that it did")
                        .withHelp("delete it: it is made for rescuing a cluster, and not for running one"));
            }
        });
        return problems;
    }
}
