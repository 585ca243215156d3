package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Places;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code needs} names steps that come before. */
final class NeedsKnownStep implements Rule {

    static final ErrorCode CODE = new ErrorCode(1402, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return check(plan.steps(), plan.places());
    }

    static List<Problem> check(List<Step> steps, Places places) {
        List<Problem> problems = new ArrayList<>();
        Set<String> all = steps.stream().map(Step::id).collect(Collectors.toSet());
        Set<String> before = new LinkedHashSet<>();
        for (Step step : steps) {
            step.group()
                    .filter(group -> group.beginsWith(step))
                    .ifPresent(group -> group.needs().orElse(List.of()).stream()
                            .filter(need -> !before.contains(need))
                            .forEach(need -> problems.add(
                                    problem(group.id(), places.of(group.path() + ".needs"), need, all, before))));
            step.needs().orElse(List.of()).stream()
                    .filter(need -> !before.contains(need))
                    .forEach(need ->
                            problems.add(problem(step.id(), places.of(step.path() + ".needs"), need, all, before)));
            before.add(step.id());
        }
        return problems;
    }

    private static Problem problem(String id, SourcePlace place, String need, Set<String> all, Set<String> before) {
        String statement = all.contains(need)
                ? "`" + id + "` needs `" + need + "`, which does not come before it"
                : "`" + id + "` needs `" + need + "`, and there is no such step";
        String help = NearestName.of(need, before)
                .map(near -> "did you mean `" + near + "`?")
                .orElse("leave `needs` out: a step needs all that come before it");
        return Problem.error(CODE, place, statement).withHelp(help);
    }
}
