package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.step.StepKinds;
import java.util.List;
import java.util.Set;

/** An id does not say what the step is not. */
final class IdsDoNotMislead implements Rule {

    static final ErrorCode CODE = new ErrorCode(1408, TEXT);

    private static final Set<String> WORDS = Set.of("last_good_step", "start", "nothing");

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return plan.steps().stream()
                .filter(step -> !step.id().equals(step.kind()))
                .filter(step ->
                        WORDS.contains(step.id()) || StepKinds.find(step.id()).isPresent())
                .map(step -> Problem.error(
                                CODE,
                                plan.places().of(step.path() + ".id"),
                                WORDS.contains(step.id())
                                        ? "`" + step.id() + "` is a word of `roll_back_to`, and would be read as that"
                                        : "`" + step.id() + "` is the name of another kind of step, and this is `"
                                                + step.kind() + "`")
                        .withHelp("write for example `id: " + step.kind() + "-for-"
                                + step.id().replace('_', '-') + "`"))
                .toList();
    }
}
