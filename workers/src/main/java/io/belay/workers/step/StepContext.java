package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.workers.evidence.CommandNotes;
import io.belay.workers.evidence.RunEvidence;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.LaunchKey;
import io.belay.workers.process.Launcher;
import java.nio.file.Path;

/**
 * Everything that a step may use for one verb.
 *
 * @param request the engine's words
 * @param with the kind's own fields
 * @param cluster what the host knows
 * @param means programs and channels that the host's file describes
 * @param memory what the run's steps left for each other
 * @param transcripts folder in the run's evidence that keeps what programs printed
 * @param notes of the programs and statements of this verb
 * @param attempt for heartbeats
 */
public record StepContext(
        StepRequest request,
        ResolvedPlan plan,
        JsonNode with,
        ClusterOnHost cluster,
        HostMeans means,
        RunFolder memory,
        RunEvidence evidence,
        Path transcripts,
        CommandRunner commands,
        Launcher launcher,
        CommandNotes notes,
        Attempt attempt) {

    public RunReference run() {
        return request.run();
    }

    /** Names the one launch of a program that this step makes in this epoch. */
    public LaunchKey launch(String program) {
        return new LaunchKey(run().runId(), request.stepId(), request.epoch(), program);
    }
}
