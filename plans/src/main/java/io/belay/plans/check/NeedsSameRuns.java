package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.ResolvedStep.When;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a step needs takes part in every run in which the step does. */
final class NeedsSameRuns implements Rule {

    static final ErrorCode CODE = new ErrorCode(1403, TEXT);

    /** Members of one group that take part in the same runs need the same. */
    private record Asked(String group, When when) {}

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        Set<Asked> asked = new HashSet<>();
        for (Step step : plan.steps()) {
            check(plan, step, step.needs(), step.id(), step.path()).forEach(problems::add);
            step.group()
                    .filter(group -> asked.add(new Asked(group.path(), step.when())))
                    .ifPresent(group -> check(plan, step, group.needs(), group.id(), group.path())
                            .forEach(problems::add));
        }
        return problems;
    }

    /** @param id of the step, or of its group, where these needs stand */
    private static List<Problem> check(
            UpgradePlan plan, Step step, Optional<List<String>> needs, String id, String path) {
        if (needs.isEmpty()) {
            return List.of();
        }
        Set<String> ids = Set.copyOf(needs.get());
        return plan.steps().stream()
                .takeWhile(other -> !other.isSameAs(step))
                .filter(other -> ids.contains(other.id()))
                .filter(other -> !covers(other.when(), step.when()))
                .map(other -> problem(plan, other, id, path))
                .toList();
    }

    private static boolean covers(When needed, When needing) {
        return needed == When.ALWAYS || needed == needing;
    }

    private static Problem problem(UpgradePlan plan, Step needed, String id, String path) {
        boolean applyOnly = needed.when() == When.APPLY;
        return Problem.error(
                        CODE,
                        plan.places().of(path + ".needs"),
                        "in " + (applyOnly ? "rehearsals" : "an apply") + " `" + id + "` needs `" + needed.id()
                                + "`, which runs only in " + (applyOnly ? "an apply" : "rehearsals"))
                .withSecond(needed.place(), "only in " + (applyOnly ? "an apply" : "rehearsals"))
                .withHelp("give both the same `when`, or take `" + needed.id() + "` out of `needs`");
    }
}
