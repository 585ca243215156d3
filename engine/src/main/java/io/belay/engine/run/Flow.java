package io.belay.engine.run;

import io.belay.engine.activity.StepResult;
import io.belay.engine.run.Recovery.Afterwards;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What holds once rows of live flow into the candidate. Live lets go of what has arrived, so a waypoint from before misses rows that
 * nobody has any more: from the start of that step on such waypoints are void, and the one way back leads to where live was not asked
 * for its changes yet. Stateless.
 */
final class Flow {

    /** Fact of an answer: {@code no} when the candidate can never catch up any more, whatever is tried again. */
    private static final String FOLLOWS = "follows";

    private Flow() {}

    /**
     * Whether rows of live flow into the candidate from the start of this step on. No other step changes a candidate that no waypoint
     * behind it could hold and that only an undo of its own would end.
     */
    static boolean isBegunBy(ResolvedStep step) {
        return step.runsOn() == RunsOn.HOST
                && step.touches().contains(Touches.CANDIDATE)
                && !step.waypoint()
                && step.back().by().equals("undo");
    }

    /** The step by which rows flow, once it was launched. */
    static Optional<StepState> of(RunState state) {
        return state.steps().stream()
                .filter(step -> step.letsRowsFlow() && step.ran())
                .findFirst();
    }

    static boolean isLost(StepResult answer) {
        return answer.facts().getOrDefault(FOLLOWS, "").equals("no");
    }

    /** Whether what failed can be done again on the candidate as it is: it still follows, and the step itself left nothing in it. */
    static boolean goesOnBehind(StepState flow, StepState failed, boolean again) {
        boolean lost = failed.result().filter(Flow::isLost).isPresent();
        boolean itself = failed.id().equals(flow.id());
        boolean leavesNothing =
                failed.number() > flow.number() && !failed.step().back().by().equals("restore");
        return !lost && (itself ? again : leavesNothing);
    }

    /** Whether nothing leads back to just behind this step any more. */
    static boolean isVoid(RunState state, StepState target) {
        return of(state)
                .filter(flow -> target.number() < flow.number() && target.number() > beginning(state, flow))
                .isPresent();
    }

    /** Index of the first step that made something which has to go with the candidate: as a rule live's own publication. */
    static int beginning(RunState state, StepState flow) {
        for (int index = 0; index < flow.number() - 1; index++) {
            StepState step = state.steps().get(index);
            if (step.status() != StepStatus.SKIPPED && !step.step().touches().isEmpty()) {
                return index;
            }
        }
        return flow.number() - 1;
    }

    /** To before live was asked for its changes. */
    static Recovery toBefore(RunState state, StepState flow) {
        return without(state, beginning(state, flow));
    }

    /**
     * The candidate goes first, as a whole: what follows must not hold what live keeps for it, and an undo on a candidate that is broken
     * must not keep live waiting for it.
     */
    static Recovery without(RunState state, int resetFrom) {
        List<Action> actions = new ArrayList<>(List.of(Action.of(Verb.DROP_CANDIDATE)));
        actions.addAll(undos(state, resetFrom));
        return new Recovery(actions, Afterwards.NOTHING, resetFrom, 0);
    }

    /** Nothing is restored; what lies outside the candidate is undone, and the steps begin anew beside rows that flow on. */
    static Recovery inPlace(RunState state, int resetFrom) {
        return new Recovery(undos(state, resetFrom), Afterwards.NOTHING, resetFrom, 0);
    }

    /** Whether a retry of what failed begins with a new publication and a new snapshot: a fault of the old one is no reason against it. */
    static boolean beginsAgain(RunState state, Failure failure) {
        return state.hasStep(failure.step())
                && state.steps().stream()
                        .filter(StepState::letsRowsFlow)
                        .anyMatch(flow -> !flow.ran()
                                && flow.number() <= state.step(failure.step()).number());
    }

    private static List<Action> undos(RunState state, int from) {
        List<Action> actions = new ArrayList<>();
        for (int index = state.steps().size() - 1; index >= Math.max(from, 0); index--) {
            StepState step = state.steps().get(index);
            if (step.isUndoable() && !step.letsRowsFlow()) {
                actions.add(Action.of(Verb.UNDO, step));
            }
        }
        return actions;
    }

    /** What a run that ends without a crossing must not leave on live, where its candidate stays: latest first. */
    static List<Action> leftOnLive(RunState state) {
        List<Action> actions = new ArrayList<>();
        for (int index = state.steps().size() - 1; index >= 0; index--) {
            StepState step = state.steps().get(index);
            if (step.isUndoable() && (step.asksLive() || step.letsRowsFlow())) {
                actions.add(Action.of(Verb.UNDO, step));
            }
        }
        return actions;
    }

    /** The same for a run whose candidate goes as well. */
    static List<Action> leftOutside(RunState state) {
        return undos(state, 0);
    }

    /** Whether live keeps something for this run now, which was announced and is taken back with it. */
    static boolean isLiveAsked(RunState state) {
        return state.steps().stream()
                .anyMatch(step -> step.asksLive() && step.ran() && step.status() != StepStatus.UNDONE);
    }
}
