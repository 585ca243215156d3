package io.belay.workers.replication;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far behind the follower is, at one moment. Immutable.
 *
 * @param databases in their order
 * @param open transactions on the side that serves that have written and are open, or are prepared
 */
public record Reading(List<OfDatabase> databases, List<OpenTransaction> open) {

    public Reading {
        databases = List.copyOf(databases);
        open = List.copyOf(open);
    }

    /**
     * @param slot nothing when it is gone
     * @param subscription nothing when it is gone
     * @param behind upper bound by the markers: what was committed on the side that serves longer ago than this is shown by the follower;
     *     zero when it shows the last marker
     */
    public record OfDatabase(
            String database, Optional<Slot> slot, Optional<Subscription> subscription, Duration behind) {

        /** Of log that the follower does not have on disk yet; it tells so each few hundred milliseconds only. */
        public long lagBytes() {
            return slot.map(Slot::lagBytes).orElse(0L);
        }

        boolean isApplying() {
            return slot.map(Slot::isActive).orElse(false)
                    && subscription.map(one -> one.worker().isPresent()).orElse(false);
        }
    }

    /** Of the database that is furthest behind. */
    public long lagBytes() {
        return databases.stream().mapToLong(OfDatabase::lagBytes).max().orElse(0);
    }

    /** Of the slot that keeps most. */
    public long keptBytes() {
        return databases.stream()
                .flatMap(one -> one.slot().stream())
                .mapToLong(Slot::keptBytes)
                .max()
                .orElse(0);
    }

    /** Of the database that is furthest behind. */
    public Duration behind() {
        return databases.stream()
                .map(OfDatabase::behind)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    Optional<OfDatabase> of(String database) {
        return databases.stream().filter(one -> one.database().equals(database)).findFirst();
    }

    /**
     * When the lag will be gone, if it goes on shrinking as it did between two readings; nothing when it does not.
     *
     * @param passed between them
     */
    public Optional<Duration> estimate(Reading before, Duration passed) {
        long shrunk = before.lagBytes() - lagBytes();
        if (shrunk <= 0 || passed.isZero()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) ((double) lagBytes() / shrunk * passed.toMillis())));
    }
}
