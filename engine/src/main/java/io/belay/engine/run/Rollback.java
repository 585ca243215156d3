package io.belay.engine.run;

import io.belay.engine.run.Recovery.Afterwards;
import java.util.ArrayList;
import java.util.List;

/**
 * Which undos and which one restore lead back to an earlier point. Undos go first, latest step first; then the candidate is put
 * back as a whole.
 */
final class Rollback {

    private Rollback() {}

    /** To the newest waypoint of a done step, "last good step"; the given step and all behind it are taken back anyway. */
    static Recovery toLastGoodStep(RunState state, StepState unfinished) {
        return lastGood(state, unfinished, false);
    }

    /** The same, for a step that is launched anew: one by which rows flow goes on where it is. */
    static Recovery toLaunchAgain(RunState state, StepState unfinished) {
        return lastGood(state, unfinished, true);
    }

    private static Recovery lastGood(RunState state, StepState unfinished, boolean again) {
        return Flow.of(state)
                .map(flow -> Flow.goesOnBehind(flow, unfinished, again)
                        ? Flow.inPlace(state, unfinished.number() - 1)
                        : Flow.toBefore(state, flow))
                .orElseGet(() -> behind(state, state.steps().size() - 1, unfinished.number() - 1));
    }

    /** As far as an operator who names no step wants it: where rows flow nothing nearer is left than their beginning. */
    static Recovery fromHere(RunState state, StepState unfinished) {
        return Flow.of(state)
                .map(flow -> Flow.toBefore(state, flow))
                .orElseGet(() -> toLastGoodStep(state, unfinished));
    }

    /** To just behind a step, or a little further where no waypoint lies there. */
    static Recovery toStep(RunState state, String id) {
        int target = state.step(id).number() - 1;
        return Flow.of(state)
                .map(flow -> target >= flow.number() - 1
                        ? Flow.inPlace(state, target + 1)
                        : Flow.without(state, Math.min(target + 1, Flow.beginning(state, flow))))
                .orElseGet(() -> behind(state, target, target + 1));
    }

    /** To where nothing of the run is left. */
    static Recovery toStart(RunState state) {
        return Flow.of(state).isPresent() ? Flow.without(state, 0) : behind(state, -1, 0);
    }

    /**
     * @param newest index of the last step whose waypoint may be restored
     * @param atLatest index from which steps are taken back even if no restore reaches them
     */
    private static Recovery behind(RunState state, int newest, int atLatest) {
        int waypoint = -1;
        for (int index = 0; index <= newest; index++) {
            StepState step = state.steps().get(index);
            if (step.status() == StepStatus.DONE && !step.waypoint().isEmpty()) {
                waypoint = index;
            }
        }
        int firstLost = state.steps().size();
        for (int index = state.steps().size() - 1; index > waypoint; index--) {
            StepState step = state.steps().get(index);
            if (step.ran() && step.touchesCandidate()) {
                firstLost = index;
            }
        }
        int resetFrom = Math.min(atLatest, firstLost);
        List<Action> actions = new ArrayList<>();
        for (int index = state.steps().size() - 1; index >= Math.max(resetFrom, 0); index--) {
            StepState step = state.steps().get(index);
            if (step.isUndoable()) {
                actions.add(Action.of(Verb.UNDO, step));
            }
        }
        // A drop or restore that broke off leaves a candidate that nobody knows: it is put back even if no step changed
        // it since.
        if (firstLost < state.steps().size() || state.recovery().isUnderWay()) {
            actions.add(waypoint >= 0 ? Action.restore(state.steps().get(waypoint)) : Action.of(Verb.DROP_CANDIDATE));
        }
        return new Recovery(actions, Afterwards.NOTHING, resetFrom, 0);
    }

    /** Once all is taken back: what follows. */
    static RunState conclude(RunState state) {
        Recovery recovery = state.recovery();
        if (recovery.isUnderWay()) {
            return state;
        }
        RunState cleared = state.withRecovery(Recovery.NONE);
        return switch (recovery.afterwards()) {
            case NOTHING -> state;
            case CONTINUE -> cleared.withPhase(Phase.APPLYING).withoutFailure();
            case RELAUNCH -> relaunch(takenBack(cleared, recovery, false));
            case BLOCK -> takenBack(cleared, recovery, true).withPhase(Phase.BLOCKED);
            case COMPLETE -> cleared.withPhase(Phase.COMPLETED);
            case FAIL -> cleared.withPhase(Phase.FAILED);
            case ABORT -> cleared.withPhase(Phase.ABORTED);
        };
    }

    private static RunState relaunch(RunState state) {
        RunState cleared = state.withPhase(Phase.APPLYING);
        StepState step = cleared.current().orElseThrow(() -> new IllegalStateException("nothing to launch anew"));
        return cleared.withoutFailure()
                .withPause(Durations.parse(step.step().retry().pause()));
    }

    private static RunState takenBack(RunState state, Recovery recovery, boolean keepFailed) {
        return state.mapSteps(step -> {
            if (step.number() - 1 < recovery.resetFrom() || step.status() == StepStatus.SKIPPED) {
                return step;
            }
            // Reached only where the candidate stays: a way back from it begins before this step.
            if (step.letsRowsFlow() && step.number() - 1 == recovery.resetFrom()) {
                return keepFailed && step.status() == StepStatus.FAILED ? step : step.goingOn();
            }
            return keepFailed && step.status() == StepStatus.FAILED ? step.takenBack() : step.fresh();
        });
    }
}
