package io.belay.engine.client;

import io.belay.engine.run.RunState;
import io.belay.engine.run.RunStatus;
import io.belay.engine.run.StatusText;
import io.belay.engine.workflow.RunOrder;
import io.belay.plans.resolve.CanonicalForm;
import java.time.Instant;

/** What a run looks like that was asked for and that no engine has picked up. */
final class Waiting {

    private Waiting() {}

    static RunStatus notBegun(RunOrder order, Instant at) {
        return StatusText.of(
                order.run(),
                RunState.start(CanonicalForm.read(order.plan()), order.run().rehearsal(), order.startedBy(), at));
    }
}
