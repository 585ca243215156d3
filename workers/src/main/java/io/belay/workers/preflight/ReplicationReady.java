package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import io.belay.workers.preflight.ReplicationNeeds.Use;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@link ReplicationSettings} asks, asked once more right before changes begin to flow: settings and what is in use may have
 * changed since preflight. Immutable.
 */
public final class ReplicationReady {

    /** How soon a worker that lost its connection comes back. */
    public static final String PACE = ReplicationSettings.RETRY;

    private final Promotion promotion;
    private final ReplicationValues values;
    private final Use use;

    private ReplicationReady(Promotion promotion, ReplicationValues values, Use use) {
        this.promotion = promotion;
        this.values = values;
        this.use = use;
    }

    public static List<ListedStatement> statements() {
        return List.of(PromotionStatement.SETTINGS.inFirst(), PromotionStatement.IN_USE.inFirst());
    }

    /**
     * Two statements.
     *
     * @param databases that changes flow from
     * @param ownSlots slots that the run itself has already, and {@code ownSenders} those of them that are followed: counted once
     */
    public static ReplicationReady look(
            Session live, Promotion promotion, int databases, int ownSlots, int ownSenders) {
        ReplicationValues values = ReplicationValues.ofServer(live.query(PromotionStatement.SETTINGS.sql()));
        Row used = live.query(PromotionStatement.IN_USE.sql()).get(0);
        return new ReplicationReady(
                promotion,
                values,
                new Use(
                        databases,
                        Math.max(0, used.number("slots") - ownSlots),
                        Math.max(0, used.number("senders") - ownSenders),
                        used.number("subscriptions"),
                        used.number("workers")));
    }

    /** What live lacks, and only a restart of it gives. */
    public List<Finding> missingOnLive() {
        return ReplicationSettings.ofLive(promotion, values, use);
    }

    /**
     * What new has to have at least, a number or a word by setting: where what it would have is less.
     *
     * @param ofNew what it would have; without those that are as built in
     */
    public Map<String, String> missingOnNew(Map<String, String> ofNew, int target) {
        ReplicationValues planned = ReplicationValues.written(ofNew);
        Map<String, String> missing = ReplicationNeeds.ofNew(promotion, use, target).stream()
                .filter(need -> !ReplicationSettings.fulfils(planned, need))
                .collect(Collectors.toMap(
                        ReplicationNeeds.Need::setting,
                        ReplicationNeeds.Need::least,
                        (one, other) -> one,
                        LinkedHashMap::new));
        if (ReplicationSettings.comesBackLate(planned)) {
            missing.put(PACE, ReplicationSettings.RETRY_MILLISECONDS + "ms");
        }
        return missing;
    }

    /** Settings that {@link #missingOnNew} judges. */
    public static List<String> ofNew() {
        return List.copyOf(ReplicationValues.names());
    }
}
