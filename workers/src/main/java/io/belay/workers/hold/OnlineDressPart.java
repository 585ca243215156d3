package io.belay.workers.hold;

import io.belay.workers.live.PairedFiles;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.util.List;

/** Behind the release: new does what it was kept from while it followed, it archives its log and runs its jobs. Idempotent. */
final class OnlineDressPart implements Part {

    static final String NAME = "dress";

    private static final String RELOAD = "SELECT pg_catalog.pg_reload_conf() AS sent";

    private final OnlineShop shop;

    OnlineDressPart(OnlineShop shop) {
        this.shop = shop;
    }

    static List<ListedStatement> statements() {
        return List.of(ListedStatement.in(WarmSessions.ADMIN, RELOAD).when("at the first promotion of the run"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        OnlineOrder.Side serving = shop.order().to();
        if (!serving.openRules().isEmpty() && PairedFiles.letGo(serving.data())) {
            try (Session session = shop.beside(serving).open(WarmSessions.ADMIN)) {
                session.query(RELOAD);
            }
        }
    }
}
