package io.belay.workers.hold;

import java.time.Duration;

/** The fence: live is stopped, by its control data and the host's list of processes. No write is acknowledged from here on. */
final class StopPart implements Part {

    static final String NAME = "stop";

    private final Workshop shop;
    private final Work work;

    StopPart(Workshop shop, Work work) {
        this.shop = shop;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        work.stopped(shop.live().stop(atLeastASecond(left)));
    }

    /** Stopped to the end first: a stop that is under way would end the server that is started here. */
    @Override
    public void undo() {
        shop.live().stop(Workshop.START);
        shop.live().start(Workshop.START);
    }

    static Duration atLeastASecond(Duration left) {
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }
}
