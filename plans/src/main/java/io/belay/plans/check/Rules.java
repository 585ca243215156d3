package io.belay.plans.check;

import io.belay.plans.model.Places;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/** All rules. Immutable. */
public final class Rules {

    /** By their codes. */
    static final List<Rule> ALL = List.of(
            new FieldWithoutEffect(),
            new DuplicateStepId(),
            new NeedsKnownStep(),
            new NeedsSameRuns(),
            new IdsTellApart(),
            new IdsDoNotMislead(),
            new SnapshotNameOnce(),
            new CandidateBeforeWork(),
            new SnapshotBeforeClone(),
            new ProofBeforePromotion(),
            new ApprovalBeforePromotion(),
            new PreflightBeforePromotion(),
            new NoChangeBehindProof(),
            new NoCandidateBehindPromotion(),
            new ModeNeedsTarget(),
            new TargetAboveLive(),
            new NothingOutsideInRehearsals(),
            new NoContinuePastChange(),
            new ApprovalBeforeNoReturn(),
            new NoRowsChangedOnline(),
            new ApprovalBeforeWindow(),
            new RollBackToWaypoint(),
            new PromotionBeforeRetire(),
            new RetireKnowsWhen(),
            new ApprovalPossible(),
            new SamePeopleTwice(),
            new ProofOfContent(),
            new ApprovalByOthers(),
            new NothingForNoApply(),
            new NoUndoIsExplained(),
            new MembersDoNotMeet(),
            new ClientsHeldOncePerLaunch(),
            new StatisticsBeforeOpening(),
            new TimesAreNotNothing(),
            new ToldOfSomething(),
            new ClientsHeldOnline(),
            new RetireBehindWayBack(),
            new PublishBeforeSnapshot(),
            new RehearsalYoungEnough(),
            new StandbyBehindOfflinePromotion(),
            new TransactionsEndWithinHold(),
            new CandidateElsewhere(),
            new StandbysForNew(),
            new RehearsedOftenEnough(),
            new StandbyMembersKnown(),
            new SettingsKeepData(),
            new LogLevelSuffices(),
            new SettingsAreMeant(),
            new SettingsStayWithHost(),
            new SettingsCanBeSet(),
            new LiveKeepsItsDisk(),
            new LiveKeepsItsShare(),
            new StandbysNotLive(),
            new WindowOpensInGap(),
            new WindowOpensOnce(),
            new WindowHoldsBudget(),
            new ApprovalOutlastsWait(),
            new WindowOpensAtAll(),
            new WindowWithinTimeout(),
            new StepFitsWindow(),
            new WindowOpensOneAtATime(),
            new PinOutlastsNeed(),
            new FreeSpaceInOrder(),
            new ClassFinerThanSchedule(),
            new SomethingKept(),
            new NewestStays(),
            new StopsBeforeDiskIsFull(),
            new KeptUntilNextRehearsal());

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
