package io.belay.engine;

import io.belay.engine.activity.Queues;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowServiceException;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Whether this engine can carry on what another one began: what is open on a server is replayed against this engine's code before it
 * takes over. Only reads; takes no task from a queue, so the engine that serves meanwhile notices nothing.
 */
public final class EngineReplay {

    private static final String OPEN = "ExecutionStatus = 'Running' AND TaskQueue = '" + Queues.ENGINE + "'";
    private static final String MARK = ", error=";
    private static final Duration ENDED = Duration.ofSeconds(10);

    private final WorkflowClient client;
    private final List<Class<?>> types;

    public EngineReplay(WorkflowClient client) {
        this(client, EngineWorker.workflowTypes());
    }

    EngineReplay(WorkflowClient client, List<Class<?>> types) {
        this.client = client;
        this.types = types;
    }

    /**
     * One workflow that was replayed.
     *
     * @param type as Temporal names it
     * @param events in its history when it was read
     * @param fault why this engine cannot carry it on; empty when it can
     */
    public record Replayed(String workflowId, String type, int events, String fault) {
        public boolean fits() {
            return fault.isEmpty();
        }
    }

    /**
     * Replays all that is open, in the order in which the server lists it. Costs a reading of each history.
     *
     * @throws EngineFailure {@code BLY-4024} when the server does not list or does not give a history
     */
    public List<Replayed> open() {
        WorkerFactory factory = WorkerFactory.newInstance(client);
        try (Stream<WorkflowExecutionMetadata> listed = client.listExecutions(OPEN)) {
            Worker worker = factory.newWorker(Queues.ENGINE, EngineWorker.options());
            worker.registerWorkflowImplementationTypes(types.toArray(Class<?>[]::new));
            return listed.map(execution -> replayed(worker, execution)).toList();
        } catch (StatusRuntimeException | WorkflowServiceException failed) {
            throw new EngineFailure(
                    EngineErrors.TEMPORAL_REFUSED,
                    "Temporal did not give what is open: " + failed.getMessage(),
                    "check the server, then ask again; nothing was changed");
        } finally {
            factory.shutdownNow();
            factory.awaitTermination(ENDED.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Replayed replayed(Worker worker, WorkflowExecutionMetadata execution) {
        String id = execution.getExecution().getWorkflowId();
        WorkflowExecutionHistory history =
                client.fetchHistory(id, execution.getExecution().getRunId());
        int events = history.getEvents().size();
        try {
            worker.replayWorkflowExecution(history);
            return new Replayed(id, execution.getWorkflowType(), events, "");
        } catch (Exception broken) {
            return new Replayed(id, execution.getWorkflowType(), events, fault(broken));
        }
    }

    /** The SDK answers with one text that holds a stack; the word on what does not fit stands behind this mark. */
    private static String fault(Exception broken) {
        String text = String.valueOf(broken.getMessage());
        int told = text.indexOf(MARK);
        String line = text.substring(told < 0 ? 0 : told + MARK.length())
                .strip()
                .lines()
                .findFirst()
                .orElse("unknown");
        return line.replaceAll("^[\\w.]+Exception: ", "").replaceAll("\\[TMPRL\\d+] ", "");
    }
}
