package io.belay.workers.hold;

import java.time.Duration;
import java.util.List;

/** Clients go on, at new. Idempotent. */
final class ReleasePart implements Part {

    static final String NAME = "release";

    private final Workshop shop;

    ReleasePart(Workshop shop) {
        this.shop = shop;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        LiveServer next = shop.order().asBehind();
        List<Pooler> poolers = shop.poolers();
        for (int i = 0; i < poolers.size(); i++) {
            poolers.get(i).repoint(shop.order().poolers().get(i).databases(), next);
        }
        PausePart.release(shop, next);
    }
}
