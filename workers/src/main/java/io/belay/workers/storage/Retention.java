package io.belay.workers.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which snapshots go, and why each other one stays. Pure: no clock, no disk. */
public final class Retention {

    private Retention() {}

    public enum Decision {
        STAYS,
        /** Past the count, and stays all the same. */
        STAYS_PAST_COUNT,
        GOES
    }

    /** @param reason a sentence's end for a person: "... stays: pinned (before the fair)" */
    public record Verdict(String id, Decision decision, String reason) {}

    /**
     * @param keepNewest how many ready ones stay in any case, at least 1: the newest is never deleted
     * @return newest first, one for each
     */
    public static List<Verdict> judge(int keepNewest, List<CataloguedSnapshot> snapshots) {
        if (keepNewest < 1) {
            throw new IllegalArgumentException("the newest snapshot always stays: " + keepNewest);
        }
        List<Verdict> verdicts = new ArrayList<>();
        int ready = 0;
        for (CataloguedSnapshot snapshot : snapshots.stream()
                .sorted(Comparator.comparing(CataloguedSnapshot::id).reversed())
                .toList()) {
            if (snapshot.state() == CataloguedSnapshot.State.READY) {
                ready++;
            }
            verdicts.add(judge(snapshot, ready, keepNewest));
        }
        return List.copyOf(verdicts);
    }

    private static Verdict judge(CataloguedSnapshot snapshot, int rank, int keepNewest) {
        String id = snapshot.id();
        return switch (snapshot.state()) {
            case FOREIGN -> new Verdict(id, Decision.STAYS, "not made by Belay");
            case INCOMPLETE -> new Verdict(id, Decision.STAYS, "incomplete, and nothing proves that it may go");
            case MISSING -> new Verdict(id, Decision.STAYS, "its image is gone, only the record is left");
            case DELETING -> new Verdict(id, Decision.GOES, "its deletion was begun");
            case READY -> judgeReady(snapshot, rank, keepNewest);
        };
    }

    private static Verdict judgeReady(CataloguedSnapshot snapshot, int rank, int keepNewest) {
        SnapshotRecord record = snapshot.record().orElseThrow();
        if (rank <= keepNewest) {
            return new Verdict(
                    snapshot.id(),
                    Decision.STAYS,
                    rank == 1 ? "the newest" : "number " + rank + " of the newest " + keepNewest);
        }
        if (!record.pinned().isEmpty()) {
            return new Verdict(snapshot.id(), Decision.STAYS_PAST_COUNT, "pinned (" + record.pinned() + ")");
        }
        if (!record.usedBy().isEmpty()) {
            return new Verdict(
                    snapshot.id(), Decision.STAYS_PAST_COUNT, "used by " + String.join(", ", record.usedBy()));
        }
        return new Verdict(snapshot.id(), Decision.GOES, "past the newest " + keepNewest);
    }
}
