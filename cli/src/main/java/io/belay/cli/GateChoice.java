package io.belay.cli;

import io.belay.cli.RunView.Step;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.StepStatus;
import java.util.Optional;

/** Which gate of a run is decided about. Stateless. */
final class GateChoice {

    private static final String KIND = "approve";

    private GateChoice() {}

    /** @param named whether the request has a name of its own, so that it may have opened its gate already */
    static boolean canBeMeant(RunView run, boolean named) {
        return run.waitsAtGate() || (named && !run.isRehearsal());
    }

    /**
     * The gate that is named, or waits. A request with a name of its own may be one that was sent before: then it is about the gate
     * decided last, and the engine, which knows its requests, answers as it did then or says why not.
     *
     * @throws CliFailure when none can be meant
     */
    static String gate(RunView run, String step, boolean named, Console console) {
        return Optional.of(step)
                .filter(given -> !given.isEmpty())
                .or(run::gate)
                .or(() -> named ? decided(run) : Optional.empty())
                .orElseThrow(() -> new CliFailure(
                        ExitCode.CHECK_BLOCKED,
                        EngineErrors.WRONG_PHASE,
                        "run `" + run.id() + "` does not wait for an approval (it is " + StateWords.of(run) + ")",
                        "nothing was decided; " + run.status().safe(),
                        Commands.typed(run.status().next(), console)));
    }

    private static Optional<String> decided(RunView run) {
        return run.steps().stream()
                .filter(step -> step.kind().equals(KIND))
                .filter(step -> step.status() == StepStatus.DONE || step.status() == StepStatus.FAILED)
                .map(Step::id)
                .reduce((earlier, later) -> later);
    }
}
