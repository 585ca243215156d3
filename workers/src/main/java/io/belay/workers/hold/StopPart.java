package io.belay.workers.hold;

import io.belay.workers.live.ProductionServer;
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

    /**
     * Stopped to the end first: a stop that is under way would end the server that is started here. One that does not run at all
     * may have been ended by a crash of the host; its start recovers it.
     */
    @Override
    public void undo() {
        ProductionServer live = shop.live();
        if (live.isRunning()) {
            live.stop(Workshop.START);
        }
        live.start(Workshop.START);
    }

    static Duration atLeastASecond(Duration left) {
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }
}
