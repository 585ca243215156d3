package io.belay.engine.client;

import io.belay.engine.run.Phase;
import io.belay.engine.run.StepStatus;
import io.belay.engine.workflow.RunOrder;
import java.util.Optional;

/**
 * Whether old live of a run that ended as promoted was let go since: by a run of its own, so what the first one wrote at its end
 * knows nothing of it. Stateless.
 */
final class Retired {

    private static final int SEARCHED = 200;

    private Retired() {}

    /** Id of the run that did it. */
    static Optional<String> by(ObservedRun promoted, Runs runs) {
        return runs.list(promoted.status().cluster(), SEARCHED).stream()
                .filter(run -> run.startedAt().isAfter(promoted.startedAt()) && hasLetGo(run))
                .filter(run -> runs.order(run)
                        .map(RunOrder::onBehalfOf)
                        .filter(promoted.status().run()::equals)
                        .isPresent())
                .map(run -> run.status().run())
                // Newest first, and only the first one found something to remove.
                .reduce((newer, older) -> older);
    }

    /** The same run, saying so. */
    static ObservedRun told(ObservedRun run, Runs runs) {
        if (!run.status().phase().equals(Phase.PROMOTED.name())) {
            return run;
        }
        return by(run, runs)
                .map(retirement -> run.saying(
                        "new is live; old live is gone since run " + retirement + ", its last image is kept"))
                .orElse(run);
    }

    /** Whether the run does nothing but let old live go, as far as its status tells. */
    static boolean lets(ObservedRun run) {
        return run.status().steps().stream().allMatch(step -> step.id().equals(Retirement.STEP));
    }

    private static boolean hasLetGo(ObservedRun run) {
        return run.status().phase().equals(Phase.COMPLETED.name())
                && run.status().steps().stream()
                        .allMatch(step -> step.id().equals(Retirement.STEP)
                                && step.status().equals(StepStatus.DONE.name()));
    }
}
