package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A snapshot is found by its name. */
final class SnapshotNameOnce implements Rule {

    static final ErrorCode CODE = new ErrorCode(1409, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Step> known = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            String name = step.work().makes().orElse(step.id());
            Optional<Step> first = step.is(Role.TAKES_SNAPSHOT)
                    ? Optional.ofNullable(known.putIfAbsent(name, step))
                    : Optional.empty();
            first.map(earlier -> Problem.error(
                                    CODE,
                                    new Field(plan, step, "name").place(),
                                    "two snapshots have the name `" + name + "`")
                            .withLabel("again here")
                            .withSecond(new Field(plan, earlier, "name").place(), "first here")
                            .withHelp("write `name: " + name + "-again`"))
                    .ifPresent(problems::add);
        }
        return problems;
    }
}
