package io.belay.web.live;

import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.ledger.LedgerBrief;
import java.util.List;
import java.util.Optional;

/** What the page may ask. Reads only; an answer may take seconds or fail, so nobody but {@link LastKnown} calls it. */
public interface StatusSource {

    List<ObservedRun> runs(int limit);

    Optional<ObservedRun> run(String id);

    Optional<LedgerBrief> ledger(String cluster);

    /** Answered by the host's worker. */
    List<SnapshotReport> snapshots(String cluster);
}
