package io.belay.engine.workflow;

/**
 * Who decides, why, and what they saw. Immutable.
 *
 * @param requestId the same id is carried out once, however often it arrives
 * @param reason may be empty
 * @param seen revision of the status that the decision is about; 0 for one that fits whatever happened meanwhile
 */
public record OperatorRequest(String requestId, String operator, String reason, int seen) {}
