package io.belay.plans.check;

import io.belay.plans.model.Places;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/** All rules. Immutable. */
public final class Rules {

    static final List<Rule> ALL = List.of(
            new DuplicateStepId(),
            new NeedsKnownStep(),
            new NeedsSameRuns(),
            new CandidateBeforeWork(),
            new SnapshotBeforeClone(),
            new ProofBeforePromotion(),
            new ApprovalBeforePromotion(),
            new PreflightBeforePromotion(),
            new NoChangeBehindProof(),
            new NoCandidateBehindPromotion(),
            new TargetAboveLive(),
            new NoContinuePastChange(),
            new ApprovalBeforeNoReturn(),
            new RollBackToWaypoint(),
            new PromotionBeforeRetire(),
            new RetireKnowsWhen(),
            new RehearsalYoungEnough(),
            new FreeSpaceInOrder(),
            new SomethingKept(),
            new FieldWithoutEffect(),
            new CandidateElsewhere(),
            new ClassFinerThanSchedule(),
            new StandbysNotLive());

    private Rules() {}

    /** What can be judged of steps without the plan around them. */
    public static List<Problem> ofSteps(List<Step> steps, Places places) {
        return Stream.concat(DuplicateStepId.check(steps).stream(), NeedsKnownStep.check(steps, places).stream())
                .toList();
    }

    /** In no particular order; who collects them sorts by place. */
    public static List<Problem> check(UpgradePlan plan) {
        return ALL.stream().flatMap(rule -> rule.check(plan).stream()).toList();
    }
}
