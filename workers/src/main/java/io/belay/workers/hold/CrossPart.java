package io.belay.workers.hold;

import java.time.Duration;

/** The crossing: from the one line in here on, new is live. */
final class CrossPart implements Part {

    static final String NAME = "cross";

    private final Workshop shop;

    CrossPart(Workshop shop) {
        this.shop = shop;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        Decision standing = shop.folder().decision().claim(Decision.COMMIT);
        if (standing == Decision.UNDO) {
            throw new HoldFailure(HoldErrors.UNDONE, "somebody else decided to undo this hold before it could cross");
        }
    }
}
