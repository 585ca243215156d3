package io.belay.workers.step;

import io.belay.workers.clone.SafeClone;
import io.belay.workers.clone.StartedClone;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.PostgresErrors;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.storage.OwnTree;
import io.belay.workers.storage.SnapshotRecord;
import java.util.List;

/** A clone that a tester asked for: made and started under the same gate as a candidate, and left running. */
public final class TesterCopy {

    private final StepContext context;
    private final Candidates candidates;
    private final OwnTree tree;

    public TesterCopy(StepContext context, OwnTree tree) {
        this.context = context;
        this.candidates = new Candidates(context);
        this.tree = tree;
    }

    /**
     * @param connect arguments of psql on this host, joined by blanks
     * @param notIsolated one sentence each
     */
    public record Made(String connect, long existsMilliseconds, long answersMilliseconds, List<String> notIsolated) {}

    /** What an interrupted attempt left is removed first. */
    public Made make(SnapshotRecord source) {
        remove();
        long begin = System.nanoTime();
        context.cluster().storage().copy(context.cluster().snapshots().image(source), tree.path());
        long exists = milliseconds(begin);
        SafeClone clone =
                candidates.gate(tree.path(), inside(source), context.cluster().origins());
        StartedClone started = candidates.servers().start(clone, Candidates.START);
        String connect = String.join(
                " ",
                "psql",
                "-h",
                clone.socketFolder().toString(),
                "-p",
                String.valueOf(clone.port()),
                "-U",
                clone.superuser());
        return new Made(connect, exists, milliseconds(begin), started.report().notIsolated());
    }

    /** Needs neither the snapshot nor PostgreSQL's programs: both may be gone by now. */
    public void remove() {
        candidates.remove(tree.path());
    }

    private Inside inside(SnapshotRecord source) {
        return new Inside(source.id(), source.dataDirectory(), installation(source), source.superuser());
    }

    private Installation installation(SnapshotRecord source) {
        return context.cluster()
                .installation(source.version())
                .orElseThrow(() -> new ServerFailure(
                        PostgresErrors.INSTALLATION_MISSING,
                        "this host has no programs of PostgreSQL " + source.version()
                                + ", which wrote the snapshot. Nothing was done"));
    }

    private static long milliseconds(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
