package io.belay.workers.replication;

import io.belay.workers.replication.Concern.ApplyStops;
import io.belay.workers.replication.Concern.CatalogsDiffer;
import io.belay.workers.replication.Concern.Disabled;
import io.belay.workers.replication.Concern.NotReady;
import io.belay.workers.replication.Concern.NotRegistered;
import io.belay.workers.replication.Concern.SlotInDanger;
import io.belay.workers.replication.Concern.SlotLost;
import io.belay.workers.replication.Concern.SlotMissing;
import io.belay.workers.replication.Concern.SubscriptionMissing;
import io.belay.workers.replication.Reading.OfDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What hinders following, decided from readings. Pure. */
public final class Concerns {

    private static final String RESERVED = "reserved";
    private static final String UNRESERVED = "unreserved";

    private final Names names;
    private final Way way;

    public Concerns(Names names, Way way) {
        this.names = names;
        this.way = way;
    }

    /**
     * @param before the reading before this one: a worker that is down once may just be starting again, one that was down twice, or is
     *     another one, or has counted errors, stops at something
     */
    public List<Concern> of(Optional<Reading> before, Reading now) {
        List<Concern> concerns = new ArrayList<>();
        for (OfDatabase one : now.databases()) {
            slot(one).ifPresent(concerns::add);
            subscription(before.flatMap(reading -> reading.of(one.database())), one)
                    .ifPresent(concerns::add);
        }
        return concerns;
    }

    /** What a comparison of the two sides' tables and catalogs of one database means. */
    public List<Concern> of(String database, Registration registration, Optional<CatalogDifference> difference) {
        List<Concern> concerns = new ArrayList<>();
        String subscription = names.subscription(way);
        difference.ifPresent(first -> concerns.add(new CatalogsDiffer(database, subscription, first)));
        if (!registration.missing().isEmpty()) {
            concerns.add(new NotRegistered(database, subscription, registration.missing()));
        }
        if (!registration.notReady().isEmpty()) {
            concerns.add(new NotReady(database, registration.notReady()));
        }
        return concerns;
    }

    /** What no stream carries, see {@link CatalogDrift}. */
    static List<Concern> ofDrift(String database, List<String> changed) {
        return changed.isEmpty() ? List.of() : List.of(new Concern.ChangedBeside(database, changed));
    }

    private Optional<Concern> slot(OfDatabase one) {
        String name = names.slot(way, one.database());
        if (one.slot().isEmpty()) {
            return Optional.of(new SlotMissing(one.database(), name));
        }
        Slot slot = one.slot().get();
        if (slot.isLost()) {
            return Optional.of(new SlotLost(one.database(), name));
        }
        boolean isPastLimit = !slot.walStatus().equals(RESERVED)
                && slot.safeBytes().isPresent()
                && slot.safeBytes().getAsLong() <= 0;
        boolean isNearEnd = isPastLimit || slot.walStatus().equals(UNRESERVED);
        return isNearEnd
                ? Optional.of(new SlotInDanger(one.database(), name, slot.walStatus(), slot.keptBytes()))
                : Optional.empty();
    }

    private Optional<Concern> subscription(Optional<OfDatabase> before, OfDatabase now) {
        String name = names.subscription(way);
        if (now.subscription().isEmpty()) {
            return Optional.of(new SubscriptionMissing(now.database(), name));
        }
        Subscription found = now.subscription().get();
        if (!found.enabled()) {
            return Optional.of(new Disabled(now.database(), name));
        }
        Optional<Subscription> earlier = before.flatMap(OfDatabase::subscription);
        long errors = number(found.errors())
                - earlier.map(one -> number(one.errors())).orElse(0L);
        boolean wasDownTwice =
                !now.isApplying() && before.map(one -> !one.isApplying()).orElse(false);
        boolean isAnother = found.worker().isPresent()
                && earlier.map(Subscription::worker)
                        .filter(OptionalLong::isPresent)
                        .isPresent()
                && !earlier.get().worker().equals(found.worker());
        boolean hasFailed = errors > 0 && before.isPresent();
        return hasFailed || wasDownTwice || isAnother
                ? Optional.of(new ApplyStops(now.database(), name, Math.max(0, errors)))
                : Optional.empty();
    }

    private static long number(OptionalLong errors) {
        return errors.orElse(0);
    }
}
