package io.belay.workers.hold;

import io.belay.workers.postgres.ControlData;
import java.time.Duration;

/** The crossing: from the one line in here on, new is live. */
final class CrossPart implements Part {

    static final String NAME = "cross";

    private final Workshop shop;
    private final Work work;

    CrossPart(Workshop shop, Work work) {
        this.shop = shop;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        long end = System.nanoTime() + left.toNanos();
        shop.folder().requireRoom();
        requireStopped();
        if (System.nanoTime() > end) {
            throw new HoldFailure(HoldErrors.PAST_BUDGET, "`budget.hold` was used up right before the crossing");
        }
        Decision standing = shop.folder().decision().claim(Decision.COMMIT);
        if (standing == Decision.UNDO) {
            throw new HoldFailure(HoldErrors.UNDONE, "somebody else decided to undo this hold before it could cross");
        }
    }

    /** Nothing keeps others from starting live, and what they wrote to it would not be in new. */
    private void requireStopped() {
        if (shop.live().isRunning()) {
            throw new HoldFailure(HoldErrors.LIVE_STARTED, "somebody else started live while it had to stand still");
        }
        ControlData now = shop.controlOfLive();
        if (!now.isShutDown() || !now.checkpoint().equals(work.stopped().checkpoint())) {
            throw new HoldFailure(
                    HoldErrors.LIVE_STARTED,
                    "somebody else started live while it had to stand still: it was stopped at "
                            + work.stopped().checkpoint() + ", and its control data says `"
                            + now.state().words() + "` at " + now.checkpoint());
        }
    }
}
