package io.belay.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When each acknowledged transaction began and ended, as its client saw it. Thread-safe. */
public final class Timings {

    /**
     * A part of time; both ends are readings of {@link System#nanoTime}, because a wall clock may be set meanwhile.
     *
     * @param began reading at its begin
     * @param ended reading at its end, not before
     */
    public record Span(long began, long ended) {

        public Span {
            if (ended - began < 0) {
                throw new IllegalArgumentException("a span that ends before it begins");
            }
        }

        public Duration length() {
            return Duration.ofNanos(ended - began);
        }

        boolean overlaps(Span other) {
            return began - other.ended <= 0 && other.began - ended <= 0;
        }
    }

    /**
     * @param count of transactions
     * @param p50 half of them took no longer
     * @param p99 99 of 100 of them took no longer
     */
    public record Latency(int count, Duration p50, Duration p99) {}

    private record Request(String client, Span span) {}

    private final boolean kept;
    private final List<Request> requests = new ArrayList<>();

    private Timings(boolean kept) {
        this.kept = kept;
    }

    /** About 60 bytes for each transaction. */
    public static Timings kept() {
        return new Timings(true);
    }

    static Timings none() {
        return new Timings(false);
    }

    synchronized void add(String client, long began, long ended) {
        if (kept) {
            requests.add(new Request(client, new Span(began, ended)));
        }
    }

    private synchronized List<Request> overlapping(Span span) {
        return requests.stream()
                .filter(request -> request.span().overlaps(span))
                .toList();
    }

    /** The slowest transaction of each client among those that were under way at any moment of the span: what a hold is to clients. */
    public Map<String, Duration> slowest(Span span) {
        Map<String, Duration> slowest = new TreeMap<>();
        overlapping(span)
                .forEach(request -> slowest.merge(
                        request.client(),
                        request.span().length(),
                        (one, other) -> one.compareTo(other) > 0 ? one : other));
        return slowest;
    }

    /** Of the transactions that began and ended in the span; zero when there is none. */
    public Latency latency(Span span) {
        List<Duration> sorted = overlapping(span).stream()
                .map(Request::span)
                .filter(one -> one.began() - span.began() >= 0 && span.ended() - one.ended() >= 0)
                .map(Span::length)
                .sorted()
                .toList();
        return new Latency(sorted.size(), quantile(sorted, 50), quantile(sorted, 99));
    }

    private static Duration quantile(List<Duration> sorted, int percent) {
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((sorted.size() - 1) * percent / 100);
    }

    /** The longest time without any acknowledgement within the span, its ends counted as acknowledgements. */
    public Duration longestGap(Span span) {
        List<Long> ends = new ArrayList<>(overlapping(span).stream()
                .map(request -> request.span().ended())
                .filter(end -> end - span.began() > 0 && span.ended() - end > 0)
                .sorted(Comparator.naturalOrder())
                .toList());
        ends.add(span.ended());
        long longest = 0;
        long before = span.began();
        for (long end : ends) {
            longest = Math.max(longest, end - before);
            before = end;
        }
        return Duration.ofNanos(longest);
    }
}
