package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.workers.process.Launcher;
import io.belay.workers.process.Launcher.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What can be told of an unclear step without knowing its kind: its own result when it wrote one, else what the run journal
 * says of its programs. A step that works on the candidate only is proven failed as soon as none of its programs runs, because
 * its waypoint restores everything that it may have touched.
 */
final class Inspection {

    private Inspection() {}

    static StepResult of(StepContext context) {
        return new StepMemory(context).result("run").orElseGet(() -> fromJournal(context));
    }

    private static StepResult fromJournal(StepContext context) {
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
            return StepResult.unclear(String.join(", ", running) + " still runs and is adopted by the next attempt");
        }
        if (!launched && !new StepMemory(context).hasBegun()) {
            return StepResult.notStarted();
        }
        return vanished(context);
    }

    /** For what a restore takes back, or an undo that copes with work half done. */
    static StepResult vanished(StepContext context) {
        return StepResult.failed(
                StepErrors.VANISHED,
                "the work of `" + context.request().stepId()
                        + "` stopped without a result: the host or the worker ended in the middle."
                        + " Nothing of it runs any more; the candidate goes back to its last waypoint, live is untouched",
                "look at the host's log for a restart, then: belay retry "
                        + context.run().runId(),
                Map.of());
    }
}
