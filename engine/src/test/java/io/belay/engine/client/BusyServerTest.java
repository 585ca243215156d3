package io.belay.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.engine.problem.EngineFailure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowServiceException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BusyServerTest {

    private static final Duration NONE = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void who_is_busy_is_asked_again_until_there_is_an_answer() {
        assertThat(BusyServer.outlast(() -> answered(asked.incrementAndGet() < 4, busy()), LONG))
                .isEqualTo("answer");
        assertThat(asked).hasValue(4);
    }

    @Test
    void the_client_wraps_what_the_server_says() {
        var wrapped = new WorkflowServiceException(WorkflowExecution.getDefaultInstance(), "ClusterUpgrade", busy());

        assertThat(BusyServer.outlast(() -> answered(asked.incrementAndGet() < 2, wrapped), LONG))
                .isEqualTo("answer");
    }

    @Test
    void another_refusal_is_not_asked_twice() {
        var denied = new StatusRuntimeException(Status.PERMISSION_DENIED);

        assertThatThrownBy(() -> BusyServer.outlast(() -> answered(asked.incrementAndGet() < 2, denied), LONG))
                .isSameAs(denied);
        assertThat(asked).hasValue(1);
    }

    @Test
    void patience_ends() {
        assertThatThrownBy(() -> BusyServer.outlast(() -> answered(true, busy()), NONE))
                .isInstanceOf(StatusRuntimeException.class);
    }

    @Test
    void who_stays_busy_is_told_as_such() {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:1")
                .build());
        try (Wire wire = Wire.over(stubs, "belay")) {
            EngineFailure told = wire.translated(busy());

            assertThat(told.code().text()).isEqualTo("BLY-4051");
            assertThat(told.getMessage()).contains("is busy (Workflow is busy.)", "did nothing");
        }
    }

    private static String answered(boolean refuses, RuntimeException refusal) {
        if (refuses) {
            throw refusal;
        }
        return "answer";
    }

    private static StatusRuntimeException busy() {
        return new StatusRuntimeException(Status.RESOURCE_EXHAUSTED.withDescription("Workflow is busy."));
    }
}
