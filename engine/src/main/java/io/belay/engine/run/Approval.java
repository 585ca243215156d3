package io.belay.engine.run;

import io.belay.plans.approval.SignedApproval;
import java.time.Instant;
import java.util.Optional;

/**
 * What a person said for a step. Immutable.
 *
 * @param by as the command line names the person
 * @param reason may be empty
 * @param facts hash of the facts that it binds to besides the plan's; empty where the run is bound to none
 * @param signature what proves it to the host, which alone verifies it; empty when it is recorded, not authenticated
 */
public record Approval(String by, String reason, Instant at, String facts, String signature) {

    /** Until when its signature holds. */
    Optional<Instant> signedUntil() {
        return SignedApproval.read(signature).map(SignedApproval::until);
    }
}
