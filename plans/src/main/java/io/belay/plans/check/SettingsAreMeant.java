package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What costs safety for speed is not slipped in with an upgrade. */
final class SettingsAreMeant implements Rule {

    static final ErrorCode CODE = new ErrorCode(1618, TEXT);

    private static final Map<String, String> COSTS = Map.of(
            "full_page_writes", "a page that a crash tears in two stays torn",
            "synchronous_commit", "commits that clients were told of may be lost in a crash",
            "autovacuum", "dead rows stay, and transaction ids run out",
            "track_counts", "autovacuum sees nothing to do, and transaction ids run out");

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        boolean neverTorn = plan.storage().driver().equals("zfs");
        plan.target().settings().forEach((name, value) -> {
            boolean harmless = name.equals("full_page_writes") && neverTorn;
            if (COSTS.containsKey(name) && !harmless && Setting.isSwitched(value, false)) {
                problems.add(Problem.warning(
                                CODE,
                                Setting.place(plan, name),
                                "`" + name + "` is `" + value + "`: " + COSTS.get(name))
                        .withHelp("delete it: new keeps what live has; a change of it deserves a plan of its own"));
            }
        });
        return problems;
    }
}
