package io.belay.workers.hold;

import java.time.Duration;

/** Clients go on, at the side that followed. Idempotent. */
final class OnlineReleasePart implements Part {

    private final OnlineShop shop;

    OnlineReleasePart(OnlineShop shop) {
        this.shop = shop;
    }

    @Override
    public String name() {
        return ReleasePart.NAME;
    }

    @Override
    public boolean isBegunDurably() {
        return false;
    }

    @Override
    public void carryOut(Duration left) {
        Together.run(shop.poolers().stream()
                .map(pooler -> (Runnable) pooler::release)
                .toList());
    }
}
