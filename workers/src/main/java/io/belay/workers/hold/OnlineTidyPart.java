package io.belay.workers.hold;

import io.belay.workers.hold.OnlineOrder.Side;
import java.time.Duration;

/** Behind the release: what was only needed to open the side that serves now. Idempotent. */
final class OnlineTidyPart implements Part {

    static final String NAME = "tidy";

    private final OnlineShop shop;

    OnlineTidyPart(OnlineShop shop) {
        this.shop = shop;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        Side serving = shop.order().to();
        shop.forgetFence(serving);
        shop.belt(serving).forget();
    }
}
