package io.belay.engine.client;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.OperatorRules;
import io.belay.engine.run.RunStatus;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.client.WorkflowUpdateException;
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

/** Brings a person's decision to a run, and the run's objection back. Thread-safe. */
final class OperatorVerbs {

    /** An engine answers in milliseconds; without one nobody ever would. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Wire wire;
    private final Runs runs;

    OperatorVerbs(Wire wire, Runs runs) {
        this.wire = wire;
        this.runs = runs;
    }

    RunStatus decide(String runId, Choice choice, Deciding who) {
        String verb = choice.kind().word();
        WorkflowStub stub = stub(runId);
        List<Object> all = new ArrayList<>();
        all.add(who.request());
        all.addAll(choice.arguments());
        UpdateOptions<RunStatus> options = UpdateOptions.newBuilder(RunStatus.class)
                .setUpdateName(verb)
                .setUpdateId(who.requestId())
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build();
        CompletableFuture<RunStatus> answer = CompletableFuture.supplyAsync(
                () -> stub.startUpdate(options, all.toArray()).getResult());
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            throw noEngine(verb);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw noEngine(verb);
        } catch (ExecutionException failure) {
            Throwable cause = plain(failure.getCause() == null ? failure : failure.getCause());
            return cause instanceof WorkflowNotFoundException
                    ? takenBefore(stub, who).orElseThrow(() -> translated(runId, cause))
                    : raise(translated(runId, cause));
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
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    boolean abort(String runId, Deciding who) {
        try {
            decide(runId, Choice.of(Kind.ABORT), who);
            return true;
        } catch (EngineFailure failure) {
            if (failure.code().number() != EngineErrors.NO_ENGINE.number()) {
                throw failure;
            }
            wire.call(() -> {
                stub(runId).signal("abortRequested", who.request());
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
