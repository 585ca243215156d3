package io.belay.engine.run;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.engine.problem.EngineErrors;
import io.belay.plans.problem.ErrorCode;
import java.time.Duration;
import java.time.Instant;

/** What follows an answer to an undo, a restore or a drop. All three may be repeated. */
final class TakenBack {

    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private TakenBack() {}

    static RunState apply(RunState state, Action action, StepResult result, Instant at) {
        if (result.outcome() == Outcome.SUCCEEDED || result.outcome() == Outcome.NOT_STARTED) {
            return done(state, action, at);
        }
        Recovery failed = state.recovery().failedOnce();
        if (failed.failures() < TRIES) {
            return state.withRecovery(failed).withPause(PAUSE);
        }
        return givenUp(state, action, result);
    }

    private static RunState done(RunState state, Action action, Instant at) {
        RunState next = state.withRecovery(state.recovery().withoutFirst());
        if (action.verb() != Verb.UNDO) {
            return next;
        }
        StepState step = next.step(action.step());
        // The failed step keeps its status: it is what a person has to see.
        return step.status() == StepStatus.FAILED ? next : next.withStep(step.ended(StepStatus.UNDONE, "", at));
    }

    /** What was to be taken back stays first in line, so that a retry goes on exactly there. */
    private static RunState givenUp(RunState state, Action action, StepResult result) {
        String text = sentence(action) + ": " + result.summary();
        if (state.rehearsal()) {
            return action.verb() != Verb.RESTORE && state.recovery().endsTheRun()
                    ? state.withNote(text).withRecovery(state.recovery().withoutFirst())
                    : Ending.failRehearsal(state.withNote(text));
        }
        ErrorCode code = action.verb() == Verb.UNDO ? EngineErrors.UNDO_FAILED : EngineErrors.CANDIDATE_STORE;
        RunState marked = action.verb() == Verb.UNDO
                ? state.withStep(state.step(action.step()).withStatus(StepStatus.UNDO_FAILED))
                : state;
        return marked.withPhase(Phase.BLOCKED)
                .withFailure(new Failure(
                        action.step(), code.text(), code.fault().name(), text, result.remedy(), "", "", false));
    }

    private static String sentence(Action action) {
        return switch (action.verb()) {
            case UNDO -> "step `" + action.step() + "` could not be undone";
            case RESTORE -> "the candidate could not be put back to waypoint `" + action.waypoint() + "`";
            case DROP_CANDIDATE -> "the candidate could not be dropped";
            case ANNOUNCE,
                    PROBE,
                    PREPARE,
                    RUN,
                    INSPECT,
                    VERIFY,
                    TAKE_WAYPOINT,
                    SWAP,
                    INSPECT_SWAP,
                    LOOK,
                    PAUSE,
                    AWAIT_OPERATOR,
                    END -> throw new IllegalStateException(action.verb() + " takes nothing back");
        };
    }
}
