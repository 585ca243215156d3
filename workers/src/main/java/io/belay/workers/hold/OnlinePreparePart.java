package io.belay.workers.hold;

import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import io.belay.workers.replication.Publishing;
import io.belay.workers.replication.SequenceCopy;
import io.belay.workers.replication.SlotAdvance;
import java.time.Duration;

/**
 * Before clients are held: the other direction, complete but for where it begins, and every sequence. Made anew for each hold, and gone
 * again when it is undone: a slot that waits for a next try would make its server keep its log.
 */
final class OnlinePreparePart implements Part {

    static final String NAME = "prepare";

    private static final Duration SLOT = Duration.ofMinutes(1);

    private final OnlineShop shop;
    private final HoldNotes told;

    OnlinePreparePart(OnlineShop shop, HoldNotes told) {
        this.shop = shop;
        this.told = told;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        OnlineOrder order = shop.order();
        if (order.wayBack()) {
            Publishing.ofFollower(shop.beside(order.to()), shop.names()).publish(order.next(), order.databases(), SLOT);
            shop.reverse().prepare(order.databases());
        }
        for (String database : order.databases()) {
            try (Session source = shop.beside(order.from()).open(database);
                    Session target = shop.beside(order.to()).open(database)) {
                new SequenceCopy(shop.names(), order.way()).copyAll(source, target);
                if (order.wayBack()) {
                    SlotAdvance.advance(target, shop.names().slot(order.next(), database));
                }
            }
        }
    }

    /** The side that follows may be what failed: what it still has of this is told, and does not keep the hold from ending. */
    @Override
    public void clear() {
        if (shop.order().wayBack()) {
            shop.reverse().dropHere(TurnPart.PATIENCE);
            Side follower = shop.order().to();
            try {
                shop.publishing(follower).dropSlots(shop.order().next(), TurnPart.PATIENCE);
            } catch (PostgresFailure | ServerFailure refused) {
                told.note(
                        NAME,
                        "slots of the way back may be left on the server in `" + follower.data()
                                + "`, which then keeps its log for them: " + refused.getMessage());
            }
        }
    }
}
