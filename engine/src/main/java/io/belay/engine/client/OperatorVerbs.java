package io.belay.engine.client;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.OperatorRules;
import io.belay.engine.run.Preview;
import io.belay.engine.run.RunStatus;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Brings a person's decision to a run, and the run's objection back. Thread-safe. */
final class OperatorVerbs {

    /** An engine answers in milliseconds; without one nobody ever would. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** For an abort to be more than written down, where nothing keeps it from its effect. */
    private static final Duration EFFECT = Duration.ofSeconds(5);

    private final Wire wire;
    private final Runs runs;

    OperatorVerbs(Wire wire, Runs runs) {
        this.wire = wire;
        this.runs = runs;
    }

    RunStatus decide(String runId, Choice choice, Deciding who) {
        WorkflowStub stub = stub(runId);
        String verb = choice.kind().word();
        try {
            return inTime(
                    verb,
                    () -> start(stub, choice, who, WorkflowUpdateStage.COMPLETED)
                            .getResult());
        } catch (ExecutionException failure) {
            Throwable cause = plain(failure);
            return cause instanceof WorkflowNotFoundException
                    ? takenBefore(stub, who).orElseThrow(() -> translated(runId, cause))
                    : raise(translated(runId, cause));
        }
    }

    private static WorkflowUpdateHandle<RunStatus> start(
            WorkflowStub stub, Choice choice, Deciding who, WorkflowUpdateStage stage) {
        List<Object> all = new ArrayList<>();
        all.add(who.request());
        all.addAll(choice.arguments());
        UpdateOptions<RunStatus> options = UpdateOptions.newBuilder(RunStatus.class)
                .setUpdateName(choice.kind().word())
                .setUpdateId(who.requestId())
                .setWaitForStage(stage)
                .build();
        return stub.startUpdate(options, all.toArray());
    }

    /** @throws EngineFailure BLY-4003 when nothing answers */
    private static <T> T inTime(String verb, Supplier<T> question) throws ExecutionException {
        try {
            return CompletableFuture.supplyAsync(question).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            throw noEngine(verb);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw noEngine(verb);
        }
    }

    /** What an ended run answered to this very request while it was open: a double click is answered alike. */
    private static Optional<RunStatus> takenBefore(WorkflowStub stub, Deciding who) {
        try {
            return Optional.of(stub.getUpdateHandle(who.requestId(), RunStatus.class)
                    .getResultAsync(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | RuntimeException neverTaken) {
            return Optional.empty();
        }
    }

    private static RunStatus raise(RuntimeException failure) {
        throw failure;
    }

    private static Throwable plain(Throwable thrown) {
        boolean wraps = thrown instanceof CompletionException || thrown instanceof ExecutionException;
        return wraps && thrown.getCause() != null ? plain(thrown.getCause()) : thrown;
    }

    /** Changes nothing; asked of an engine, which alone knows the run's state and its rules. */
    Preview preview(String runId, Choice choice, Deciding who) {
        WorkflowStub stub = stub(runId);
        String verb = choice.kind().word();
        try {
            return inTime(verb, () -> stub.query("preview", Preview.class, verb, who.request(), choice.arguments()));
        } catch (ExecutionException failure) {
            // Without a worker the server itself gives a query up, after a while.
            throw noEngine(verb);
        }
    }

    /**
     * Taken as soon as an engine has written it down: what is at work on a host that is gone may keep it from its effect for hours,
     * and it is carried out all the same.
     */
    boolean abort(String runId, Deciding who) {
        WorkflowStub stub = stub(runId);
        try {
            WorkflowUpdateHandle<RunStatus> taken =
                    inTime("abort", () -> start(stub, Choice.of(Kind.ABORT), who, WorkflowUpdateStage.ACCEPTED));
            taken.getResultAsync().get(EFFECT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException later) {
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException failure) {
            Throwable cause = plain(failure);
            if (cause instanceof WorkflowNotFoundException
                    && takenBefore(stub, who).isPresent()) {
                return true;
            }
            throw translated(runId, cause);
        } catch (EngineFailure failure) {
            if (failure.code().number() != EngineErrors.NO_ENGINE.number()) {
                throw failure;
            }
            wire.call(() -> {
                stub.signal("abortRequested", who.request());
                return who;
            });
            return false;
        }
    }

    private WorkflowStub stub(String runId) {
        WorkflowExecution execution = runs.locate(runId)
                .orElseThrow(() -> new EngineFailure(
                        EngineErrors.NO_SUCH_RUN, "there is no run `" + runId + "`", "list them with `belay status`"));
        return wire.client()
                .newUntypedWorkflowStub(WorkflowTargetOptions.newBuilder()
                        .setWorkflowId(execution.getWorkflowId())
                        .setRunId(execution.getRunId())
                        .build());
    }

    private RuntimeException translated(String runId, Throwable failure) {
        if (failure instanceof WorkflowUpdateException && failure.getCause() instanceof ApplicationFailure objection) {
            return objection(objection);
        }
        if (failure instanceof WorkflowNotFoundException) {
            return new EngineFailure(
                    EngineErrors.WRONG_PHASE,
                    "run `" + runId + "` has ended",
                    "look with `belay status " + runId + "`",
                    failure);
        }
        if (failure instanceof WorkflowServiceException || failure instanceof io.grpc.StatusRuntimeException) {
            RuntimeException service = (RuntimeException) failure;
            return wire.call(() -> {
                throw service;
            });
        }
        return new EngineFailure(
                EngineErrors.TEMPORAL_REFUSED,
                String.valueOf(failure.getMessage()),
                "look with `belay doctor`",
                failure);
    }

    /** Of a refused update the SDK keeps the message alone, so the workflow writes everything into it. */
    private static EngineFailure objection(ApplicationFailure failure) {
        OperatorRules.Objection objection = OperatorRules.Objection.read(failure.getOriginalMessage());
        return new EngineFailure(objection.code(), objection.message(), objection.remedy(), failure);
    }

    private static EngineFailure noEngine(String verb) {
        return new EngineFailure(
                EngineErrors.NO_ENGINE,
                "no engine answers, so `" + verb + "` was not taken; the run stays as it is",
                "start `belay engine`, then try again");
    }
}
