package io.belay.engine.workflow;

/**
 * Who decides, and why. Immutable.
 *
 * @param requestId the same id is carried out once, however often it arrives
 * @param reason may be empty
 */
public record OperatorRequest(String requestId, String operator, String reason) {}
