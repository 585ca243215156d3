package io.belay.engine.run;

import io.belay.engine.activity.RunReference;
import io.belay.engine.problem.EngineErrors;
import java.util.Optional;

/** The one command that a person would run next. There always is one. */
final class NextCommand {

    private NextCommand() {}

    static String of(RunReference run, RunState state) {
        return switch (state.phase()) {
            case PREFLIGHT, APPLYING -> underWay(run, state);
            case ROLLING_BACK -> (state.paused().isPresent() ? "belay resume " : "belay watch ") + run.runId();
            case CLOSING -> "belay watch " + run.runId();
            case BLOCKED -> blocked(run, state);
            case FAILED ->
                state.failure().filter(Failure::isInSnapshot).isPresent()
                        ? "belay ledger " + run.cluster()
                        : logs(run, state);
            case ABORTED -> "belay logs " + run.runId();
            case COMPLETED -> run.rehearsal() ? "belay ledger " + run.cluster() : "belay snapshots " + run.cluster();
            // Never `belay retire`: nothing presses, and what a tired person copies must not be a point of no return.
            case PROMOTED -> "belay snapshots " + run.cluster();
        };
    }

    private static String underWay(RunReference run, RunState state) {
        if (state.paused().isPresent() && Reducer.planned(state).verb() == Verb.AWAIT_OPERATOR) {
            return "belay resume " + run.runId();
        }
        if (state.wayBack().flatMap(WayBack::swap).isPresent()) {
            return "belay watch " + run.runId();
        }
        if (Watching.isIdle(Reducer.planned(state))
                && (Swaps.holdsSteps(state) || state.current().isEmpty())) {
            return "belay status " + run.runId();
        }
        Optional<StepState> waiting = state.current().filter(step -> step.status() == StepStatus.WAITING);
        if (waiting.isEmpty()) {
            return "belay watch " + run.runId();
        }
        if (waiting.get().isGate()) {
            return "belay approve " + run.runId() + " " + waiting.get().id();
        }
        return Reducer.planned(state).verb() == Verb.PAUSE
                ? "belay status " + run.runId()
                : "belay retire " + run.runId();
    }

    private static String blocked(RunReference run, RunState state) {
        String mends = state.failure().map(Failure::next).orElse("");
        if (!mends.isEmpty()) {
            return mends;
        }
        boolean inSnapshot = state.failure()
                .filter(failure -> failure.isInSnapshot() && !Flow.beginsAgain(state, failure))
                .isPresent();
        // A later retry would meet the same calendar.
        boolean missed = state.failure()
                .filter(failure -> failure.code().equals(EngineErrors.WINDOW_MISSED.text()))
                .isPresent();
        return (inSnapshot || missed) && !state.crossed() ? "belay abort " + run.runId() : "belay retry " + run.runId();
    }

    private static String logs(RunReference run, RunState state) {
        return state.failure()
                .filter(failure -> !failure.step().isEmpty())
                .map(failure -> "belay logs " + run.runId() + " " + failure.step())
                // Refused before its first step: the host has nothing of it.
                .orElseGet(() -> state.failure()
                        .map(failure -> "belay explain " + failure.code())
                        .orElse("belay logs " + run.runId()));
    }
}
