package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.SettingScope;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** A plan names, it does not point: places and programs are the host's. */
final class SettingsStayWithHost implements Rule {

    static final ErrorCode CODE = new ErrorCode(1619, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        plan.target().settings().forEach((name, value) -> {
            switch (SettingScope.of(name, value)) {
                case PLACE ->
                    problems.add(problem(plan, name, "`" + name + "` says where new is, and that is the host's to say")
                            .withHelp("delete it; the administrator writes it in the host's file, under `targets`"));
                case PROGRAM ->
                    problems.add(problem(plan, name, "`" + name + "` would run what a plan wrote")
                            .withHelp("delete it: new keeps live's; another one is the administrator's to set"));
                case FILE ->
                    problems.add(problem(plan, name, "`" + name + "` points at a file; a plan names")
                            .withHelp("write the library's name without its folder"));
                case TUNING -> {}
            }
        });
        return problems;
    }

    private static Problem problem(UpgradePlan plan, String name, String statement) {
        return Problem.error(CODE, Setting.place(plan, name), statement);
    }
}
