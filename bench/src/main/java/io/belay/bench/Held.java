package io.belay.bench;

import io.belay.bench.online.Switched;
import io.belay.lab.Timings.Latency;
import io.belay.lab.online.OnlineProof;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One switch as clients saw it, with its proof. Immutable.
 *
 * @param there from old to new, else back
 * @param longest the slowest transaction that was under way at any moment of the hold: the hold
 * @param ofEach the slowest one of each client
 * @param stall longest time in which no client got an answer, around the hold
 * @param before latency before the hold
 * @param after latency behind it
 * @param perSecond transactions that clients got through before the hold
 * @param failed transactions that failed since the switch before
 */
record Held(
        boolean there,
        Duration longest,
        List<Duration> ofEach,
        Duration stall,
        Latency before,
        Latency after,
        long perSecond,
        long failed,
        Switched switched,
        OnlineProof proof) {

    private static final double MILLIS = 1e6;
    /** The share of the minute before that the minute after may have, and what is too little to be felt. */
    private static final double FACTOR = 1.5;

    private static final Duration UNFELT = Duration.ofMillis(5);

    Held {
        ofEach = List.copyOf(ofEach);
    }

    static Series series(Collection<Held> all) {
        Series series = new Series();
        all.forEach(held -> series.add(held.longest()));
        return series;
    }

    /** Every one, in seconds, in the order in which they were measured. */
    static String list(Collection<Held> all) {
        return all.stream()
                .map(held -> String.format(Locale.ROOT, "%.3f", seconds(held.longest())))
                .collect(Collectors.joining("  "));
    }

    boolean isRight() {
        return failed == 0
                && proof.lost() == 0
                && proof.doubled() == 0
                && proof.wrong().isEmpty();
    }

    /** Whether clients felt as little after the hold as before it. */
    boolean isCalm() {
        Duration most = after.p99();
        return most.toNanos() <= before.p99().toNanos() * FACTOR
                || most.compareTo(before.p99().plus(UNFELT)) <= 0;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%s: clients held %.3f s (each: %s ms), hold itself %.3f s, longest stall %.0f ms, %d/s, p50/p99"
                        + " before %s, after %s; %d failed, %,d acknowledged, %d lost, %d doubled, %d tables %s",
                there ? "there" : "back ",
                seconds(longest),
                ofEach.stream()
                        .map(one -> String.format(Locale.ROOT, "%.0f", milliseconds(one)))
                        .toList(),
                seconds(switched.hold().length()),
                milliseconds(stall),
                perSecond,
                text(before),
                text(after),
                failed,
                proof.acknowledged(),
                proof.lost(),
                proof.doubled(),
                proof.tables(),
                proof.wrong().isEmpty() ? "equal" : "compared, NOT equal");
    }

    private static String text(Latency latency) {
        return String.format(Locale.ROOT, "%.1f/%.1f ms", milliseconds(latency.p50()), milliseconds(latency.p99()));
    }

    private static double milliseconds(Duration time) {
        return time.toNanos() / MILLIS;
    }

    private static double seconds(Duration time) {
        return milliseconds(time) / 1000;
    }
}
