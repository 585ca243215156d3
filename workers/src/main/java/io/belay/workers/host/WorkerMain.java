package io.belay.workers.host;

import io.belay.engine.activity.Queues;
import io.belay.engine.client.ServerClock;
import io.belay.plans.model.HostConfiguration;
import io.belay.workers.posix.FileLock;
import io.belay.workers.process.AttemptFence;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.Failpoint;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.JournalLauncher;
import io.belay.workers.process.Launcher;
import io.belay.workers.process.Masking;
import io.belay.workers.step.Steps;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker of one database host: polls the host's two queues and carries out what its file allows. Stopping it stops no
 * program; the next worker adopts what runs. One start and one stop; thread-safe.
 */
public final class WorkerMain implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);
    private static final int QUICK_QUESTIONS = 8;
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration DRAINED = Duration.ofSeconds(10);

    /** For the answers of attempts that let go. */
    private static final Duration REPORTED = Duration.ofSeconds(5);

    private final WorkerFactory factory;
    private final Attempts attempts;
    private final FileLock lock;

    private WorkerMain(WorkerFactory factory, Attempts attempts, FileLock lock) {
        this.factory = factory;
        this.attempts = attempts;
        this.lock = lock;
    }

    /**
     * Begins to poll. The client, and with it the connection, stays the caller's.
     *
     * @throws WorkerRefused when another worker has the same state folder or the same host name, when the state folder lies in what
     *     is rolled back, or the host's file asks for what this worker does not do
     */
    public static WorkerMain start(HostConfiguration host, WorkflowClient client) {
        requireServed(host);
        StateFolders folders = StateFolders.of(host.state());
        FileLock lock = FileLock.tryAcquire(folders.lock())
                .orElseThrow(() -> new WorkerRefused(
                        HostErrors.WORKER_RUNS_ALREADY,
                        "a worker runs already with the state folder `" + folders.state()
                                + "`; this one did not start. Stop the other one first"));
        try {
            return start(host, client, folders, lock);
        } catch (RuntimeException notStarted) {
            lock.close();
            throw notStarted;
        }
    }

    private static void requireServed(HostConfiguration host) {
        List<String> unserved = Unserved.of(host);
        if (!unserved.isEmpty()) {
            throw new WorkerRefused(
                    HostErrors.NOT_SERVED,
                    "the file of host `" + host.name() + "` asks for what this worker does not do: "
                            + String.join(", ", unserved)
                            + "; it did not start. Take that out of the file, or install a Belay that does it");
        }
    }

    private static WorkerMain start(
            HostConfiguration host, WorkflowClient client, StateFolders folders, FileLock lock) {
        HostSecrets secrets = new HostSecrets(host);
        Masking masking = secrets.masking();
        CommandRunner commands = new HostCommandRunner(masking);
        Clock clock = Clock.systemUTC();
        Launcher launcher = new JournalLauncher(folders.journal(), masking, clock);
        ClusterDirectory clusters = new ClusterDirectory(host, secrets, folders, commands, clock, new SecureRandom());
        PlansAtHand atHand = new PlansAtHand();
        Contexts contexts = new Contexts(clusters, folders, secrets, commands, launcher, atHand, clock);
        Steps steps = new Steps(clock);
        OneAtATime turns = new OneAtATime();
        Room room = new Room(Math.max(1, host.limits().heavy()));
        Attempts attempts = new Attempts(secrets::mask);
        Failures failures = new Failures(secrets::mask, attempts);
        Newest newest = new Newest(new AttemptFence(folders.journal()));
        StepActivities stepActivities =
                new StepActivities(contexts, steps, turns, room, attempts, newest, failures, Failpoint.ofThisJvm());
        JournalGround.require(host, clusters.usable((reference, notNow) -> {}), folders);
        WorkerIdentity identity = WorkerIdentity.of(host.name(), folders.state());
        requireOnlyOne(identity, client);
        Orphans.in(folders.journal()).forEach(orphan -> LOG.info("{}", orphan));
        new Tidying(clusters, folders).tidy();

        WorkerFactory factory = WorkerFactory.newInstance(client);
        Worker heavy = factory.newWorker(Queues.heavy(host.name()), activitiesOnly(room.most(), identity));
        heavy.registerActivitiesImplementations(
                stepActivities, new CandidateActivities(contexts, turns, room, attempts, failures));
        Worker probe = factory.newWorker(Queues.probe(host.name()), activitiesOnly(QUICK_QUESTIONS, identity));
        probe.registerActivitiesImplementations(
                stepActivities,
                new DeskActivities(
                        clusters,
                        new PlanOnHost(host, clusters, commands, folders.transcripts(), CarriedOut.features(steps)),
                        atHand,
                        folders,
                        secrets,
                        steps,
                        commands,
                        clock,
                        failures),
                new EvidenceActivities(clusters, folders, secrets, clock, failures),
                new SnapshotActivities(clusters, commands, folders, failures, clock),
                new CloneActivities(clusters, contexts, folders, turns, clock, failures));
        factory.start();
        return new WorkerMain(factory, attempts, lock);
    }

    /** By the probe queue: a worker without room for heavy work does not poll for it, and is there all the same. */
    private static void requireOnlyOne(WorkerIdentity identity, WorkflowClient client) {
        // By the clock that set the stamps: this machine's may be wrong by more than a poll lasts.
        Instant now = ServerClock.read(
                        client.getWorkflowServiceStubs(), client.getOptions().getNamespace())
                .orElseGet(Instant::now);
        identity.rival(QueuePollers.of(client, Queues.probe(identity.host())), now)
                .ifPresent(rival -> {
                    throw new WorkerRefused(
                            HostErrors.HOST_NAME_TAKEN,
                            "another worker serves host `" + identity.host() + "` with a state folder of its own: "
                                    + rival
                                    + ". This one did not start, because each would keep half of a run to itself. Give each"
                                    + " machine a name of its own (`metadata: {name}` in its host file); when the other one was"
                                    + " stopped just now, wait 75 s");
                });
    }

    private static WorkerOptions activitiesOnly(int atATime, WorkerIdentity identity) {
        return WorkerOptions.newBuilder()
                .setIdentity(identity.text())
                .setMaxConcurrentActivityExecutionSize(atATime)
                // An abort travels back with a heartbeat, and the log's tail forth: the usual throttle would keep both
                // 24 s.
                .setMaxHeartbeatThrottleInterval(HEARTBEAT)
                .build();
    }

    /**
     * Takes no new work, lets quick work end, detaches from what takes long, then stops. What does not even let go when it is
     * interrupted keeps the state folder's lock until this JVM ends: two workers must never act for one run.
     */
    @Override
    public void close() {
        factory.suspendPolling();
        attempts.drain();
        boolean over = attempts.awaitNone(DRAINED);
        if (over) {
            factory.shutdown();
            factory.awaitTermination(REPORTED.toMillis(), TimeUnit.MILLISECONDS);
        }
        factory.shutdownNow();
        factory.awaitTermination(REPORTED.toMillis(), TimeUnit.MILLISECONDS);
        if (over || attempts.awaitNone(Duration.ZERO)) {
            lock.close();
        }
    }
}
