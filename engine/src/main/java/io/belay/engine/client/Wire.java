package io.belay.engine.client;

import io.belay.engine.activity.WrittenForm;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.serviceclient.SimpleSslContextBuilder;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connection to Temporal, and the one place where its failures become ours. Thread-safe. */
final class Wire implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration ONE_CALL = Duration.ofSeconds(5);

    /** A server that answers that it is busy is there: it gets more patience than one that does not answer. */
    private static final Duration BUSY = Duration.ofSeconds(20);

    /** How long closed runs stay readable in Temporal; the ledger and the evidence stay longer. */
    private static final Duration RETENTION = Duration.ofDays(30);

    private static final Duration USABLE = Duration.ofSeconds(30);

    private final Connection where;
    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;

    private Wire(Connection where, WorkflowServiceStubs stubs) {
        this.where = where;
        this.stubs = stubs;
        this.client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setDataConverter(WrittenForm.converter())
                        .setNamespace(where.namespace())
                        .build());
    }

    /** @throws EngineFailure BLY-4001 within five seconds when nothing answers */
    static Wire connect(Connection where) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(options(where));
        try {
            stubs.blockingStub()
                    .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
            return new Wire(where, stubs);
        } catch (StatusRuntimeException failure) {
            stubs.shutdownNow();
            throw unreachable(where, failure);
        }
    }

    /** For tests that bring their own server. The caller keeps the stubs. */
    static Wire over(WorkflowServiceStubs stubs, String namespace) {
        return new Wire(new Connection("in memory", namespace, Optional.empty()), stubs);
    }

    WorkflowClient client() {
        return client;
    }

    WorkflowServiceStubs stubs() {
        return stubs;
    }

    String namespace() {
        return where.namespace();
    }

    /** By Temporal's own clock; empty when it does not tell. */
    Optional<Instant> serverTime() {
        return ServerClock.read(stubs, where.namespace());
    }

    /** Makes the namespace when it is missing; a dev server may have it already. */
    void ensureNamespace() {
        try {
            stubs.blockingStub()
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(where.namespace())
                            .build());
        } catch (StatusRuntimeException failure) {
            if (failure.getStatus().getCode() != Status.Code.NOT_FOUND) {
                throw translated(failure);
            }
            register();
        }
        awaitUsable();
    }

    /** A server that has just made a namespace goes on denying it until its cache is refreshed, up to ten seconds. */
    private void awaitUsable() {
        long deadline = System.nanoTime() + USABLE.toNanos();
        while (true) {
            try {
                stubs.blockingStub()
                        .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                                .setNamespace(where.namespace())
                                .setPageSize(1)
                                .build());
                return;
            } catch (StatusRuntimeException failure) {
                if (isUnimplemented(failure)) {
                    return;
                }
                if (failure.getStatus().getCode() != Status.Code.NOT_FOUND || System.nanoTime() > deadline) {
                    throw translated(failure);
                }
            }
            pause();
        }
    }

    /** Between two looks at a server that needs a moment; an interrupt ends the waiting as a failure. */
    static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineFailure(
                    EngineErrors.NO_ANSWER_IN_TIME, "interrupted while waiting for Temporal", "repeat the command");
        }
    }

    private void register() {
        try {
            stubs.blockingStub()
                    .registerNamespace(RegisterNamespaceRequest.newBuilder()
                            .setNamespace(where.namespace())
                            .setWorkflowExecutionRetentionPeriod(
                                    com.google.protobuf.Duration.newBuilder().setSeconds(RETENTION.toSeconds()))
                            .build());
        } catch (StatusRuntimeException failure) {
            if (failure.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw new EngineFailure(
                        EngineErrors.NAMESPACE,
                        "namespace `" + where.namespace() + "` is missing on " + where.address()
                                + " and could not be made: " + reason(failure),
                        "make it with `temporal operator namespace create --retention 30d " + where.namespace() + "`",
                        failure);
            }
        }
    }

    /** Carries a call out; whatever Temporal throws becomes an {@link EngineFailure}. */
    <T> T call(Supplier<T> question) {
        try {
            return BusyServer.outlast(question, BUSY);
        } catch (StatusRuntimeException failure) {
            throw translated(failure);
        } catch (WorkflowServiceException | ScheduleException failure) {
            throw failure.getCause() instanceof StatusRuntimeException status
                    ? translated(status)
                    : refused(String.valueOf(failure.getMessage()), failure);
        }
    }

    EngineFailure translated(StatusRuntimeException failure) {
        if (CannotStore.says(reason(failure))) {
            return CannotStore.failure(where, reason(failure), failure);
        }
        return switch (failure.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED -> unreachable(where, failure);
            case RESOURCE_EXHAUSTED -> BusyServer.failure(where, reason(failure), failure);
            case NOT_FOUND ->
                reason(failure).toLowerCase(java.util.Locale.ROOT).contains("namespace")
                        ? new EngineFailure(
                                EngineErrors.NAMESPACE,
                                "namespace `" + where.namespace() + "` is not on " + where.address(),
                                "start `belay engine`, which makes it",
                                failure)
                        : refused(reason(failure), failure);
            default -> refused(reason(failure), failure);
        };
    }

    static boolean isNotFound(@Nullable Throwable failure) {
        return failure instanceof StatusRuntimeException status
                && status.getStatus().getCode() == Status.Code.NOT_FOUND;
    }

    static boolean isUnimplemented(StatusRuntimeException failure) {
        return failure.getStatus().getCode() == Status.Code.UNIMPLEMENTED;
    }

    private EngineFailure refused(String reason, Exception failure) {
        return new EngineFailure(
                EngineErrors.TEMPORAL_REFUSED,
                "Temporal at " + where.address() + " refused: " + reason,
                "look with `belay doctor`",
                failure);
    }

    private static EngineFailure unreachable(Connection where, StatusRuntimeException failure) {
        return new EngineFailure(
                EngineErrors.TEMPORAL_UNREACHABLE,
                "Temporal does not answer at " + where.address() + "; runs under way go on when it does",
                "start it, or all parts at once with `belay dev`; another address goes into `--temporal`",
                failure);
    }

    private static String reason(StatusRuntimeException failure) {
        String description = failure.getStatus().getDescription();
        return description == null ? failure.getStatus().getCode().name() : description;
    }

    private static WorkflowServiceStubsOptions options(Connection where) {
        var options = WorkflowServiceStubsOptions.newBuilder()
                .setTarget(where.address())
                .setRpcTimeout(ONE_CALL)
                // A person waits: fail soon instead of trying for a minute.
                .setRpcRetryOptions(io.temporal.serviceclient.RpcRetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofMillis(100))
                        .setExpiration(PATIENCE)
                        .build());
        where.tls().ifPresent(tls -> {
            try (InputStream certificate = open(tls.certificate());
                    InputStream key = open(tls.key())) {
                options.setSslContext(
                        SimpleSslContextBuilder.forPKCS8(certificate, key).build());
            } catch (IOException failure) {
                throw new EngineFailure(
                        EngineErrors.MALFORMED_REQUEST,
                        "the certificate for Temporal could not be read: " + failure.getMessage(),
                        "name a PEM certificate and its PKCS 8 key",
                        failure);
            }
        });
        return options.build();
    }

    private static @Nullable InputStream open(Optional<java.nio.file.Path> file) throws IOException {
        return file.isPresent() ? Files.newInputStream(file.get()) : null;
    }

    @Override
    public void close() {
        stubs.shutdown();
        if (!stubs.awaitTermination(2, TimeUnit.SECONDS)) {
            stubs.shutdownNow();
        }
    }
}
