package io.belay.workers.hold;

import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.live.LiveNow;
import io.belay.workers.live.LiveRegister;
import io.belay.workers.live.OldLive;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import io.belay.workers.replication.Way.Direction;
import io.belay.workers.storage.Dataset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Behind the release: the host knows which side is live, so that snapshots and whatever else looks at live go by it. Idempotent. */
final class OnlineRegisterPart implements Part {

    static final String NAME = "register";

    private static final String IDENTITY = "SELECT s.system_identifier, c.checkpoint_lsn"
            + " FROM pg_catalog.pg_control_system() s, pg_catalog.pg_control_checkpoint() c";

    private final OnlineShop shop;

    OnlineRegisterPart(OnlineShop shop) {
        this.shop = shop;
    }

    static List<ListedStatement> statements() {
        return List.of(ListedStatement.in(WarmSessions.ADMIN, IDENTITY));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        OnlineOrder order = shop.order();
        LiveRegister register = new LiveRegister(order.state());
        Side serving = order.to();
        Instant since = shop.folder().decision().since();
        List<OldLive> old =
                new ArrayList<>(register.of(order.cluster()).map(LiveNow::old).orElse(List.of()));
        old.removeIf(one -> one.replacedBy().equals(order.run()));
        if (order.way().direction() == Direction.FORWARD) {
            old.add(old(order.from(), since));
        }
        register.crossed(
                order.cluster(),
                new LiveNow(
                        serving.programs().major(),
                        serving.data(),
                        serving.port(),
                        identity(serving).text("system_identifier"),
                        order.run(),
                        since,
                        new LiveNow.Named(order.named(), order.namedPort()),
                        old));
    }

    private OldLive old(Side side, Instant since) {
        Row identity = identity(side);
        return OldLive.following(
                shop.order().run(),
                since,
                side.programs().major(),
                identity.text("system_identifier"),
                identity.text("checkpoint_lsn"),
                new Dataset(side.root(), side.data()),
                side.port());
    }

    private Row identity(Side side) {
        try (Session session = shop.beside(side).open(WarmSessions.ADMIN)) {
            return session.query(IDENTITY).get(0);
        }
    }
}
