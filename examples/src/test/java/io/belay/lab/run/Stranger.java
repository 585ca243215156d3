package io.belay.lab.run;

import io.belay.engine.client.Connection;
import io.belay.engine.client.EngineClient;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;

/** Somebody who reaches the Temporal server and is no part of Belay: has workflows of their own that call a host's activities. */
final class Stranger implements AutoCloseable {

    private static final String QUEUE = "stranger";

    /** Asks one host one thing. */
    @WorkflowInterface
    public interface Asking {
        @WorkflowMethod
        String ask(String queue, String activity, List<Object> arguments);
    }

    /** Answers with what the host returned, or with how it refused. */
    public static final class Asks implements Asking {
        @Override
        public String ask(String queue, String activity, List<Object> arguments) {
            ActivityOptions options = ActivityOptions.newBuilder()
                    .setTaskQueue(queue)
                    .setStartToCloseTimeout(Duration.ofMinutes(1))
                    .setRetryOptions(
                            RetryOptions.newBuilder().setMaximumAttempts(1).build())
                    .build();
            try {
                Object answer =
                        Workflow.newUntypedActivityStub(options).execute(activity, Object.class, arguments.toArray());
                return "answered " + answer;
            } catch (ActivityFailure failure) {
                return "refused "
                        + (failure.getCause() instanceof ApplicationFailure refusal ? words(refusal) : failure);
            }
        }

        private static String words(ApplicationFailure refusal) {
            String code = refusal.getDetails().getSize() == 0
                    ? ""
                    : refusal.getDetails().get(0, String.class);
            return code + " " + refusal.getOriginalMessage();
        }
    }

    private final EngineClient client;
    private final WorkerFactory factory;

    Stranger(String address) {
        client = EngineClient.connect(Connection.plain(address));
        factory = WorkerFactory.newInstance(client.temporal());
        factory.newWorker(QUEUE).registerWorkflowImplementationTypes(Asks.class);
        factory.start();
    }

    String ask(String queue, String activity, Object... arguments) {
        return client.temporal()
                .newWorkflowStub(
                        Asking.class,
                        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build())
                .ask(queue, activity, List.of(arguments));
    }

    @Override
    public void close() {
        factory.shutdownNow();
        client.close();
    }
}
