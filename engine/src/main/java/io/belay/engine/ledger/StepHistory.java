package io.belay.engine.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One step of one plan over all rehearsed snapshots, oldest first. Immutable.
 *
 * @param stretches neighbours differ; at most {@link #STRETCHES}, the oldest are let go first
 * @param durations of the newest snapshots, at most {@link #DURATIONS}
 */
public record StepHistory(String plan, String step, List<Stretch> stretches, List<Duration> durations) {

    /** A step that changes its mind once a week is remembered for a year. */
    static final int STRETCHES = 60;

    /** Ten days of hourly rehearsals. */
    static final int DURATIONS = 240;

    private static final int ERROR_LENGTH = 300;

    /** @param milliseconds how long the step took on this snapshot */
    public record Duration(String snapshot, long milliseconds) {}

    public StepHistory {
        stretches = List.copyOf(stretches);
        durations = List.copyOf(durations);
    }

    static StepHistory empty(String plan, String step) {
        return new StepHistory(plan, step, List.of(), List.of());
    }

    /** @param known ids of snapshots that were rehearsed, so that a stretch can be split between two of them */
    StepHistory with(String snapshot, StepOutcome outcome, TreeSet<String> known) {
        List<Stretch> next = new ArrayList<>();
        for (Stretch stretch : stretches) {
            next.addAll(without(stretch, snapshot, known));
        }
        int place = 0;
        while (place < next.size() && next.get(place).to().compareTo(snapshot) < 0) {
            place++;
        }
        next.add(place, Stretch.of(snapshot, shortened(outcome)));
        return new StepHistory(plan, step, newest(merged(next), STRETCHES), timed(snapshot, outcome));
    }

    /** The newest failing stretch with all failing ones right before it, if the step fails now. */
    public Optional<FailingSince> failing() {
        int last = lastProof(stretches.size() - 1);
        if (last < 0 || !stretches.get(last).isFailed()) {
            return Optional.empty();
        }
        int first = last;
        int before = lastProof(last - 1);
        while (before >= 0 && stretches.get(before).isFailed()) {
            first = before;
            before = lastProof(before - 1);
        }
        Stretch now = stretches.get(last);
        return Optional.of(new FailingSince(
                step,
                now.code(),
                before < 0 ? "" : stretches.get(before).to(),
                stretches.get(first).from(),
                now.error(),
                now.object(),
                plan));
    }

    /** The snapshot on which it passed again after failing, when that is the newest change; else empty. */
    public Optional<String> wellAgainSince() {
        int last = lastProof(stretches.size() - 1);
        if (last < 1 || stretches.get(last).isFailed()) {
            return Optional.empty();
        }
        int before = lastProof(last - 1);
        return before >= 0 && stretches.get(before).isFailed()
                ? Optional.of(stretches.get(last).from())
                : Optional.empty();
    }

    public Optional<String> lastPassed() {
        return stretches.stream()
                .filter(stretch -> stretch.result() == StepOutcome.Result.PASSED)
                .reduce((earlier, later) -> later)
                .map(Stretch::to);
    }

    /** Index of the newest stretch up to the given one that proves something; -1 when none does. */
    private int lastProof(int from) {
        int index = from;
        while (index >= 0 && stretches.get(index).result() == StepOutcome.Result.UNCLEAR) {
            index--;
        }
        return index;
    }

    private List<Duration> timed(String snapshot, StepOutcome outcome) {
        List<Duration> next = new ArrayList<>(durations);
        next.removeIf(duration -> duration.snapshot().equals(snapshot));
        int place = 0;
        while (place < next.size() && next.get(place).snapshot().compareTo(snapshot) < 0) {
            place++;
        }
        if (outcome.result() == StepOutcome.Result.PASSED) {
            next.add(place, new Duration(snapshot, outcome.milliseconds()));
        }
        return newest(next, DURATIONS);
    }

    private static List<Stretch> without(Stretch stretch, String snapshot, TreeSet<String> known) {
        if (!stretch.holds(snapshot)) {
            return List.of(stretch);
        }
        List<Stretch> parts = new ArrayList<>();
        if (stretch.from().compareTo(snapshot) < 0) {
            String end = atLeast(known.lower(snapshot), stretch.from());
            parts.add(stretch.narrowed(
                    stretch.from(),
                    end,
                    known.subSet(stretch.from(), true, end, true).size()));
        }
        if (snapshot.compareTo(stretch.to()) < 0) {
            String begin = atMost(known.higher(snapshot), stretch.to());
            parts.add(stretch.narrowed(
                    begin,
                    stretch.to(),
                    known.subSet(begin, true, stretch.to(), true).size()));
        }
        return parts;
    }

    private static String atLeast(@org.jspecify.annotations.Nullable String candidate, String bound) {
        return candidate == null || candidate.compareTo(bound) < 0 ? bound : candidate;
    }

    private static String atMost(@org.jspecify.annotations.Nullable String candidate, String bound) {
        return candidate == null || candidate.compareTo(bound) > 0 ? bound : candidate;
    }

    private static List<Stretch> merged(List<Stretch> parts) {
        List<Stretch> merged = new ArrayList<>();
        for (Stretch part : parts) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).isLike(part)) {
                merged.set(last, merged.get(last).joined(part));
            } else {
                merged.add(part);
            }
        }
        return merged;
    }

    private static <T> List<T> newest(List<T> all, int count) {
        return all.size() <= count ? all : all.subList(all.size() - count, all.size());
    }

    private static StepOutcome shortened(StepOutcome outcome) {
        return outcome.error().length() <= ERROR_LENGTH
                ? outcome
                : new StepOutcome(
                        outcome.step(),
                        outcome.result(),
                        outcome.code(),
                        outcome.error().substring(0, ERROR_LENGTH - 1) + "…",
                        outcome.object(),
                        outcome.milliseconds());
    }
}
