package io.belay.cli;

import io.belay.engine.activity.HostDesk.Announcement;
import io.belay.engine.activity.HostDesk.TextPiece;
import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.activity.TesterClones.CloneReport;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.engine.schedule.GuardReport;
import java.util.List;
import java.util.Optional;

/**
 * What commands ask of the engine, as {@link io.belay.engine.client.EngineClient} answers it; a type of its own so that tests
 * need no Temporal. Every call may throw an {@link io.belay.engine.problem.EngineFailure}. For one thread.
 */
interface EngineDesk extends AutoCloseable {

    /**
     * @param canonical the resolved plan
     * @param snapshot id of the snapshot under test, empty for a fresh one
     * @param startedBy who asked
     * @return the run's id
     */
    String startRehearsal(String canonical, String snapshot, String startedBy);

    Optional<ObservedRun> run(String id);

    /** @param cluster all of them when empty */
    List<ObservedRun> runs(String cluster, int limit);

    List<SnapshotReport> snapshots(String cluster);

    SnapshotReport takeSnapshot(String cluster, String takenBy);

    Optional<LedgerBrief> ledger(String cluster);

    CloneReport createClone(String cluster, String snapshot, String name, String owner);

    List<CloneReport> clones(String cluster);

    CloneReport dropClone(String cluster, String name);

    /** @param keep newest snapshots that stay; 0 for the plan's own policy */
    GuardReport guard(String canonical, int keep);

    /** @return whether there was one */
    boolean unguard(String cluster);

    List<GuardReport> guards();

    /** A piece of a file in the run's evidence, see {@link io.belay.engine.activity.HostDesk#read}. */
    TextPiece read(String cluster, String run, String file, long offset, int length);

    /** What the host's worker says of itself. */
    Announcement announce(String host);

    /** Whether it is certain that no engine polls for work. */
    boolean engineIsGone();

    @Override
    void close();
}
