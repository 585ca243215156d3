package io.belay.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.engine.activity.Queues;
import io.belay.engine.workflow.ClusterLedgerWorkflow;
import io.belay.engine.workflow.ClusterSnapshotWorkflow;
import io.belay.engine.workflow.ClusterUpgradeWorkflow;
import io.belay.engine.workflow.HostRequestWorkflow;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The process behind {@code belay engine}: carries workflows on. Stopping it stops no run; another one goes on where it was. One
 * start and one stop; thread-safe.
 */
public final class EngineWorker implements AutoCloseable {

    /** Reading a plan is the longest a workflow works without yielding; a loaded machine may need a while for the first one. */
    private static final long DEADLOCK_MILLISECONDS = 10_000;

    private static final Duration DRAINED = Duration.ofSeconds(10);

    private final WorkerFactory factory;

    private EngineWorker(WorkerFactory factory) {
        this.factory = factory;
    }

    /** Begins to poll. The client, and with it the connection, stays the caller's. */
    public static EngineWorker start(WorkflowClient client) {
        warmUp();
        WorkerFactory factory = WorkerFactory.newInstance(client);
        Worker worker = factory.newWorker(Queues.ENGINE, options());
        worker.registerWorkflowImplementationTypes(workflowTypes().toArray(Class<?>[]::new));
        worker.registerActivitiesImplementations(new EngineDeskWork(client));
        factory.start();
        return new EngineWorker(factory);
    }

    static WorkerOptions options() {
        return WorkerOptions.newBuilder()
                .setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLISECONDS)
                .build();
    }

    /** All workflow types; also for replaying recorded histories. */
    public static List<Class<?>> workflowTypes() {
        return List.of(
                ClusterUpgradeWorkflow.class,
                ClusterSnapshotWorkflow.class,
                ClusterLedgerWorkflow.class,
                HostRequestWorkflow.class);
    }

    /** Takes no new work, lets what is at hand end, then stops. */
    @Override
    public void close() {
        factory.suspendPolling();
        factory.shutdown();
        factory.awaitTermination(DRAINED.toMillis(), TimeUnit.MILLISECONDS);
        if (!factory.isTerminated()) {
            factory.shutdownNow();
            factory.awaitTermination(DRAINED.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** So that the first workflow task does not pay for loading what reads plans. */
    private static void warmUp() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        CanonicalForm.read(CanonicalForm.write(new ResolvedPlan(
                "", 0, "", "", "", "/", nodes.objectNode(), nodes.objectNode(), nodes.objectNode(), List.of())));
    }
}
