package io.belay.engine.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a run does next. Pure and deterministic. */
public final class Reducer {

    private Reducer() {}

    /** The one thing to do now; the same state always gives the same action. */
    public static Action next(RunState state) {
        return state.phase().isEnd() ? Action.of(Verb.END) : Watching.before(state, planned(state));
    }

    /** The same but for looks at a way back, which interrupt only what waits. */
    static Action planned(RunState state) {
        Optional<Duration> pause = state.pause();
        if (pause.isPresent()) {
            return Action.pause(pause.get());
        }
        if (state.recovery().isUnderWay() && state.phase() != Phase.BLOCKED) {
            return state.phase() == Phase.ROLLING_BACK && state.paused().isPresent()
                    ? Action.of(Verb.AWAIT_OPERATOR)
                    : state.recovery().actions().get(0);
        }
        Optional<Action> swap = Swaps.next(state);
        if (swap.isPresent() && state.phase() != Phase.BLOCKED) {
            return swap.get();
        }
        if (state.phase() == Phase.APPLYING && Swaps.holdsSteps(state)) {
            return Action.of(Verb.AWAIT_OPERATOR);
        }
        if (state.phase() != Phase.BLOCKED && isHeldByPause(state)) {
            return Action.of(Verb.AWAIT_OPERATOR);
        }
        return switch (state.phase()) {
            case PREFLIGHT -> question(state);
            case APPLYING -> work(state);
            case BLOCKED -> Action.of(Verb.AWAIT_OPERATOR);
            case ROLLING_BACK, CLOSING, COMPLETED, PROMOTED, FAILED, ABORTED ->
                throw new IllegalStateException("nothing is left to do in phase " + state.phase());
        };
    }

    /** The state behind an event, with everything settled that follows from it without asking anybody. */
    public static RunState apply(RunState state, Event event) {
        if (state.phase().isEnd()) {
            throw new IllegalStateException("the run has ended, but was told " + event);
        }
        return settle(event.applyTo(state), event.at()).changedAt(event.at());
    }

    /** What was begun is brought to its end, and a gate may be decided meanwhile. */
    private static boolean isHeldByPause(RunState state) {
        if (state.paused().isEmpty()) {
            return false;
        }
        return state.phase() == Phase.PREFLIGHT
                || state.current()
                        .filter(step -> step.status() == StepStatus.PENDING
                                || (step.status() == StepStatus.WAITING && !step.isGate()))
                        .isPresent();
    }

    private static Action question(RunState state) {
        return state.asked() == 0 ? Action.of(Verb.ANNOUNCE) : openProbes(state).get(0);
    }

    /** The questions of steps that are not answered yet, in the plan's order; none needs another's answer. */
    public static List<Action> openProbes(RunState state) {
        List<StepState> steps = state.stepsToProbe();
        return steps.subList(state.asked() - 1, steps.size()).stream()
                .map(step -> Action.of(Verb.PROBE, step))
                .toList();
    }

    private static Action work(RunState state) {
        if (state.current().isEmpty()) {
            return Swaps.stay(state);
        }
        StepState step = state.current().get();
        return switch (step.status()) {
            case PREPARING -> Action.of(Verb.PREPARE, step);
            case RUNNING -> Action.of(Verb.RUN, step);
            case UNCLEAR -> Action.of(Verb.INSPECT, step);
            case VERIFYING -> Action.of(Verb.VERIFY, step);
            case FREEZING -> Action.takeWaypoint(step);
            case WAITING -> waiting(state, step);
            case PENDING, DONE, SKIPPED, FAILED, UNDOING, UNDONE, UNDO_FAILED ->
                throw new IllegalStateException("step " + step.id() + " is open and " + step.status());
        };
    }

    private static Action waiting(RunState state, StepState step) {
        if (step.isGate()) {
            return Action.of(Verb.AWAIT_OPERATOR, step);
        }
        Instant until = step.isWindow()
                ? Window.opening(step, state.changedAt()).orElseThrow()
                : Keeping.of(state, step).until();
        Duration left = Duration.between(state.changedAt(), until);
        return left.isNegative() || left.isZero()
                ? Action.of(Verb.AWAIT_OPERATOR, step)
                : new Action(Verb.PAUSE, step.id(), step.epoch(), "", left);
    }

    private static RunState settle(RunState state, Instant at) {
        if (state.recovery().isUnderWay()) {
            return state;
        }
        RunState settled = Rollback.conclude(state);
        if (settled.phase() == Phase.PREFLIGHT
                && settled.asked() > settled.stepsToProbe().size()) {
            settled = settled.withPhase(Phase.APPLYING);
        }
        if (settled.phase() != Phase.APPLYING || settled.pause().isPresent()) {
            return settled;
        }
        if (Swaps.holdsSteps(settled)) {
            return settled;
        }
        Optional<StepState> current = settled.current();
        if (current.isEmpty() && Swaps.staysUntil(settled).isPresent()) {
            return settled;
        }
        if (current.isEmpty()) {
            return Rollback.conclude(Ending.complete(settled));
        }
        if (isHeldByPause(settled)) {
            return settled;
        }
        return switch (current.get().status()) {
            case PENDING -> goOn(settled, begin(settled, current.get(), at), at);
            case WAITING ->
                current.get().isWindow()
                        ? goOn(settled, Window.waited(settled, current.get(), at), at)
                        : kept(settled, current.get(), at);
            case PREPARING,
                    RUNNING,
                    UNCLEAR,
                    VERIFYING,
                    FREEZING,
                    DONE,
                    SKIPPED,
                    FAILED,
                    UNDOING,
                    UNDONE,
                    UNDO_FAILED -> settled;
        };
    }

    /** A window that is open ends at once, or is asked for once more: what comes next is settled, too. */
    private static RunState goOn(RunState before, RunState after, Instant at) {
        boolean moved = !after.current().equals(before.current());
        return moved && (isAtWindow(before) || isAtWindow(after)) ? settle(after, at) : after;
    }

    private static boolean isAtWindow(RunState state) {
        return state.current().filter(StepState::isWindow).isPresent();
    }

    /** Old live is let go when its time is over and, where the plan wants it, an operator has said so. */
    private static RunState kept(RunState state, StepState step, Instant at) {
        boolean over = step.touchesOldLive() && Keeping.of(state, step).isOver(step, at);
        return over ? state.withStep(step.begun(at)) : state;
    }

    private static RunState begin(RunState state, StepState step, Instant at) {
        return switch (step.step().runsOn()) {
            case HOST -> onHost(state, step, at);
            // Announced at the start when the engine cannot carry it out, so only gates and windows come here.
            case PERSON, ENGINE -> state.withStep(step.waiting(at));
        };
    }

    private static RunState onHost(RunState state, StepState step, Instant at) {
        if (step.touchesOldLive()) {
            StepState waiting = step.waiting(at);
            return kept(state.withStep(waiting), waiting, at);
        }
        if (!step.touchesClients()) {
            return state.withStep(step.begun(at));
        }
        return Gate.expiredBefore(state, step, at)
                .map(gate -> gate.askedAgain("its approval had expired", at))
                .or(() -> Window.closedBefore(state, step, at).map(window -> window.askedAgain("it had closed", at)))
                .map(state::withStep)
                .orElseGet(() -> state.withStep(step.begun(at)));
    }
}
