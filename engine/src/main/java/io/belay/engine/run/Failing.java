package io.belay.engine.run;

import io.belay.engine.activity.StepResult;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.Recovery.Afterwards;
import io.belay.plans.resolve.ResolvedStep.OnFailure;
import java.time.Instant;
import java.util.List;

/** What follows a proven failure. */
final class Failing {

    private static final Recovery STAY = new Recovery(List.of(), Afterwards.NOTHING, Integer.MAX_VALUE, 0);

    private Failing() {}

    static RunState beforeAnyEffect(RunState state, Failure why) {
        RunState failed = state.withFailure(why);
        return failed.rehearsal() ? Ending.failRehearsal(failed) : failed.withPhase(Phase.BLOCKED);
    }

    static RunState definitely(RunState state, StepState step, StepResult result, Instant at) {
        Failure why = Failure.proven(step.id(), result);
        RunState failed = state.withFailure(why)
                .withStep(step.answered(StepStatus.FAILED, result).ended(StepStatus.FAILED, "", at));
        if (failed.crossed()) {
            return failed.withPhase(Phase.BLOCKED);
        }
        if (why.code().equals(EngineErrors.FACTS_DRIFTED.text())) {
            return drifted(failed, step);
        }
        // Where rows no longer flow nothing is gained by a launch, and another publication is asked for by a person
        // only.
        if (why.isInEnvironment() && step.tries() < step.step().retry().launches() && !Flow.isLost(result)) {
            return roll(failed, Rollback.toLaunchAgain(failed, failed.step(step.id())), Afterwards.RELAUNCH);
        }
        return failed.rehearsal() ? Ending.failRehearsal(failed) : byPolicy(failed, failed.step(step.id()));
    }

    /** Whatever the plan's policy is: it was written for another world. The step has not begun, so nothing of it is taken back. */
    private static RunState drifted(RunState state, StepState step) {
        return state.rehearsal()
                ? Ending.failRehearsal(state)
                : roll(state, Rollback.toLaunchAgain(state, step), Afterwards.BLOCK);
    }

    /** An unclear step that stays unclear: nothing is undone; a person decides, or the rehearsal gives its candidate up. */
    static RunState stayingUnclear(RunState state, Failure why) {
        RunState failed = state.withFailure(why);
        return failed.rehearsal() ? Ending.failRehearsal(failed) : failed.withPhase(Phase.BLOCKED);
    }

    private static RunState byPolicy(RunState state, StepState step) {
        OnFailure policy = step.step().onFailure();
        return switch (policy.then()) {
            case "continue" ->
                roll(state.withNote("went on behind failed step `" + step.id() + "`"), STAY, Afterwards.CONTINUE);
            case "end" ->
                policy.rollBackTo().equals("nothing")
                        ? roll(state, keepingCandidate(state), Afterwards.FAIL)
                        : roll(state, Rollback.toStart(state), Afterwards.FAIL);
            default -> roll(state, target(state, step, policy.rollBackTo()), Afterwards.BLOCK);
        };
    }

    private static Recovery keepingCandidate(RunState state) {
        return new Recovery(Flow.leftOnLive(state), Afterwards.NOTHING, Integer.MAX_VALUE, 0);
    }

    private static Recovery target(RunState state, StepState step, String rollBackTo) {
        return switch (rollBackTo) {
            case "nothing" -> STAY;
            case "start" -> Rollback.toStart(state);
            case "last_good_step" -> Rollback.toLastGoodStep(state, step);
            default -> Rollback.toStep(state, rollBackTo);
        };
    }

    static RunState roll(RunState state, Recovery recovery, Afterwards afterwards) {
        RunState rolling = state.withoutPause().withRecovery(recovery.then(afterwards));
        return recovery.isUnderWay() ? rolling.withPhase(Phase.ROLLING_BACK) : rolling;
    }
}
