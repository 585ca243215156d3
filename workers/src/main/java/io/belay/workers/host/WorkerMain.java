package io.belay.workers.host;

import io.belay.engine.activity.Queues;
import io.belay.plans.model.HostConfiguration;
import io.belay.workers.posix.FileLock;
import io.belay.workers.process.CommandRunner;
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
import java.util.concurrent.TimeUnit;

/**
 * The worker of one database host: polls the host's two queues and carries out what its file allows. Stopping it stops no
 * program; the next worker adopts what runs. One start and one stop; thread-safe.
 */
public final class WorkerMain implements AutoCloseable {

    private static final int QUICK_QUESTIONS = 8;
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration DRAINED = Duration.ofSeconds(10);

    private final WorkerFactory factory;
    private final FileLock lock;

    private WorkerMain(WorkerFactory factory, FileLock lock) {
        this.factory = factory;
        this.lock = lock;
    }

    /**
     * Begins to poll. The client, and with it the connection, stays the caller's.
     *
     * @throws WorkerRefused when another worker has the same state folder
     */
    public static WorkerMain start(HostConfiguration host, WorkflowClient client) {
        StateFolders folders = StateFolders.of(host.state());
        FileLock lock = FileLock.tryAcquire(folders.lock())
                .orElseThrow(() -> new WorkerRefused(
                        HostErrors.WORKER_RUNS_ALREADY,
                        "a worker runs already with the state folder `" + folders.state()
                                + "`; this one did not start. Stop the other one first"));
        HostSecrets secrets = new HostSecrets(host);
        Masking masking = secrets.processMasking();
        CommandRunner commands = new HostCommandRunner(masking);
        Clock clock = Clock.systemUTC();
        Launcher launcher = new JournalLauncher(folders.journal(), masking, clock);
        ClusterDirectory clusters = new ClusterDirectory(host, secrets, folders, commands, clock, new SecureRandom());
        Contexts contexts = new Contexts(clusters, folders, secrets, commands, launcher, clock);
        Steps steps = new Steps(clock);
        OneAtATime turns = new OneAtATime();
        StepActivities stepActivities = new StepActivities(contexts, steps, turns);

        WorkerFactory factory = WorkerFactory.newInstance(client);
        Worker heavy = factory.newWorker(
                Queues.heavy(host.name()),
                activitiesOnly(Math.max(1, host.limits().heavy())));
        heavy.registerActivitiesImplementations(stepActivities, new CandidateActivities(contexts, turns));
        Worker probe = factory.newWorker(Queues.probe(host.name()), activitiesOnly(QUICK_QUESTIONS));
        probe.registerActivitiesImplementations(
                stepActivities,
                new DeskActivities(clusters, folders, secrets, steps, commands, clock),
                new SnapshotActivities(clusters, commands, folders),
                new CloneActivities(clusters, contexts, folders, turns, clock));
        factory.start();
        return new WorkerMain(factory, lock);
    }

    private static WorkerOptions activitiesOnly(int atATime) {
        return WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(atATime)
                // An abort travels back with a heartbeat, and the log's tail forth: the usual throttle would keep both
                // 24 s.
                .setMaxHeartbeatThrottleInterval(HEARTBEAT)
                .build();
    }

    /** Takes no new work, lets quick work end, detaches from what takes long, then stops. */
    @Override
    public void close() {
        factory.suspendPolling();
        factory.shutdownNow();
        factory.awaitTermination(DRAINED.toMillis(), TimeUnit.MILLISECONDS);
        lock.close();
    }
}
