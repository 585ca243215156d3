package io.belay.workers.host;

import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.workers.host.Meaning.Definite;
import io.belay.workers.host.Meaning.Detached;
import io.belay.workers.host.Meaning.Indeterminate;
import io.belay.workers.host.Meaning.Late;
import io.belay.workers.host.Meaning.OfTheStep;
import io.belay.workers.host.Meaning.Refused;
import io.belay.workers.host.Meaning.StateStore;
import io.belay.workers.host.Meaning.Translated;
import io.belay.workers.host.Meaning.Unexpected;
import io.belay.workers.process.CancelledByOperator;
import io.belay.workers.process.ProcessErrors;
import io.belay.workers.step.HostStep;
import io.belay.workers.step.StepContext;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
            if (!(Meaning.of(failure) instanceof OfTheStep meaning)) {
                throw failure;
            }
            if (isInterrupted()) {
                throw new LetGo("interrupted", failure);
            }
            return judge(context, step, failure, meaning);
        }
    }

    private static StepResult judge(StepContext context, HostStep step, RuntimeException failure, OfTheStep meaning) {
        if (meaning instanceof Indeterminate) {
            return StepResult.unclear(String.valueOf(failure.getMessage()));
        }
        if (meaning instanceof Unexpected) {
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
        return meaning instanceof Definite definite ? failed(definite.code(), failure) : unexpected(context, failure);
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

    /** For a question that the host does not take up. */
    static StepResult refused(ErrorCode code, RuntimeException failure) {
        LOG.warn("refused, {}: {}", code.text(), failure.getMessage());
        return failed(code, failure);
    }

    static StepResult failed(ErrorCode code, RuntimeException failure) {
        String remedy = code.fault() == Fault.ENVIRONMENT ? "correct it on this host, then retry" : "";
        return StepResult.failed(code, String.valueOf(failure.getMessage()), remedy, Map.of());
    }

    /** What the failure itself says it is; nothing for what nobody expected. */
    static Optional<ErrorCode> code(RuntimeException failure) {
        return Meaning.code(failure);
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
        Meaning meaning = isInterrupted() ? Meaning.of(failure) : Meaning.ofRequest(failure);
        if (meaning instanceof Translated already) {
            return already.failure();
        }
        if (meaning instanceof Refused refused) {
            LOG.warn("refused, {}: {}", refused.code().text(), message);
            return ApplicationFailure.newNonRetryableFailure(
                    message, refused.type(), refused.code().text());
        }
        if (meaning instanceof Late late) {
            return ApplicationFailure.newNonRetryableFailure(
                    message, Refusal.FENCED, late.code().text());
        }
        if (meaning instanceof Detached || isInterrupted()) {
            return ApplicationFailure.newBuilder()
                    .setMessage("the attempt lets go; what it launched goes on")
                    .setType(Refusal.DETACHED)
                    .setCategory(ApplicationErrorCategory.BENIGN)
                    .setNextRetryDelay(AFTER_DRAIN)
                    .build();
        }
        if (meaning instanceof StateStore) {
            return ApplicationFailure.newFailure(message, Refusal.STATE_STORE, ProcessErrors.JOURNAL.text());
        }
        if (meaning instanceof Unexpected) {
            LOG.error("unexpected", failure);
        }
        return ApplicationFailure.newFailure(
                message,
                HOST_FAILED,
                code(failure).orElse(HostErrors.UNEXPECTED).text());
    }
}
