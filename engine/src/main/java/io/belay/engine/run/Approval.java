package io.belay.engine.run;

import java.time.Instant;

/**
 * What a person said for a step: recorded, not authenticated. Immutable.
 *
 * @param by as the command line names the person
 * @param reason may be empty
 * @param facts hash of the facts that it binds to besides the plan's; empty where the run is bound to none
 */
public record Approval(String by, String reason, Instant at, String facts) {}
