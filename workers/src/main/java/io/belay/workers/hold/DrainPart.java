package io.belay.workers.hold;

import io.belay.workers.hold.Warm.Ready;
import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.Session;
import io.belay.workers.replication.Flush;
import io.belay.workers.replication.Marker;
import io.belay.workers.replication.SequenceCopy;
import io.belay.workers.replication.SequenceValues;
import io.belay.workers.replication.SlotAdvance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything that was acknowledged is on the side that shall serve, and on its disk: the marker that comes last, the sequences, one
 * commit that waits for the disk. The way back begins behind it. Databases side by side.
 */
final class DrainPart implements Part {

    static final String NAME = "drain";

    private static final int MICROSECONDS = 1_000;

    private final OnlineShop shop;
    private final Warm warm;
    private final HoldNotes told;
    private final Map<String, Lsn> places = new ConcurrentHashMap<>();
    private final Map<String, Long> longest = new ConcurrentHashMap<>();

    DrainPart(OnlineShop shop, Warm warm, HoldNotes told) {
        this.shop = shop;
        this.warm = warm;
        this.told = told;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isBegunDurably() {
        return false;
    }

    /** Where the way back begins, by database; empty without one. */
    Map<String, Lsn> places() {
        return Map.copyOf(places);
    }

    /** One that hangs is not waited for: what it still does, it does to the side that follows, where it is harmless. */
    @Override
    public void carryOut(Duration left) {
        long end = System.nanoTime() + left.toNanos();
        Ready ready = warm.ready();
        List<Runnable> carried = new ArrayList<>();
        List<Runnable> kept = new ArrayList<>();
        for (String database : shop.order().databases()) {
            carried.add(() -> carryMarker(ready, database, end));
            carried.add(() -> carrySequences(ready, database));
            kept.add(() -> keep(ready, database));
        }
        Together.within(left, NAME, carried);
        Together.within(Duration.ofNanos(Math.max(1, end - System.nanoTime())), NAME, kept);
        longest.forEach((step, took) -> told.fact("microseconds_" + step, took));
    }

    private void carryMarker(Ready ready, String database, long end) {
        Marker marker = new Marker(shop.names());
        long[] written = new long[1];
        took("marker_written", () -> written[0] = marker.write(ready.from().in(database)));
        took(
                "marker_shown",
                () -> marker.await(
                        ready.to().in(database), written[0], Duration.ofNanos(Math.max(1, end - System.nanoTime()))));
    }

    /** Nobody moves one on the side that served any more, so this need not wait for the marker. */
    private void carrySequences(Ready ready, String database) {
        SequenceValues before = ready.sequences().getOrDefault(database, new SequenceValues(Map.of()));
        took(
                "sequences",
                () -> new SequenceCopy(shop.names(), shop.order().way())
                        .copyChanged(ready.from().secondIn(database), ready.to().secondIn(database), before));
    }

    private void keep(Ready ready, String database) {
        Session target = ready.to().in(database);
        took("flush", () -> Flush.make(target));
        if (shop.order().wayBack()) {
            String slot = shop.names().slot(shop.order().next(), database);
            took("advance", () -> places.put(database, SlotAdvance.advance(target, slot)));
        }
    }

    private void took(String step, Runnable work) {
        long began = System.nanoTime();
        work.run();
        longest.merge(step, (System.nanoTime() - began) / MICROSECONDS, Math::max);
    }
}
