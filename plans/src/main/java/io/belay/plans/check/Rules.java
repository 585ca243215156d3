package io.belay.plans.check;

import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.Problem;
import java.util.List;

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
            new RehearsalYoungEnough(),
            new FreeSpaceInOrder(),
            new SomethingKept(),
            new FieldWithoutEffect(),
            new CandidateElsewhere(),
            new ClassFinerThanSchedule(),
            new StandbysNotLive());

    private Rules() {}

    /** In no particular order; who collects them sorts by place. */
    public static List<Problem> check(UpgradePlan plan) {
        return ALL.stream().flatMap(rule -> rule.check(plan).stream()).toList();
    }
}
