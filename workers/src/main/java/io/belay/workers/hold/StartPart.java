package io.belay.workers.hold;

import io.belay.workers.live.Admission;
import io.belay.workers.live.ProductionDress;
import io.belay.workers.postgres.TreeProcesses;
import java.time.Duration;

/** New's server, at its final place and with its settings for production, but for Belay alone. */
final class StartPart implements Part {

    static final String NAME = "start";

    private final Workshop shop;
    private final Work work;

    StartPart(Workshop shop, Work work) {
        this.shop = shop;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        ProductionDress.put(work.dress(), shop.order().fresh().data(), Admission.LOCKED);
        work.server(shop.fresh().start(StopPart.atLeastASecond(left)));
    }

    /** Without a checkpoint: nobody ever wrote to it, and it is thrown away. */
    @Override
    public void undo() {
        if (shop.finalName().isTaken()) {
            TreeProcesses.end(shop.order().fresh().root());
        }
    }
}
