package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.workers.hold.Pooler.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a look before a hold found, as the step's answer: nothing was done, and why. Pure. */
final class PromoteRefusal {

    private PromoteRefusal() {}

    /**
     * Of a promotion. A candidate that can never follow again is told by the same fact as {@code follow} tells it: a retry of the promotion
     * alone would be refused for ever.
     */
    static StepResult of(String run, List<Problem> problems) {
        List<Problem> worstFirst = problems.stream()
                .sorted(Comparator.comparing(problem -> !FollowErrors.isForGood(problem.code())))
                .toList();
        return FollowErrors.isForGood(worstFirst.get(0).code())
                ? refused(
                        worstFirst,
                        Optional.of("belay retry " + run + " begins again from `publish`"),
                        Map.of("follows", "no"))
                : refused(problems, Optional.empty(), Map.of());
    }

    /** Of a swap: behind the crossing nothing is made anew. */
    static StepResult ofSwap(List<Problem> problems) {
        return refused(problems, Optional.empty(), Map.of());
    }

    private static StepResult refused(List<Problem> problems, Optional<String> remedy, Map<String, String> more) {
        Problem first = problems.get(0);
        Map<String, String> facts = new TreeMap<>(more);
        facts.put("refusals", String.valueOf(problems.size()));
        return StepResult.failed(
                        first.code(),
                        first.text() + ". Nothing was done; live serves on",
                        remedy.orElse(first.remedy()),
                        facts)
                .withFindings(problems.stream()
                        .map(problem -> new FindingReport(
                                problem.code().text(), "blocker", "live", problem.text(), problem.remedy(), ""))
                        .toList());
    }
}
