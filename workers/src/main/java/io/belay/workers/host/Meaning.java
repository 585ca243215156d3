package io.belay.workers.host;

import io.belay.engine.activity.Refusal;
import io.belay.plans.problem.ErrorCode;
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
import io.belay.workers.step.SqlStates;
import io.belay.workers.step.StateNotKept;
import io.belay.workers.storage.StorageFailure;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** What an exception of this host proves, if anything: the one table behind definite or ask (invariant I5). */
sealed interface Meaning {

    /** Says something of the step under way; all else only says that the host could not be asked. */
    sealed interface OfTheStep extends Meaning {}

    /** Its cause is known: a proven failure as soon as nothing of the step runs. */
    record Definite(ErrorCode code) implements OfTheStep {}

    /** Nobody expected it: a fault of Belay's own, proven under the same condition. */
    record Unexpected() implements OfTheStep {}

    /** Nothing is known: looked at until it is, or asked. Never a failure by itself. */
    record Indeterminate() implements OfTheStep {}

    /** The worker's memory cannot be kept. Repeated; nothing is done on the strength of what is not written. */
    record StateStore() implements Meaning {}

    /** The attempt lets go, what it launched goes on. Repeated, and no fault. */
    record Detached() implements Meaning {}

    /** Another attempt owns the step. Not repeated, and ignored. */
    record Late(ErrorCode code) implements Meaning {}

    /** The host's file or the request forbids it. Not repeated; nothing was done. */
    record Refused(ErrorCode code, String type) implements Meaning {}

    /** A person ended it. */
    record Cancelled() implements Meaning {}

    /** In the engine's words already. */
    record Translated(ApplicationFailure failure) implements Meaning {}

    static Meaning of(RuntimeException failure) {
        if (failure instanceof CancelledByOperator) {
            return new Cancelled();
        }
        if (failure instanceof ApplicationFailure already) {
            return new Translated(already);
        }
        if (failure instanceof HostRefusal refusal) {
            return new Refused(refusal.code(), refusal.type());
        }
        if (failure instanceof Fenced late) {
            return new Late(late.code());
        }
        if (failure instanceof ActivityCompletionException
                || failure instanceof CancellationException
                || failure instanceof LetGo) {
            return new Detached();
        }
        if (isOfTheStateStore(failure)) {
            return new StateStore();
        }
        if (failure instanceof ProcessLost) {
            return new Indeterminate();
        }
        return code(failure).<Meaning>map(Definite::new).orElseGet(Unexpected::new);
    }

    /** Asked for where nothing is under way: what cannot be carried out as asked is then a refusal. */
    static Meaning ofRequest(RuntimeException failure) {
        Meaning meaning = of(failure);
        return meaning instanceof Definite definite && definite.code().fault() == ErrorCode.Fault.REQUEST
                ? new Refused(definite.code(), Refusal.BAD_REQUEST)
                : meaning;
    }

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
        if (failure instanceof ProcessLost lost) {
            return Optional.of(lost.code());
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
}
