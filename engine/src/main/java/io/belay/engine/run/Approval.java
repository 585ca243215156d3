package io.belay.engine.run;

import java.time.Instant;

/**
 * What a person said for a step: recorded, not authenticated. Immutable.
 *
 * @param by as the command line names the person
 * @param reason may be empty
 */
public record Approval(String by, String reason, Instant at) {}
