package io.belay.engine.client;

import io.belay.engine.ledger.Ledger;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.engine.workflow.WorkflowIds;
import io.grpc.Status;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads ledgers: the brief from the memo, the whole from an engine if one answers at once. Thread-safe. */
final class Ledgers {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Wire wire;

    Ledgers(Wire wire) {
        this.wire = wire;
    }

    Optional<LedgerReading> read(String cluster) {
        WorkflowStub stub = wire.client().newUntypedWorkflowStub(WorkflowIds.ledger(cluster));
        return brief(stub).map(brief -> new LedgerReading(brief, whole(stub)));
    }

    private Optional<LedgerBrief> brief(WorkflowStub stub) {
        try {
            return Optional.ofNullable((LedgerBrief) stub.describe().getMemo(LedgerBrief.MEMO, LedgerBrief.class));
        } catch (WorkflowNotFoundException none) {
            return Optional.empty();
        } catch (WorkflowException failure) {
            if (Wire.isNotFound(failure.getCause())) {
                return Optional.empty();
            }
            return wire.call(() -> {
                throw failure;
            });
        } catch (io.grpc.StatusRuntimeException failure) {
            if (failure.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw wire.translated(failure);
        }
    }

    private static Optional<Ledger> whole(WorkflowStub stub) {
        CompletableFuture<Ledger> answer = CompletableFuture.supplyAsync(() -> stub.query("ledger", Ledger.class));
        try {
            return Optional.of(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException noEngine) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
