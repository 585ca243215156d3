package io.belay.bench;

import io.belay.engine.activity.HostSteps;
import io.belay.engine.activity.Queues;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Calls activities and decides nothing. */
@WorkflowInterface
public interface BareWorkflow {

    /**
     * @param together asked several at a time, at first
     * @param alone one behind the other, then
     * @param plan what each call carries, as the engine's do
     */
    record Shape(int together, int alone, String plan) {}

    @WorkflowMethod
    void call(Shape shape);

    /** As somebody writes it who wants no more. */
    final class Calls implements BareWorkflow {

        private static final int AT_ONCE = 8;

        private final HostSteps steps = Workflow.newActivityStub(
                HostSteps.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(Queues.heavy(IdleHost.NAME))
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .build());

        @Override
        public void call(Shape shape) {
            StepRequest request = new StepRequest(
                    new RunReference("bare", true, IdleHost.CLUSTER, "bare", "", "s1"),
                    "nothing",
                    IdleHost.KIND,
                    1,
                    1,
                    IdleHost.TARGET,
                    "{}",
                    shape.plan());
            for (int begun = 0; begun < shape.together(); begun += AT_ONCE) {
                List<Promise<StepResult>> asked = new ArrayList<>();
                for (int i = begun; i < Math.min(begun + AT_ONCE, shape.together()); i++) {
                    asked.add(Async.function(steps::probe, request));
                }
                Promise.allOf(asked).get();
            }
            for (int i = 0; i < shape.alone(); i++) {
                steps.run(request);
            }
        }
    }
}
