package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.workers.clone.SafeClone;
import io.belay.workers.command.ClientCommands;
import io.belay.workers.postgres.PostgresErrors;
import io.belay.workers.process.Command;
import io.belay.workers.process.Launcher.Ended;
import java.util.Map;
import java.util.Optional;

/** Statistics for the candidate, in stages, by {@code vacuumdb}. */
final class AnalyzeStep implements HostStep {

    private static final String NO_ROOM = "No space left on device";

    @Override
    public String kind() {
        return "analyze";
    }

    @Override
    public StepResult run(StepContext context) {
        Candidates candidates = new Candidates(context);
        SafeClone upgraded = candidates.reopenNew(candidates.record());
        candidates.servers().start(upgraded, Candidates.START);
        Command command = ClientCommands.analyzeInStages(
                upgraded.installation(),
                upgraded.socketFolder(),
                upgraded.port(),
                upgraded.superuser(),
                StepJobs.of(context),
                upgraded.run().withDeadline(StepTimes.timeout(context)));
        // Its time-out is the command's own.
        return Launches.followInCandidate(context, Programs.ANALYZE, Optional.empty(), () -> command)
                .map(ended -> result(context, ended))
                .or(() -> RoomReserve.ended(context))
                .orElseThrow();
    }

    /** Statistics are made anew from the beginning whatever happened: nothing that they replace was worth keeping. */
    @Override
    public StepResult inspect(StepContext context) {
        return Inspection.of(
                context,
                known -> known.launcher()
                        .look(known.launch(Programs.ANALYZE))
                        .result()
                        .map(ended -> found(result(known, new Ended(ended, true, 1))))
                        .orElseGet(() -> new Found.FailedClean(
                                Found.vanished(known, "some statistics may be missing, nothing else was changed"))));
    }

    private static Found found(StepResult result) {
        return result.outcome() == Outcome.SUCCEEDED ? new Found.Succeeded(result) : new Found.FailedClean(result);
    }

    private static StepResult result(StepContext context, Ended ended) {
        long seconds = ended.result().took().toSeconds();
        if (ended.result().succeeded()) {
            return StepResult.succeeded(
                    "statistics made in " + seconds + " s",
                    Map.of("seconds", String.valueOf(seconds), "adopted", String.valueOf(ended.adopted())));
        }
        return RoomReserve.ended(context).orElseGet(() -> failed(context, ended));
    }

    private static StepResult failed(StepContext context, Ended ended) {
        if (ended.result().output().contains(NO_ROOM)) {
            return StepResult.failed(
                    PostgresErrors.NO_ROOM,
                    "vacuumdb found no room: " + RoomReserve.figures(context)
                            + ". The candidate goes back to its last waypoint, live is untouched",
                    RoomReserve.remedy(context),
                    Map.of("exit_code", String.valueOf(ended.result().exitCode())));
        }
        return StepResult.failed(
                StepErrors.ANALYZE_FAILED,
                "vacuumdb ended with exit code " + ended.result().exitCode() + ": "
                        + lastLine(ended.result().output()),
                "belay logs " + context.run().runId() + " " + context.request().stepId(),
                Map.of("exit_code", String.valueOf(ended.result().exitCode())));
    }

    private static String lastLine(String output) {
        String text = output.strip();
        return text.substring(text.lastIndexOf('\n') + 1);
    }
}
