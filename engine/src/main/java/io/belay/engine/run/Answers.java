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
            case PREPARE, RUN, INSPECT, VERIFY, TAKE_WAYPOINT ->
                work(crossing(state, action, result, event.at()), action, result, event.at());
            case RESTORE, UNDO, DROP_CANDIDATE -> TakenBack.apply(state, action, result, event.at());
            case SWAP, INSPECT_SWAP -> Swaps.answered(state, action, result, event.at());
            case LOOK -> Swaps.looked(state, result, event.at());
            case PAUSE, AWAIT_OPERATOR, END -> throw new IllegalStateException("nobody answers " + action.verb());
        };
    }

    private static RunState question(RunState state, Action action, StepResult result, Instant at) {
        if (result.outcome() == Outcome.SUCCEEDED) {
            return state.withAsked(state.asked() + 1)
                    .withFacts(result.facts().getOrDefault(FactsDrift.HASH, state.facts()));
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
            case SUCCEEDED ->
                isWithoutItsCrossing(state, step, action.verb())
                        ? Doubt.apply(state, step, action.verb(), unproven(result))
                        : succeeded(state, step, action.verb(), result, at);
            case FAILED -> Failing.definitely(state, step, result, at);
            case UNCLEAR -> Doubt.apply(state, step, action.verb(), result);
            case NOT_STARTED ->
                action.verb() == Verb.INSPECT
                        ? Failing.definitely(state, step, neverStarted(step), at)
                        : Doubt.apply(state, step, action.verb(), result);
        };
    }

    /** Whoever moved clients has to say that the crossing is decided: everything behind it relies on that. */
    private static boolean isWithoutItsCrossing(RunState state, StepState step, Verb verb) {
        return (verb == Verb.RUN || verb == Verb.INSPECT) && step.touchesClients() && !state.crossed();
    }

    private static StepResult unproven(StepResult result) {
        return StepResult.unclear("the host reports success (" + result.summary() + ") but no crossing");
    }

    private static RunState succeeded(RunState state, StepState step, Verb verb, StepResult result, Instant at) {
        return switch (verb) {
            case PREPARE -> {
                RunState launched = state.withStep(step.launched());
                yield step.touchesOldLive() ? Swaps.end(launched, "step `" + step.id() + "`", at) : launched;
            }
            case RUN, INSPECT -> state.withStep(step.answered(StepStatus.VERIFYING, result));
            case VERIFY ->
                state.withStep(
                        step.step().waypoint()
                                ? step.withStatus(StepStatus.FREEZING)
                                : step.ended(StepStatus.DONE, "", at));
            case TAKE_WAYPOINT -> state.withStep(step.ended(StepStatus.DONE, step.waypointToTake(), at));
            case ANNOUNCE, PROBE, RESTORE, UNDO, DROP_CANDIDATE, SWAP, INSPECT_SWAP, LOOK, PAUSE, AWAIT_OPERATOR, END ->
                throw new IllegalStateException(verb + " is not work on a step");
        };
    }

    /**
     * Only an apply can cross, whatever a host claims. Looked for in every answer, failures too: what was decided stays decided,
     * also when something behind it went wrong.
     */
    private static RunState crossing(RunState state, Action action, StepResult result, Instant at) {
        boolean crossed = !state.rehearsal()
                && !state.crossed()
                && result.facts().getOrDefault("crossing", "").equals("commit");
        RunState next = crossed ? state.withCrossing(new Crossing(action.step(), at, held(result))) : state;
        return next.crossing()
                .filter(known -> known.step().equals(action.step()))
                .map(known -> next.step(known.step()))
                .filter(WayBack::isPromisedBy)
                .map(step -> next.withWayBack(
                        next.wayBack().orElseGet(() -> WayBack.behind(step, at)).told(result.facts(), at)))
                .orElse(next);
    }

    static long held(StepResult result) {
        String milliseconds = result.facts().getOrDefault("hold_milliseconds", "");
        return milliseconds.matches("[0-9]{1,15}") ? Long.parseLong(milliseconds) : 0;
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
