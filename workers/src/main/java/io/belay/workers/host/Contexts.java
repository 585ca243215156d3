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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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

    /** Runs at work at the same time on one host are few. */
    private static final int REMEMBERED = 16;

    private final ClusterDirectory clusters;
    private final StateFolders folders;
    private final HostSecrets secrets;
    private final CommandRunner commands;
    private final Launcher launcher;
    private final Clock clock;
    private final PlansAtHand plans;
    private final Map<String, RunEvidence> opened = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RunEvidence> eldest) {
            return size() > REMEMBERED;
        }
    };

    Contexts(
            ClusterDirectory clusters,
            StateFolders folders,
            HostSecrets secrets,
            CommandRunner commands,
            Launcher launcher,
            PlansAtHand plans,
            Clock clock) {
        this.clusters = clusters;
        this.folders = folders;
        this.secrets = secrets;
        this.commands = commands;
        this.launcher = launcher;
        this.plans = plans;
        this.clock = clock;
    }

    StepContext forStep(StepRequest request, HostStep step, Attempt attempt) {
        ClusterOnHost cluster = cluster(request.run());
        JsonNode with = fields(request);
        return context(cluster, request, allowed(request, step, with), with, attempt);
    }

    /** The request with its plan, wherever that came from. */
    StepRequest complete(StepRequest request) {
        return plans.complete(request);
    }

    /**
     * Asked before anything of a request is written down, its fence too: one that is refused must not shut out those that are not.
     *
     * @throws HostRefusal when this host does not let it
     */
    void requireAllowed(StepRequest request, HostStep step) {
        cluster(request.run());
        allowed(request, step, fields(request));
    }

    private ResolvedPlan allowed(StepRequest request, HostStep step, JsonNode with) {
        ResolvedPlan plan = RequestIntegrity.planOf(request);
        requireAllowed(request.run(), step, with);
        plans.keep(request);
        return plan;
    }

    private static JsonNode fields(StepRequest request) {
        try {
            return MAPPER.readTree(request.with());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the fields of `" + request.stepId() + "` are no JSON", e);
        }
    }

    /** A run that says of itself that it is a rehearsal needs less permission, and must not reach further for it. */
    private void requireAllowed(RunReference run, HostStep step, JsonNode with) {
        if (run.rehearsal() && !step.isPartOfRehearsals(with)) {
            throw new HostRefusal(
                    HostErrors.DOES_NOT_FIT_ITS_PLAN,
                    Refusal.NOT_ALLOWED,
                    "run `" + run.runId() + "` is a rehearsal, and such a `" + step.kind()
                            + "` is no part of any. Nothing was done; find out who sent it to the Temporal server");
        }
        step.beyondCandidate(with).ifPresent(permission -> clusters.require(run.cluster(), permission));
    }

    /** For the candidate as a whole. */
    StepContext forRun(RunReference run, Attempt attempt) {
        StepRequest request = new StepRequest(run, "candidate", "", 1, 1, 0, "{}", "");
        return context(cluster(run), request, NO_PLAN, JsonNodeFactory.instance.objectNode(), attempt);
    }

    /** Asked first: a refusal leaves nothing behind, no empty evidence either. How it may promote is asked for the step that does. */
    private ClusterOnHost cluster(RunReference run) {
        requireName(run.runId());
        return run.rehearsal()
                ? clusters.require(run.cluster(), Permission.REHEARSE)
                : clusters.require(run.cluster(), Permission.PROMOTE_OFFLINE, Permission.PROMOTE_ONLINE);
    }

    private StepContext context(
            ClusterOnHost cluster, StepRequest request, ResolvedPlan plan, JsonNode with, Attempt attempt) {
        String runId = request.run().runId();
        RunEvidence evidence = open(runId);
        Announced.note(evidence, request, clusters.hostName(), DeskActivities.version());
        Path transcripts = evidence.folder().resolve("transcripts").resolve(request.stepId());
        Durable.createFolders(transcripts, "rwx------");
        CommandNotes notes = new CommandNotes(evidence.folder(), request.stepId(), secrets::mask);
        return new StepContext(
                request,
                plan,
                with,
                cluster.noting(notes.to(RunServer.LIVE)),
                clusters.means(),
                new RunFolder(folders.run(runId)),
                evidence,
                transcripts,
                notes.noting(commands),
                notes.noting(launcher),
                notes,
                attempt);
    }

    /** Why this host refuses to let the step hold clients; empty when it would hold none, or may. */
    Optional<StepResult> objection(HostStep step, StepContext context) {
        return step.wouldHoldClients(context) ? clusters.objectionToHold(context.request()) : Optional.empty();
    }

    /** The same for each request of a run: it remembers what it has read of the record. */
    private RunEvidence open(String runId) {
        synchronized (opened) {
            if (!Files.isDirectory(folders.evidence().resolve(runId))) {
                opened.remove(runId);
            }
            return opened.computeIfAbsent(
                    runId, id -> RunEvidence.open(folders.evidence(), id, secrets.masking(), clock));
        }
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

    /** A result as it may leave this host, written into the run's evidence first. */
    StepResult answered(StepContext context, String verb, Supplier<StepResult> work) {
        long began = System.nanoTime();
        StepResult result = outgoing(work.get());
        return NotedAnswers.noted(context, verb, result, Duration.ofNanos(System.nanoTime() - began));
    }

    /** Names become folders: a request names, it never points (invariant I9). */
    static void requireName(String name) {
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
