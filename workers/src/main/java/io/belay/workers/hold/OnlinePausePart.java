package io.belay.workers.hold;

import io.belay.workers.hold.Warm.Ready;
import io.belay.workers.postgres.ListedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Clients wait, each behind its transaction. One that lasts makes all others wait: where the plan allows it, it is ended. */
final class OnlinePausePart implements Part {

    /** What does not pause within this share of the budget would take from the rest what that needs. */
    private static final int SHARE = 4;

    private static final String END_TRANSACTIONS =
            "SELECT count(pg_catalog.pg_terminate_backend(pid)) AS ended FROM pg_catalog.pg_stat_activity"
                    + " WHERE backend_type = 'client backend' AND xact_start IS NOT NULL AND NOT pid = ANY (?::int[])";

    private final OnlineShop shop;
    private final Warm warm;
    private final HoldNotes told;

    OnlinePausePart(OnlineShop shop, Warm warm, HoldNotes told) {
        this.shop = shop;
        this.warm = warm;
        this.told = told;
    }

    static List<ListedStatement> statements() {
        return List.of(ListedStatement.in(WarmSessions.ADMIN, END_TRANSACTIONS)
                .when("when transactions do not end within the deadline that the plan gives them"));
    }

    @Override
    public String name() {
        return PausePart.NAME;
    }

    @Override
    public void carryOut(Duration left) {
        boolean kills = !shop.order().kill().isZero();
        Duration patience = left.dividedBy(kills ? 2 : SHARE);
        CountDownLatch pausing = new CountDownLatch(shop.poolers().size());
        List<Runnable> work = new ArrayList<>();
        shop.poolers()
                .forEach(pooler -> work.add(() -> {
                    try {
                        pooler.pause(patience);
                    } finally {
                        pausing.countDown();
                    }
                }));
        if (kills) {
            work.add(() -> endTransactionsUnlessPaused(pausing));
        }
        Together.run(work);
    }

    private void endTransactionsUnlessPaused(CountDownLatch pausing) {
        try {
            if (!pausing.await(shop.order().killMilliseconds(), TimeUnit.MILLISECONDS)) {
                Ready ready = warm.ready();
                String ours =
                        ready.from().pids().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
                long ended = ready.from()
                        .admin()
                        .query(END_TRANSACTIONS, ours)
                        .get(0)
                        .number("ended");
                told.fact("transactions_ended", ended);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void undo() {
        Together.run(shop.poolers().stream()
                .map(pooler -> (Runnable) pooler::letBack)
                .toList());
    }
}
