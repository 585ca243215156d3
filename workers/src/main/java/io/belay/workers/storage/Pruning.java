package io.belay.workers.storage;

import io.belay.workers.storage.Retention.Decision;
import io.belay.workers.storage.Retention.Verdict;
import io.belay.workers.storage.Storage.Space;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what {@link Retention} lets go, and beyond it when room is short; one that fails does not stop the others. */
public final class Pruning {

    /**
     * Of what may be thinned, at most this part goes at a time: stores give space back some time after a deletion, and who deleted
     * on until it is seen would delete all.
     */
    private static final int PART = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Pruning.class);

    private final SnapshotCatalogue catalogue;
    private final Supplier<Space> space;
    private final Clock clock;

    /** @param space measures the store that snapshots and live share */
    public Pruning(SnapshotCatalogue catalogue, Supplier<Space> space, Clock clock) {
        this.catalogue = catalogue;
        this.space = space;
        this.clock = clock;
    }

    /**
     * @param deleted ids, also of those that were thinned
     * @param kept those that stay although they are past the policy
     * @param thinned one line per snapshot that went for want of space, with the figures
     */
    public record Pruned(List<String> deleted, List<Verdict> kept, List<String> failed, List<String> thinned) {}

    /** @param minimum below it snapshots go that the policy keeps */
    public Pruned prune(String cluster, KeepPolicy policy, FreeShare minimum) {
        List<String> deleted = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        List<Verdict> verdicts = Retention.judge(policy, catalogue.list(cluster), clock.instant());
        for (Verdict verdict : verdicts) {
            if (verdict.decision() == Decision.GOES && delete(cluster, verdict, failed)) {
                deleted.add(verdict.id());
            }
        }
        List<String> thinned = new ArrayList<>();
        thin(cluster, policy, minimum, deleted, failed, thinned);
        List<Verdict> kept = verdicts.stream()
                .filter(verdict -> verdict.decision() == Decision.STAYS_PAST_POLICY)
                .toList();
        return new Pruned(List.copyOf(deleted), kept, List.copyOf(failed), List.copyOf(thinned));
    }

    private void thin(
            String cluster,
            KeepPolicy policy,
            FreeShare minimum,
            List<String> deleted,
            List<String> failed,
            List<String> thinned) {
        Space now = space.get();
        if (!minimum.isMissed(now)) {
            return;
        }
        List<Verdict> thinnable = Retention.thinnable(policy, catalogue.list(cluster), clock.instant());
        int most = (thinnable.size() + PART - 1) / PART;
        for (Verdict verdict : thinnable.subList(0, most)) {
            if (!minimum.isMissed(now)) {
                return;
            }
            Verdict why = new Verdict(verdict.id(), verdict.decision(), minimum.figures(now) + ": " + verdict.reason());
            if (delete(cluster, why, failed)) {
                deleted.add(verdict.id());
                thinned.add(verdict.id() + ": " + why.reason());
            }
            now = space.get();
        }
    }

    /** Each under a lock of its own: a snapshot that is due does not wait for many deletions. */
    private boolean delete(String cluster, Verdict verdict, List<String> failed) {
        try {
            catalogue.delete(cluster, verdict.id());
            LOG.info("snapshot {} of `{}` is deleted: {}", verdict.id(), cluster, verdict.reason());
            return true;
        } catch (StorageFailure e) {
            failed.add(verdict.id() + ": " + e.code() + " " + e.getMessage());
            return false;
        }
    }
}
