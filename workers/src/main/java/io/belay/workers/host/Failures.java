package io.belay.workers.host;

import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.workers.clone.GateRefusal;
import io.belay.workers.evidence.EvidenceFailure;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.process.CancelledByOperator;
import io.belay.workers.process.Fenced;
import io.belay.workers.process.ProcessFailure;
import io.belay.workers.process.ProcessLost;
import io.belay.workers.step.HostStep;
import io.belay.workers.step.StepContext;
import io.belay.workers.storage.StorageFailure;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What exceptions of a host mean to the engine. A step that failed is a value; an exception only ever says that the host could
 * not be asked.
 */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** A draining worker's successor needs about this long. */
    private static final Duration AFTER_DRAIN = Duration.ofSeconds(3);

    private Failures() {}

    /**
     * Failures of a step that are proven: their cause is known, and whatever they touched lies in the candidate. Everything else
     * is inspected before it is called a failure.
     */
    static StepResult asResult(StepContext context, HostStep step, Supplier<StepResult> work) {
        try {
            return work.get();
        } catch (ServerFailure failure) {
            return failed(failure.code(), failure);
        } catch (GateRefusal refusal) {
            return failed(refusal.code(), refusal);
        } catch (StorageFailure failure) {
            return failed(failure.code(), failure);
        } catch (ProcessLost lost) {
            return StepResult.unclear(String.valueOf(lost.getMessage()));
        } catch (CancelledByOperator | ActivityCompletionException | HostRefusal | Fenced letGo) {
            throw letGo;
        } catch (PostgresFailure
                | ProcessFailure
                | EvidenceFailure
                | UncheckedIOException
                | IllegalStateException unexpected) {
            LOG.error(
                    "run {} step {}: unexpected",
                    context.run().runId(),
                    context.request().stepId(),
                    unexpected);
            return unexpected(context, step, unexpected);
        }
    }

    /** Proven only when nothing of the step runs any more. */
    private static StepResult unexpected(StepContext context, HostStep step, RuntimeException cause) {
        StepResult seen = step.inspect(context);
        if (seen.outcome() == Outcome.UNCLEAR) {
            return StepResult.unclear(cause.getMessage() + "; " + seen.summary());
        }
        return StepResult.failed(
                HostErrors.UNEXPECTED,
                shortened("`" + context.request().stepId() + "` ended with: " + cause.getMessage()
                        + ". Nothing of it runs any more; live is untouched"),
                "look at the worker's log on this host, then: belay retry "
                        + context.run().runId(),
                Map.of());
    }

    private static StepResult failed(ErrorCode code, RuntimeException failure) {
        String remedy = code.fault() == Fault.ENVIRONMENT ? "correct it on this host, then retry" : "";
        return StepResult.failed(code, shortened(String.valueOf(failure.getMessage())), remedy, Map.of());
    }

    private static String shortened(String text) {
        return text.length() <= 500 ? text : text.substring(0, 499) + "…";
    }

    /** Turns what leaves an activity into what the engine's retry policy knows. */
    static <T> T translated(Supplier<T> work) {
        try {
            return work.get();
        } catch (HostRefusal refusal) {
            throw ApplicationFailure.newNonRetryableFailure(
                    refusal.getMessage(), refusal.type(), refusal.code().text());
        } catch (Fenced late) {
            throw ApplicationFailure.newNonRetryableFailure(late.getMessage(), Refusal.FENCED);
        } catch (CancelledByOperator cancelled) {
            throw new CanceledFailure(String.valueOf(cancelled.getMessage()));
        } catch (ActivityCompletionException letGo) {
            throw ApplicationFailure.newBuilder()
                    .setMessage("the attempt lets go; what it launched goes on")
                    .setType(Refusal.DETACHED)
                    .setCategory(ApplicationErrorCategory.BENIGN)
                    .setNextRetryDelay(AFTER_DRAIN)
                    .build();
        } catch (UncheckedIOException notWritten) {
            throw ApplicationFailure.newFailure(String.valueOf(notWritten.getMessage()), Refusal.STATE_STORE);
        }
    }
}
