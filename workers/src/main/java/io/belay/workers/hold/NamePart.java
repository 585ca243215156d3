package io.belay.workers.hold;

import java.time.Duration;

/** The candidate as a whole gets its final name. */
final class NamePart implements Part {

    static final String NAME = "name";

    private final Workshop shop;

    NamePart(Workshop shop) {
        this.shop = shop;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        shop.finalName().give();
        shop.forgetSockets(shop.candidate());
    }

    @Override
    public void clear() {
        shop.finalName().takeBack();
    }
}
