package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.workers.process.Launcher;
import io.belay.workers.process.Launcher.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What can be told of an unclear step without knowing its kind: its own result when it wrote one, that it never began, or that a
 * program of it still runs. The rest its kind finds out by looking at what it works on.
 */
final class Inspection {

    private static final String BACK = "the candidate goes back to its last waypoint";

    private Inspection() {}

    /** For a kind that works on the candidate and leaves nothing to look at: its waypoint restores all that it may have touched. */
    static StepResult of(StepContext context) {
        return of(context, known -> new Found.FailedDirty(Found.vanished(known, BACK)));
    }

    /** For a kind that only reads, or works on copies of its own. */
    static StepResult ofReading(StepContext context) {
        return of(context, known -> new Found.FailedClean(Found.vanished(known, "it had changed nothing")));
    }

    /** @param look asked only when the step began, nothing of it runs, and it left no result */
    static StepResult of(StepContext context, Function<StepContext, Found> look) {
        return new StepMemory(context)
                .result("run")
                .orElseGet(() -> fromJournal(context)
                        .orElseGet(() -> look.apply(context))
                        .toResult());
    }

    static StepResult dirty(StepContext context) {
        return Found.vanished(context, BACK);
    }

    private static Optional<Found> fromJournal(StepContext context) {
        List<String> running = new ArrayList<>();
        boolean launched = false;
        for (String program : Launches.ofStep(context)) {
            Launcher.Seen seen = context.launcher().look(context.launch(program));
            launched |= seen.state() != State.NEVER_LAUNCHED;
            if (seen.state() == State.RUNNING) {
                running.add(program);
            }
        }
        if (!running.isEmpty()) {
            return Optional.of(
                    new Found.Running(String.join(", ", running) + " still runs and is adopted by the next attempt"));
        }
        return launched || new StepMemory(context).hasBegun() ? Optional.empty() : Optional.of(new Found.NotStarted());
    }
}
