package io.belay.workers.preflight;

import java.util.ArrayList;
import java.util.List;

/**
 * What live and new must have so that every database's changes can flow, in each direction that the plan has. Pure.
 *
 * <p>Slots also stand for the origins of who follows (until 17), so both sides need as many.
 *
 * @see <a href="https://www.postgresql.org/docs/17/logical-replication-config.html">PostgreSQL 17, Configuration Settings</a>
 */
final class ReplicationNeeds {

    /** One slot in the making and one being dropped do not get in each other's way. */
    private static final int SPARE = 2;

    private static final int WITH_OWN_ORIGINS = 18;

    /** What is used already, and by how many databases more will be. */
    record Use(int databases, long slots, long senders, long subscriptions, long workers) {}

    /**
     * @param least a number, or a word that must be matched
     * @param why the sum, for a person
     */
    record Need(String setting, String least, String why) {}

    private ReplicationNeeds() {}

    /** Live publishes in an online promotion, and follows behind a crossing with a way back. */
    static List<Need> ofLive(Promotion promotion, Use use) {
        List<Need> needs = new ArrayList<>();
        if (promotion.online()) {
            needs.addAll(ofPublisher(promotion, use));
        } else {
            needs.add(slots(promotion, use));
        }
        if (promotion.wayBack()) {
            needs.addAll(ofSubscriber(use));
        }
        return needs;
    }

    /** New follows in an online promotion, and publishes behind a crossing with a way back. */
    static List<Need> ofNew(Promotion promotion, Use use, int target) {
        List<Need> needs = new ArrayList<>();
        if (promotion.wayBack()) {
            needs.addAll(ofPublisher(promotion, use));
        }
        if (promotion.online()) {
            needs.addAll(ofSubscriber(use));
            if (!promotion.wayBack()) {
                needs.add(slots(promotion, use));
            }
            if (target >= WITH_OWN_ORIGINS) {
                long origins = use.databases() + use.subscriptions() + SPARE;
                needs.add(new Need(
                        "max_active_replication_origins",
                        String.valueOf(origins),
                        sum(use, use.subscriptions(), SPARE)));
            }
        }
        return needs;
    }

    private static List<Need> ofPublisher(Promotion promotion, Use use) {
        int spare = SPARE * promotion.directions();
        return List.of(
                new Need("wal_level", "logical", "changes are read from the log"),
                slots(promotion, use),
                new Need(
                        "max_wal_senders",
                        String.valueOf(use.databases() + use.senders() + spare),
                        sum(use, use.senders(), spare)));
    }

    private static Need slots(Promotion promotion, Use use) {
        int spare = SPARE * promotion.directions();
        return new Need(
                "max_replication_slots",
                String.valueOf(use.databases() + use.slots() + spare),
                sum(use, use.slots(), spare));
    }

    private static List<Need> ofSubscriber(Use use) {
        long workers = use.databases() + use.subscriptions() + SPARE;
        return List.of(
                new Need(
                        "max_logical_replication_workers",
                        String.valueOf(workers),
                        sum(use, use.subscriptions(), SPARE)),
                new Need(
                        "max_worker_processes",
                        String.valueOf(workers + use.workers()),
                        sum(use, use.subscriptions() + use.workers(), SPARE)));
    }

    private static String sum(Use use, long used, int spare) {
        return use.databases() + (use.databases() == 1 ? " database, " : " databases, ") + used + " in use, " + spare
                + " to spare";
    }
}
