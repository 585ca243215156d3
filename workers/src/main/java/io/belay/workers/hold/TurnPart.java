package io.belay.workers.hold;

import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import io.belay.workers.replication.Following;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Behind the release: the stream turns. The side that served ceases to be followed, and follows from the place that was kept; or, without
 * a way back, nothing of the run is left on either side. It stays fenced, and gets its third belt. Idempotent.
 */
final class TurnPart implements Part {

    static final String NAME = "turn";

    /** For a worker or a sender to end by itself. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A server that restarts is back by then. */
    private static final int TRIES = 30;

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final OnlineShop shop;
    private final HoldNotes told;

    TurnPart(OnlineShop shop, HoldNotes told) {
        this.shop = shop;
        this.told = told;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        told.fact("way_back", "closed");
        for (int tries = 1; ; tries++) {
            try {
                turn();
                return;
            } catch (PostgresFailure | ServerFailure refused) {
                if (tries == TRIES) {
                    throw refused;
                }
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }
    }

    /** First the one, then the other: both at once would send each change round. */
    private void turn() {
        OnlineOrder order = shop.order();
        shop.current().dropHere(PATIENCE);
        if (order.wayBack()) {
            Following reverse = shop.reverse();
            reverse.startAt(shop.folder().places());
            reverse.enable();
            told.fact("way_back", "open");
            shop.publishing(order.from()).dropSlots(order.way(), PATIENCE);
        } else {
            shop.publishing(order.from()).withdraw(PATIENCE);
            shop.publishing(order.to()).withdraw(PATIENCE);
        }
        Side served = order.from();
        try (Session admin = shop.beside(served).open(WarmSessions.ADMIN)) {
            shop.belt(served).putOn(admin);
        }
    }
}
