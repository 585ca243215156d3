package io.belay.workers.hold;

import io.belay.workers.hold.Repeat.Rebuilding;
import io.belay.workers.index.Rebuild;
import io.belay.workers.index.RebuildPlanning;
import io.belay.workers.postgres.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Indexes of new that the change of libraries concerns, built anew before clients come: one that is ordered otherwise than it is
 * searched gives wrong answers. Which ones is decided here, for live may have made others since the rehearsed step.
 */
final class IndexRebuild {

    private final Workshop shop;
    private final Work work;
    private final Rebuilding wanted;

    IndexRebuild(Workshop shop, Work work, Rebuilding wanted) {
        this.shop = shop;
        this.work = work;
        this.wanted = wanted;
    }

    void carryOut(RunningServer server, Duration left) {
        NewScripts scripts = new NewScripts(shop, server, wanted.step(), left, wanted.timeout());
        List<Rebuild> rebuilds = server.databases().stream()
                .map(database -> decided(database, server))
                .toList();
        int jobs = wanted.jobs() == 0 ? shop.order().jobs() : wanted.jobs();
        int rebuilt = 0;
        for (int i = 0; i < rebuilds.size(); i++) {
            Rebuild rebuild = rebuilds.get(i);
            if (!rebuild.statements().isEmpty()) {
                Path file = scripts.put(wanted.step() + "." + (i + 1), rebuild.script());
                scripts.run(
                        "the rebuild of indexes",
                        file,
                        false,
                        rebuild.database(),
                        " -c max_parallel_maintenance_workers=" + jobs);
            }
            rebuilt += rebuild.indexes().size();
        }
        work.fact("rebuilt_" + wanted.step(), rebuilt);
        noteMissing(rebuilds);
    }

    private Rebuild decided(String database, RunningServer server) {
        return switch (wanted.what()) {
            case "all" -> RebuildPlanning.all(database, server);
            case "invalid" -> RebuildPlanning.invalid(database, server);
            case Rebuilding.NAMED -> RebuildPlanning.named(database, server, Set.copyOf(wanted.names()));
            default -> RebuildPlanning.affected(database, work.twin().server(), server);
        };
    }

    /** Dropped on live since the rehearsed step: nothing is ordered by it any more. */
    private void noteMissing(List<Rebuild> rebuilds) {
        Set<String> missing = new TreeSet<>(wanted.names());
        rebuilds.forEach(rebuild -> missing.removeAll(rebuild.indexes()));
        if (!missing.isEmpty()) {
            String note = "`" + wanted.step() + "` names indexes that live had no more: " + String.join(", ", missing);
            work.note(note, note);
        }
    }
}
