package io.belay.engine.client;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.function.Supplier;

/** A Temporal that turns requests away because it has too much to do. Nothing of such a request was done, so it may be asked again. */
final class BusyServer {

    private BusyServer() {}

    static boolean says(Throwable failure) {
        if (failure instanceof StatusRuntimeException status) {
            return status.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED;
        }
        return failure.getCause() != null && says(failure.getCause());
    }

    /** Asks until it is answered or refused for another reason, for as long as a person may be expected to wait. */
    static <T> T outlast(Supplier<T> question, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return question.get();
            } catch (RuntimeException failure) {
                if (!says(failure) || System.nanoTime() > deadline) {
                    throw failure;
                }
            }
            Wire.pause();
        }
    }

    static EngineFailure failure(Connection where, String reason, Exception cause) {
        return new EngineFailure(
                EngineErrors.TEMPORAL_BUSY,
                "Temporal at " + where.address() + " is busy (" + reason
                        + ") and did nothing of this request; runs under way go on",
                "repeat the command in a minute; the same request is never done twice",
                cause);
    }
}
