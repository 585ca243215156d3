package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.plans.model.DurationText;
import io.belay.plans.model.Factor;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.hold.HoldErrors;
import io.belay.workers.hold.Pooler.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether what a hold repeats fits the budget, by what it took on the run's own candidate. Stateless. */
final class HoldEstimate {

    private HoldEstimate() {}

    /** At the promotion: what keeps it from beginning. */
    static Optional<Problem> tooLong(StepContext promotion) {
        return tooLong(promotion, RepeatedTimes.of(promotion));
    }

    /** At a step that a later promotion repeats: a rehearsal says it, long before an apply would be refused for it. */
    static StepResult warned(StepContext context, StepResult succeeded) {
        String own = context.request().stepId();
        List<ResolvedStep> steps = context.plan().steps();
        boolean repeated = steps.stream().anyMatch(step -> step.id().equals(own) && step.takesPartIn(false))
                && steps.stream()
                        .dropWhile(step -> !step.id().equals(own))
                        .anyMatch(step -> step.kind().equals("promote")
                                && step.with().path("mode").asText().equals("offline"));
        if (!repeated) {
            return succeeded;
        }
        RepeatedTimes times =
                RepeatedTimes.of(context).with(own, context.request().kind(), StepMemory.took(succeeded));
        return tooLong(context, times)
                .map(problem -> {
                    List<FindingReport> findings = new ArrayList<>(succeeded.findings());
                    findings.add(new FindingReport(
                            problem.code().text(), "warning", "promote", problem.text(), problem.remedy(), ""));
                    return succeeded.withFindings(findings);
                })
                .orElse(succeeded);
    }

    private static Optional<Problem> tooLong(StepContext context, RepeatedTimes times) {
        Duration allowed = PromoteChecks.budget(context);
        Duration needed = withMargin(context, times.all());
        return needed.compareTo(allowed) <= 0
                ? Optional.empty()
                : Optional.of(new Problem(
                        HoldErrors.REHEARSED_TOO_LONG,
                        "the hold repeats what took " + times.words() + " in this run; times the margin that is "
                                + DurationText.write(needed) + ", and `budget.hold` is " + DurationText.write(allowed),
                        "plan a longer `budget.hold`" + times.advice()));
    }

    /** What a rehearsed time has to be held against the plan's budget as. */
    static Duration withMargin(StepContext context, Duration rehearsed) {
        JsonNode budget = context.plan().blocks().path("budget");
        long hundredths = Factor.parse(budget.path("margin").asText("1.5x"))
                .map(Factor::hundredths)
                .orElse(150);
        return Duration.ofMillis(rehearsed.toMillis() * hundredths / 100);
    }
}
