package io.belay.workers.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.workers.evidence.CommandNotes;
import io.belay.workers.evidence.RunEvidence;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.posix.Durable;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.Launcher;
import io.belay.workers.process.ProcessErrors;
import io.belay.workers.step.Attempt;
import io.belay.workers.step.ClusterOnHost;
import io.belay.workers.step.Generation;
import io.belay.workers.step.HostStep;
import io.belay.workers.step.RunFolder;
import io.belay.workers.step.StepContext;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Makes the context of each attempt, after asking whether this host allows what is asked for. Thread-safe. */
final class Contexts {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** For requests that concern a run as a whole and carry no plan. */
    private static final ResolvedPlan NO_PLAN = new ResolvedPlan(
            "belay/v1",
            1,
            "",
            "",
            "",
            "/",
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance.objectNode(),
            List.of());

    private final ClusterDirectory clusters;
    private final StateFolders folders;
    private final HostSecrets secrets;
    private final CommandRunner commands;
    private final Launcher launcher;
    private final Clock clock;

    Contexts(
            ClusterDirectory clusters,
            StateFolders folders,
            HostSecrets secrets,
            CommandRunner commands,
            Launcher launcher,
            Clock clock) {
        this.clusters = clusters;
        this.folders = folders;
        this.secrets = secrets;
        this.commands = commands;
        this.launcher = launcher;
        this.clock = clock;
    }

    StepContext forStep(StepRequest request, HostStep step, Attempt attempt) {
        requireAllowed(request.run(), step);
        JsonNode with;
        try {
            with = MAPPER.readTree(request.with());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the fields of `" + request.stepId() + "` are no JSON", e);
        }
        return context(request, RequestIntegrity.planOf(request), with, attempt);
    }

    /** A run that says of itself that it is a rehearsal needs less permission, and must not reach further for it. */
    private void requireAllowed(RunReference run, HostStep step) {
        Optional<Permission> beyond = step.beyondCandidate();
        if (beyond.isEmpty()) {
            return;
        }
        if (run.rehearsal()) {
            throw new HostRefusal(
                    HostErrors.DOES_NOT_FIT_ITS_PLAN,
                    Refusal.NOT_ALLOWED,
                    "run `" + run.runId() + "` is a rehearsal, and `" + step.kind()
                            + "` is no part of any. Nothing was done; find out who sent it to the Temporal server");
        }
        clusters.require(run.cluster(), beyond.get());
    }

    /** For the candidate as a whole. */
    StepContext forRun(RunReference run, Attempt attempt) {
        StepRequest request = new StepRequest(run, "candidate", "", 1, 1, 0, "{}", "");
        return context(request, NO_PLAN, JsonNodeFactory.instance.objectNode(), attempt);
    }

    private StepContext context(StepRequest request, ResolvedPlan plan, JsonNode with, Attempt attempt) {
        RunReference run = request.run();
        Permission wanted = run.rehearsal() ? Permission.REHEARSE : Permission.PROMOTE_OFFLINE;
        String runId = run.runId();
        // Asked first: a refusal leaves nothing behind, no empty evidence either.
        ClusterOnHost cluster = clusters.require(run.cluster(), wanted);
        requireName(runId);
        requireName(request.stepId());
        RunEvidence evidence = RunEvidence.open(folders.evidence(), runId, secrets.masking(), clock);
        Path transcripts = evidence.folder().resolve("transcripts").resolve(request.stepId());
        Durable.createFolders(transcripts, "rwx------");
        CommandNotes notes = new CommandNotes(evidence.folder(), request.stepId(), secrets::mask);
        return new StepContext(
                request,
                plan,
                with,
                cluster.noting(notes.to(RunServer.LIVE)),
                new RunFolder(folders.run(runId)),
                evidence,
                transcripts,
                notes.noting(commands),
                notes.noting(launcher),
                notes,
                attempt);
    }

    /** How often the run's candidate was taken back so far. */
    int generation(RunReference run) {
        requireName(run.runId());
        return Generation.of(new RunFolder(folders.run(run.runId())));
    }

    /** @throws HostRefusal when it was taken back once more meanwhile */
    void requireGeneration(RunReference run, int asked) {
        if (generation(run) != asked) {
            throw new HostRefusal(
                    ProcessErrors.FENCED,
                    Refusal.FENCED,
                    "the candidate of run `" + run.runId()
                            + "` was taken back while this attempt waited; it ends without effect");
        }
    }

    /** A result as it may leave this host. */
    StepResult outgoing(StepResult result) {
        return Outgoing.of(result, secrets::mask);
    }

    /** Names become folders: a request names, it never points (invariant I9). */
    private static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}")) {
            throw new HostRefusal(
                    HostErrors.BAD_NAME,
                    Refusal.BAD_REQUEST,
                    "`" + name + "` cannot be the name of a run or step; nothing was done");
        }
    }

    /** For quick requests without a heartbeat. */
    record Unwatched() implements Attempt {
        @Override
        public void show(String lastLines) {
            // Nobody watches a request that takes a second.
        }

        @Override
        public void check() {
            // Such a request cannot be cancelled half-way.
        }
    }
}
