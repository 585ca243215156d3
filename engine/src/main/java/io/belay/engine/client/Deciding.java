package io.belay.engine.client;

import io.belay.engine.run.RunStatus;
import io.belay.engine.workflow.OperatorRequest;
import java.util.UUID;

/**
 * Who decides about a run, why, and what they saw of it. Immutable.
 *
 * @param reason may be empty
 * @param seen revision of the status that was looked at; 0 when the decision fits whatever happened meanwhile
 * @param requestId the same id is carried out once, however often it is sent
 */
public record Deciding(String operator, String reason, int seen, String requestId) {

    public static Deciding by(String operator, String reason) {
        return new Deciding(operator, reason, 0, UUID.randomUUID().toString());
    }

    /** Refused when the run has changed since. */
    public Deciding seeing(RunStatus status) {
        return seeing(status.revision());
    }

    public Deciding seeing(int revision) {
        return new Deciding(operator, reason, revision, requestId);
    }

    public Deciding as(String id) {
        return new Deciding(operator, reason, seen, id);
    }

    OperatorRequest request() {
        return new OperatorRequest(requestId, operator, reason, seen);
    }
}
