package io.belay.lab.hold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.PlanFile;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.evidence.CommandNotes;
import io.belay.workers.evidence.RunEvidence;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.live.LiveRegister;
import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.Durable;
import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.Installations;
import io.belay.workers.postgres.PasswordFile;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.JournalLauncher;
import io.belay.workers.process.Masking;
import io.belay.workers.step.Attempt;
import io.belay.workers.step.CandidateCare;
import io.belay.workers.step.ClusterOnHost;
import io.belay.workers.step.HostMeans;
import io.belay.workers.step.HostStep;
import io.belay.workers.step.RunFolder;
import io.belay.workers.step.StepContext;
import io.belay.workers.step.StepMemory;
import io.belay.workers.step.Steps;
import io.belay.workers.storage.DatasetFinder;
import io.belay.workers.storage.Drivers;
import io.belay.workers.storage.Place;
import io.belay.workers.storage.SnapshotCatalogue;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Carries out steps of a plan on a host as its worker does, without Temporal. One thread. */
final class StepBench {

    static final Attempt UNWATCHED = new Unwatched();

    private final HostConfiguration host;
    private final Cluster cluster;
    private final ResolvedPlan plan;
    private final String canonical;
    private final CommandRunner commands = new HostCommandRunner(Masking.none());
    private final Steps steps = new Steps(Clock.systemUTC());
    private final String run;
    private Attempt attempt = UNWATCHED;

    StepBench(Path hostFile, Path planFile, String run) {
        this.host = HostFile.read(hostFile).configuration().orElseThrow();
        this.cluster = host.clusters().get(0);
        var read = PlanFile.read(planFile, Map.of());
        this.canonical = read.canonical()
                .orElseThrow(() -> new AssertionError(read.problems().sorted().toString()));
        this.plan = CanonicalForm.read(canonical);
        this.run = run;
        Durable.createFolders(host.state().directory().resolve("journal"), "rwx------");
    }

    void attempt(Attempt wanted) {
        attempt = wanted;
    }

    /** Runs and proves a step, keeps its result as the worker does, and takes the waypoint that the engine would ask for. */
    StepResult carryOut(String kind, int epoch) {
        return carryOut(steps.find(kind).orElseThrow(), epoch);
    }

    StepResult carryOut(HostStep step, int epoch) {
        String kind = step.kind();
        StepContext context = context(kind, epoch);
        StepMemory memory = new StepMemory(context);
        memory.begin();
        StepResult prepared = step.prepare(context);
        if (prepared.outcome() != StepResult.Outcome.SUCCEEDED) {
            return prepared;
        }
        StepResult result = step.run(context);
        if (result.outcome() == StepResult.Outcome.SUCCEEDED) {
            StepResult proof = step.verify(context);
            if (proof.outcome() != StepResult.Outcome.SUCCEEDED) {
                return proof;
            }
            memory.keep("run", result);
        }
        if (List.of("clone", "pg_upgrade").contains(kind)) {
            new CandidateCare(context).takeWaypoint("w-" + kind);
        }
        return result;
    }

    HostStep step(String kind) {
        return steps.find(kind).orElseThrow();
    }

    StepContext context(String kind, int epoch) {
        ResolvedStep step = plan.steps().stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow();
        RunEvidence evidence = RunEvidence.open(host.state().evidence(), run, Masking.none(), Clock.systemUTC());
        Path transcripts = evidence.folder().resolve("transcripts").resolve(step.id());
        Durable.createFolders(transcripts, "rwx------");
        CommandNotes notes = new CommandNotes(evidence.folder(), step.id(), UnaryOperator.identity());
        return new StepContext(
                new StepRequest(
                        new RunReference(run, false, host.name() + "/" + cluster.name(), "p", "", ""),
                        step.id(),
                        kind,
                        epoch,
                        1,
                        plan.target().path("version").asInt(),
                        step.with().toString(),
                        canonical),
                plan,
                json(step.with().toString()),
                onHost().noting(notes.to(RunServer.LIVE)),
                HostMeans.none(host.name()),
                new RunFolder(host.state().directory().resolve("runs").resolve(run)),
                evidence,
                transcripts,
                commands,
                new JournalLauncher(host.state().directory().resolve("journal"), Masking.none(), Clock.systemUTC()),
                notes,
                attempt);
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ClusterOnHost onHost() {
        Path work = host.storage().get(0).work();
        Durable.createFolders(work, "rwx--x--x");
        Durable.createFolders(work.resolve("s"), "rwx--x--x");
        Place place = Place.at(work);
        LiveRegister register = new LiveRegister(host.state().directory());
        var side = register.resolve(cluster);
        Map<Integer, Installation> installations = new TreeMap<>();
        new Installations(commands, host.state().directory().resolve("transcripts"))
                .find(List.copyOf(host.postgres().values()))
                .forEach(one -> installations.put(one.major(), one));
        Map<Integer, Path> targets = new HashMap<>();
        cluster.targets().forEach((major, target) -> targets.put(major, target.dataDirectory()));
        return new ClusterOnHost(
                host.name() + "/" + cluster.name(),
                Accounts.byName(cluster.owner()).orElseThrow(),
                DatasetFinder.find(side.dataDirectory()),
                access(side.connect()),
                place,
                Drivers.of(place),
                new SnapshotCatalogue(place, Drivers.of(place), Clock.systemUTC(), new SecureRandom()),
                targets,
                Set.of("rehearse", "sql", "promote_offline", "promote_online", "retire"),
                installations,
                work.resolve("s"),
                cluster,
                register,
                host.poolers(),
                host.state().directory());
    }

    private static Access access(HostConfiguration.Connection connect) {
        Path file = ((io.belay.plans.model.SecretReference.InPasswordFile)
                        connect.password().orElseThrow())
                .path();
        return new Access(
                new Endpoint.UnixSocket(connect.socket().orElseThrow(), connect.port()),
                connect.user(),
                database -> new PasswordFile(file).find("localhost", connect.port(), database, connect.user()),
                Duration.ofMinutes(1),
                true,
                Access.SearchPath.CATALOG_ONLY);
    }

    /** Nobody looks, nobody stops it. */
    private static final class Unwatched implements Attempt {
        @Override
        public void show(String lastLines) {
            // The test looks at results.
        }

        @Override
        public void check() {
            // The test lets everything end.
        }
    }
}
