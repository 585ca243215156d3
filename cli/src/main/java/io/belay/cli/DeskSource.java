package io.belay.cli;

import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.web.live.StatusSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The page's knowledge, from the engine's client. The connection is made at the first question and not before, so that the
 * page starts, and says so, while Temporal is down. Thread-safe.
 */
final class DeskSource implements StatusSource, AutoCloseable {

    private final Supplier<EngineDesk> door;

    @Nullable
    private EngineDesk desk;

    DeskSource(Supplier<EngineDesk> door) {
        this.door = door;
    }

    @Override
    public List<ObservedRun> runs(int limit) {
        return desk().runs("", limit);
    }

    @Override
    public Optional<ObservedRun> run(String id) {
        return desk().run(id);
    }

    @Override
    public Optional<LedgerBrief> ledger(String cluster) {
        return desk().ledger(cluster);
    }

    @Override
    public List<SnapshotReport> snapshots(String cluster) {
        return desk().snapshots(cluster);
    }

    private synchronized EngineDesk desk() {
        if (desk == null) {
            desk = door.get();
        }
        return desk;
    }

    @Override
    public synchronized void close() {
        if (desk != null) {
            desk.close();
        }
    }
}
