package io.belay.engine.run;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.Event.Answered;
import java.time.Instant;
import java.util.Map;

/** What an answer of the host means. */
final class Answers {

    private Answers() {}

    static RunState apply(RunState before, Answered event) {
        RunState state = before.withSilences(0).withoutPause();
        Action action = event.action();
        StepResult result = event.result();
        return switch (action.verb()) {
            case ANNOUNCE, PROBE -> question(state, action, result, event.at());
            case PREPARE, RUN, INSPECT, VERIFY, TAKE_WAYPOINT -> work(state, action, result, event.at());
            case RESTORE, UNDO, DROP_CANDIDATE -> TakenBack.apply(state, action, result, event.at());
            case PAUSE, AWAIT_OPERATOR, END -> throw new IllegalStateException("nobody answers " + action.verb());
        };
    }

    private static RunState question(RunState state, Action action, StepResult result, Instant at) {
        if (result.outcome() == Outcome.SUCCEEDED) {
            return state.withAsked(state.asked() + 1);
        }
        RunState failed = action.step().isEmpty()
                ? state
                : state.withStep(state.step(action.step())
                        .answered(StepStatus.FAILED, result)
                        .ended(StepStatus.FAILED, "", at));
        return Failing.beforeAnyEffect(failed, Failure.proven(action.step(), result));
    }

    private static RunState work(RunState state, Action action, StepResult result, Instant at) {
        StepState step = requireCurrent(state, action);
        return switch (result.outcome()) {
            case SUCCEEDED -> succeeded(state, step, action.verb(), result, at);
            case FAILED -> Failing.definitely(state, step, result, at);
            case UNCLEAR -> Doubt.apply(state, step, action.verb(), result);
            case NOT_STARTED ->
                action.verb() == Verb.INSPECT
                        ? Failing.definitely(state, step, neverStarted(step), at)
                        : Doubt.apply(state, step, action.verb(), result);
        };
    }

    private static RunState succeeded(RunState state, StepState step, Verb verb, StepResult result, Instant at) {
        return switch (verb) {
            case PREPARE -> state.withStep(step.launched());
            case RUN, INSPECT -> crossing(state, result).withStep(step.answered(StepStatus.VERIFYING, result));
            case VERIFY ->
                state.withStep(
                        step.step().waypoint()
                                ? step.withStatus(StepStatus.FREEZING)
                                : step.ended(StepStatus.DONE, "", at));
            case TAKE_WAYPOINT -> state.withStep(step.ended(StepStatus.DONE, step.waypointToTake(), at));
            case ANNOUNCE, PROBE, RESTORE, UNDO, DROP_CANDIDATE, PAUSE, AWAIT_OPERATOR, END ->
                throw new IllegalStateException(verb + " is not work on a step");
        };
    }

    /** Only an apply can cross, whatever a host claims. */
    private static RunState crossing(RunState state, StepResult result) {
        boolean crossed = !state.rehearsal()
                && result.facts().getOrDefault("crossing", "").equals("commit");
        return crossed ? state.withCrossing() : state;
    }

    private static StepState requireCurrent(RunState state, Action action) {
        StepState step = state.step(action.step());
        if (step.epoch() != action.epoch()
                || state.current().filter(step::equals).isEmpty()) {
            throw new IllegalStateException("an answer for step " + action.step() + " epoch " + action.epoch()
                    + " which is not at work (" + step.status() + ", epoch " + step.epoch() + ")");
        }
        return step;
    }

    private static StepResult neverStarted(StepState step) {
        return StepResult.failed(
                EngineErrors.STEP_NEVER_STARTED,
                "step `" + step.id() + "` was asked for but proven never to have started",
                "look at the worker's log on the host, then launch it again",
                Map.of());
    }
}
