package io.belay.engine.workflow;

import io.belay.engine.EngineWorker;
import io.belay.engine.activity.Queues;
import io.belay.engine.activity.WrittenForm;
import io.belay.engine.client.EngineClient;
import io.belay.engine.ledger.Depth;
import io.belay.engine.ledger.Ledger;
import io.belay.engine.ledger.LedgerEntry;
import io.belay.plans.resolve.CanonicalForm;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Engine, a fake host and the in-memory server, each with connections as apart as in real life. Closed by its test. */
public final class EngineHarness implements AutoCloseable {

    private final TestWorkflowEnvironment server;
    private final FakeHost host;
    private WorkerFactory hostWorker;
    private final EngineWorker engine;
    private final EngineClient client;

    private EngineHarness(FakeHost host) {
        this.server = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(true)
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setNamespace("belay")
                        .setDataConverter(WrittenForm.converter())
                        .build())
                .build());
        WorkflowClient temporal = server.getWorkflowClient();
        this.host = host;
        this.hostWorker = hostWorker(temporal, host);
        this.engine = EngineWorker.start(temporal);
        this.client = EngineClient.over(temporal.getWorkflowServiceStubs(), "belay");
    }

    private static WorkerFactory hostWorker(WorkflowClient temporal, FakeHost host) {
        WorkerFactory hostWorker = WorkerFactory.newInstance(temporal);
        for (String queue : new String[] {Queues.heavy("db1"), Queues.probe("db1")}) {
            Worker worker = hostWorker.newWorker(
                    queue,
                    WorkerOptions.newBuilder()
                            // Otherwise a cancel and the tail of a log arrive 24 s late.
                            .setMaxHeartbeatThrottleInterval(Duration.ofMillis(200))
                            .build());
            worker.registerActivitiesImplementations(host, host.evidence(), new FakeClones());
        }
        hostWorker.start();
        return hostWorker;
    }

    public static EngineHarness start(FakeHost host) {
        return new EngineHarness(host);
    }

    /** As if this very plan had just passed a rehearsal: what an apply asks for. */
    public EngineHarness rehearsed(String plan) {
        Ledger ledger = Ledger.empty("db1/orders");
        LedgerEntry entry = new LedgerEntry(
                "db1/orders",
                "orders-13-to-17",
                CanonicalForm.hash(plan),
                "s1",
                "r" + server.currentTimeMillis(),
                Instant.ofEpochMilli(server.currentTimeMillis()).toString(),
                true,
                Depth.FULL,
                Instant.ofEpochMilli(server.currentTimeMillis()).toString(),
                List.of());
        temporal()
                .newUntypedWorkflowStub(
                        "ClusterLedger",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(WorkflowIds.ledger("db1/orders"))
                                .setTaskQueue(Queues.ENGINE)
                                .build())
                .signalWithStart("record", new Object[] {entry}, new Object[] {ledger});
        return this;
    }

    /** Time passes for everybody. */
    public void sleep(Duration time) {
        server.sleep(time);
    }

    /** The host's worker is gone, with all that it had at work. */
    public void stopHost() {
        hostWorker.shutdownNow();
        // A poll that is under way would still take what is asked next.
        hostWorker.awaitTermination(30, TimeUnit.SECONDS);
    }

    /** Another worker of the host, behind {@link #stopHost}. */
    public void startHostAgain() {
        hostWorker = hostWorker(server.getWorkflowClient(), host);
    }

    public EngineClient client() {
        return client;
    }

    public WorkflowClient temporal() {
        return server.getWorkflowClient();
    }

    @Override
    public void close() {
        hostWorker.shutdownNow();
        engine.close();
        server.close();
    }
}
