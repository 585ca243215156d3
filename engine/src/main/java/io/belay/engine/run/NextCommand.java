package io.belay.engine.run;

import io.belay.engine.activity.RunReference;
import java.util.Optional;

/** The one command that a person would run next. */
final class NextCommand {

    private NextCommand() {}

    static String of(RunReference run, RunState state) {
        return switch (state.phase()) {
            case PREFLIGHT, APPLYING -> gate(run, state);
            case ROLLING_BACK, CLOSING -> "belay watch " + run.runId();
            case BLOCKED -> blocked(run, state);
            case FAILED ->
                state.failure().filter(Failure::isInSnapshot).isPresent()
                        ? "belay ledger " + run.cluster()
                        : logs(run, state);
            case ABORTED -> "";
            case COMPLETED, PROMOTED -> run.rehearsal() ? "belay ledger " + run.cluster() : "";
        };
    }

    private static String gate(RunReference run, RunState state) {
        Optional<StepState> gate = state.current().filter(step -> step.status() == StepStatus.WAITING);
        return gate.map(step -> "belay approve " + run.runId() + " " + step.id())
                .orElse("belay watch " + run.runId());
    }

    private static String blocked(RunReference run, RunState state) {
        return state.failure().filter(Failure::isInSnapshot).isPresent()
                ? "belay abort " + run.runId()
                : "belay retry " + run.runId();
    }

    private static String logs(RunReference run, RunState state) {
        return state.failure()
                .filter(failure -> !failure.step().isEmpty())
                .map(failure -> "belay logs " + run.runId() + " " + failure.step())
                .orElse("belay logs " + run.runId());
    }
}
