package io.belay.workers.storage;

import io.belay.workers.storage.CataloguedSnapshot.State;
import io.belay.workers.storage.KeepPolicy.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which snapshots go, and why each other one stays. Pure: no clock, no disk. The oldest of a span stands for it: a later one never
 * takes its place, so what stays for a day or a week was already what stood for its hour. Spans without a snapshot do not count: a
 * cluster that was not guarded for a month loses nothing by that.
 *
 * <p>One whose time lies ahead was taken, or is judged, by a clock that was wrong. Which of the two nobody can tell, so it stays, and
 * counts for nothing: else the one that was just taken would be past the newest, and go.
 */
public final class Retention {

    private final KeepPolicy policy;
    private final List<CataloguedSnapshot> newestFirst;
    private final Instant now;

    private Retention(KeepPolicy policy, List<CataloguedSnapshot> snapshots, Instant now) {
        this.policy = policy;
        this.now = now;
        this.newestFirst = snapshots.stream()
                .sorted(Comparator.comparing(CataloguedSnapshot::id).reversed())
                .toList();
    }

    public enum Decision {
        STAYS,
        /** Past the policy, and stays all the same. */
        STAYS_PAST_POLICY,
        GOES
    }

    /** @param reason a sentence's end for a person: "... stays: pinned (before the fair)" */
    public record Verdict(String id, Decision decision, String reason) {}

    /**
     * @param now pins that have ended by then hold nothing any more
     * @return newest first, one for each
     */
    public static List<Verdict> judge(KeepPolicy policy, List<CataloguedSnapshot> snapshots, Instant now) {
        return new Retention(policy, snapshots, now).verdicts();
    }

    /**
     * What may go although the policy keeps it, when room is short: all but the newest, the pinned and the used ones.
     *
     * @return oldest first
     */
    public static List<Verdict> thinnable(KeepPolicy policy, List<CataloguedSnapshot> snapshots, Instant now) {
        Retention all = new Retention(policy, snapshots, now);
        List<Verdict> thinnable = new ArrayList<>();
        all.counted().stream().skip(policy.floor()).forEach(record -> {
            if (all.held(record).isEmpty()) {
                thinnable.add(0, new Verdict(record.id(), Decision.GOES, "the oldest that may go"));
            }
        });
        return List.copyOf(thinnable);
    }

    private List<Verdict> verdicts() {
        Map<String, String> kept = kept();
        return newestFirst.stream().map(snapshot -> judge(snapshot, kept)).toList();
    }

    private Verdict judge(CataloguedSnapshot snapshot, Map<String, String> kept) {
        String id = snapshot.id();
        return switch (snapshot.state()) {
            case FOREIGN -> new Verdict(id, Decision.STAYS, "not made by Belay");
            case INCOMPLETE -> new Verdict(id, Decision.STAYS, "incomplete, and nothing proves that it may go");
            case MISSING -> new Verdict(id, Decision.STAYS, "its image is gone, only the record is left");
            case DELETING -> new Verdict(id, Decision.GOES, "its deletion was begun");
            case READY -> judge(snapshot.record().orElseThrow(), Optional.ofNullable(kept.get(id)));
        };
    }

    private Verdict judge(SnapshotRecord record, Optional<String> kept) {
        return kept.map(reason -> new Verdict(record.id(), Decision.STAYS, reason))
                .or(() -> held(record).map(reason -> new Verdict(record.id(), Decision.STAYS_PAST_POLICY, reason)))
                .orElseGet(() -> new Verdict(record.id(), Decision.GOES, "past " + policy.words()));
    }

    private Optional<String> held(SnapshotRecord record) {
        if (isAhead(record)) {
            return Optional.of("taken at " + record.takenAt() + ", which the host's clock has not reached");
        }
        if (record.isPinnedAt(now)) {
            return Optional.of("pinned (" + record.pinned() + ")");
        }
        return record.usedBy().isEmpty()
                ? Optional.empty()
                : Optional.of("used by " + String.join(", ", record.usedBy()));
    }

    private boolean isAhead(SnapshotRecord record) {
        return Instant.parse(record.takenAt()).isAfter(now);
    }

    /** Those that are ready and of a time that was. */
    private List<SnapshotRecord> counted() {
        return newestFirst.stream()
                .filter(snapshot -> snapshot.state() == State.READY)
                .flatMap(snapshot -> snapshot.record().stream())
                .filter(record -> !isAhead(record))
                .toList();
    }

    /** Id to reason, the first that there is. */
    private Map<String, String> kept() {
        List<SnapshotRecord> ready = counted();
        Map<String, String> kept = new HashMap<>();
        for (int rank = 1; rank <= Math.min(policy.floor(), ready.size()); rank++) {
            kept.put(
                    ready.get(rank - 1).id(),
                    rank == 1 ? "the newest" : "number " + rank + " of the newest " + policy.floor());
        }
        policy.spans()
                .forEach((span, count) -> oldestPerSpan(span, ready).entrySet().stream()
                        .limit(count)
                        .forEach(entry -> kept.putIfAbsent(
                                entry.getValue(), "the first of the " + span.word() + " " + entry.getKey())));
        return kept;
    }

    /** Span to the id that stands for it, the newest span first. */
    private Map<String, String> oldestPerSpan(Span span, List<SnapshotRecord> ready) {
        Map<String, String> oldest = new LinkedHashMap<>();
        ready.forEach(record -> oldest.put(span.of(Instant.parse(record.takenAt()), policy.zone()), record.id()));
        return oldest;
    }
}
