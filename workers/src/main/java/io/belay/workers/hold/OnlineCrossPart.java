package io.belay.workers.hold;

import java.time.Duration;
import java.util.List;

/** The crossing: from the one line in here on, the side that followed is live. */
final class OnlineCrossPart implements Part {

    private final OnlineShop shop;
    private final DrainPart drained;

    OnlineCrossPart(OnlineShop shop, DrainPart drained) {
        this.shop = shop;
        this.drained = drained;
    }

    @Override
    public String name() {
        return CrossPart.NAME;
    }

    @Override
    public boolean isBegunDurably() {
        return false;
    }

    /**
     * The places first: who completes this behind a power cut has nothing else that tells them. And the fence's file, which is all of it
     * that the marker has not taken to the disk.
     */
    @Override
    public void carryOut(Duration left) {
        long end = System.nanoTime() + left.toNanos();
        Together.run(List.of(
                () -> shop.folder().places(drained.places()),
                () -> shop.fenceToOpen(shop.order().from()).settle()));
        if (System.nanoTime() > end) {
            throw new HoldFailure(HoldErrors.PAST_BUDGET, "`budget.hold` was used up right before the crossing");
        }
        Decision standing = shop.folder().decision().claim(Decision.COMMIT);
        if (standing == Decision.UNDO) {
            throw new HoldFailure(HoldErrors.UNDONE, "somebody else decided to undo this hold before it could cross");
        }
    }
}
