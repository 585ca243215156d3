package io.belay.workers.host;

import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.workers.clone.GateRefusal;
import io.belay.workers.evidence.EvidenceFailure;
import io.belay.workers.hold.HoldFailure;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.process.CancelledByOperator;
import io.belay.workers.process.Fenced;
import io.belay.workers.process.ProcessErrors;
import io.belay.workers.process.ProcessFailure;
import io.belay.workers.process.ProcessLost;
import io.belay.workers.step.CandidateMissing;
import io.belay.workers.step.HostStep;
import io.belay.workers.step.SqlStates;
import io.belay.workers.step.StateNotKept;
import io.belay.workers.step.StepContext;
import io.belay.workers.storage.StorageFailure;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What exceptions of a host mean to the engine. A step that failed is a value; an exception only ever says that the host could
 * not be asked. Thread-safe.
 */
final class Failures {

    /** Type of what went wrong on the host outside a step; retried, with the code as its detail. */
    static final String HOST_FAILED = "HostFailed";

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** A draining worker's successor needs about this long. */
    private static final Duration AFTER_DRAIN = Duration.ofSeconds(3);

    private final UnaryOperator<String> mask;
    private final Attempts attempts;

    /** @param mask hides secrets in what leaves the host */
    Failures(UnaryOperator<String> mask, Attempts attempts) {
        this.mask = mask;
        this.attempts = attempts;
    }

    /**
     * Failures of a step that are proven: their cause is known, and whatever they touched lies in the candidate. Everything else
     * is inspected before it is called a failure. A thread that was interrupted proves nothing: whatever it met, its worker is
     * ending.
     */
    static StepResult asResult(StepContext context, HostStep step, Supplier<StepResult> work) {
        try {
            StepResult result = work.get();
            if (result.outcome() != Outcome.SUCCEEDED && isInterrupted()) {
                throw new LetGo("interrupted: " + result.summary());
            }
            return result;
        } catch (RuntimeException failure) {
            if (saysNothingOfTheStep(failure)) {
                throw failure;
            }
            if (isInterrupted()) {
                throw new LetGo("interrupted", failure);
            }
            return judge(context, step, failure);
        }
    }

    private static StepResult judge(StepContext context, HostStep step, RuntimeException failure) {
        if (failure instanceof ProcessLost) {
            return StepResult.unclear(String.valueOf(failure.getMessage()));
        }
        Optional<ErrorCode> code = code(failure);
        if (code.isEmpty()) {
            LOG.error(
                    "run {} step {}: unexpected",
                    context.run().runId(),
                    context.request().stepId(),
                    failure);
        }
        StepResult seen = inspected(context, step);
        if (seen.outcome() == Outcome.UNCLEAR) {
            return StepResult.unclear(failure.getMessage() + "; " + seen.summary());
        }
        return code.map(known -> failed(known, failure)).orElseGet(() -> unexpected(context, failure));
    }

    /** Proven only when nothing of the step runs any more. */
    private static StepResult inspected(StepContext context, HostStep step) {
        try {
            return step.inspect(context);
        } catch (RuntimeException unreadable) {
            return StepResult.unclear("the run journal cannot be read: " + unreadable.getMessage());
        }
    }

    private static StepResult unexpected(StepContext context, RuntimeException cause) {
        return StepResult.failed(
                HostErrors.UNEXPECTED,
                "`" + context.request().stepId() + "` ended with: " + cause
                        + ". Nothing of it runs any more; live is untouched",
                "look at the worker's log on this host, then: belay retry "
                        + context.run().runId(),
                Map.of());
    }

    static StepResult failed(ErrorCode code, RuntimeException failure) {
        String remedy = code.fault() == Fault.ENVIRONMENT ? "correct it on this host, then retry" : "";
        return StepResult.failed(code, String.valueOf(failure.getMessage()), remedy, Map.of());
    }

    private static boolean saysNothingOfTheStep(RuntimeException failure) {
        return failure instanceof CancelledByOperator
                || failure instanceof ActivityCompletionException
                || failure instanceof CancellationException
                || failure instanceof ApplicationFailure
                || failure instanceof LetGo
                || failure instanceof HostRefusal
                || failure instanceof Fenced
                || isOfTheStateStore(failure);
    }

    /** The disk of state and evidence is full or broken. Nothing was launched on the strength of what is not written. */
    private static boolean isOfTheStateStore(RuntimeException failure) {
        return failure instanceof StateNotKept
                || failure instanceof EvidenceFailure
                || (failure instanceof ProcessFailure process && process.code().equals(ProcessErrors.JOURNAL));
    }

    /** What the failure itself says it is; nothing for what nobody expected. */
    static Optional<ErrorCode> code(RuntimeException failure) {
        if (failure instanceof ServerFailure server) {
            return Optional.of(server.code());
        }
        if (failure instanceof GateRefusal gate) {
            return Optional.of(gate.code());
        }
        if (failure instanceof StorageFailure storage) {
            return Optional.of(storage.code());
        }
        if (failure instanceof ProcessFailure process) {
            return Optional.of(process.code());
        }
        if (failure instanceof HoldFailure hold) {
            return Optional.of(hold.code());
        }
        if (failure instanceof LiveFailure live) {
            return Optional.of(live.code());
        }
        if (failure instanceof CandidateMissing missing) {
            return Optional.of(missing.code());
        }
        if (failure instanceof PostgresFailure refused && SqlStates.isOfTheEnvironment(refused)) {
            return Optional.of(HostErrors.SERVER_NOT_THERE);
        }
        return Optional.empty();
    }

    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    /** Turns what leaves an activity into what the engine's retry policy knows. */
    <T> T translated(Supplier<T> work) {
        try {
            return attempts.counted(work);
        } catch (CancelledByOperator cancelled) {
            throw new CanceledFailure(mask.apply(String.valueOf(cancelled.getMessage())));
        } catch (RuntimeException failure) {
            throw translation(failure);
        }
    }

    private ApplicationFailure translation(RuntimeException failure) {
        String message = mask.apply(String.valueOf(failure.getMessage()));
        if (failure instanceof ApplicationFailure already) {
            return already;
        }
        if (failure instanceof HostRefusal refusal) {
            return ApplicationFailure.newNonRetryableFailure(
                    message, refusal.type(), refusal.code().text());
        }
        if (failure instanceof Fenced late) {
            return ApplicationFailure.newNonRetryableFailure(
                    message, Refusal.FENCED, late.code().text());
        }
        if (failure instanceof ActivityCompletionException
                || failure instanceof CancellationException
                || failure instanceof LetGo
                || isInterrupted()) {
            return ApplicationFailure.newBuilder()
                    .setMessage("the attempt lets go; what it launched goes on")
                    .setType(Refusal.DETACHED)
                    .setCategory(ApplicationErrorCategory.BENIGN)
                    .setNextRetryDelay(AFTER_DRAIN)
                    .build();
        }
        if (isOfTheStateStore(failure)) {
            return ApplicationFailure.newFailure(message, Refusal.STATE_STORE, ProcessErrors.JOURNAL.text());
        }
        Optional<ErrorCode> code = code(failure);
        if (code.isEmpty()) {
            LOG.error("unexpected", failure);
        } else if (code.get().fault() == Fault.REQUEST) {
            return ApplicationFailure.newNonRetryableFailure(
                    message, Refusal.BAD_REQUEST, code.get().text());
        }
        return ApplicationFailure.newFailure(
                message, HOST_FAILED, code.orElse(HostErrors.UNEXPECTED).text());
    }
}
