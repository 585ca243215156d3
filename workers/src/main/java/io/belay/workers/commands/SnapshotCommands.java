package io.belay.workers.commands;

import io.belay.workers.commands.Planned.Call;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.commands.Planned.Statement;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.step.SnapshotTaking;
import io.belay.workers.storage.Capabilities.Consistency;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How an apply's own snapshot is taken, and given free again. Pure. */
final class SnapshotCommands {

    private SnapshotCommands() {}

    /** In a rehearsal the snapshot under test stands for it. */
    static List<Planned> forwards(Scene scene) {
        Site site = scene.site();
        if (scene.rehearsal()) {
            return List.of(hold(scene, "held for"));
        }
        Path data = scene.image().resolve(site.relativeData());
        List<Planned> all = new ArrayList<>();
        List<Planned> whileCopied = new ArrayList<>();
        for (Planned sent : ListedAt.of(RunServer.LIVE, site.databases()).all(onLive(site))) {
            // From the first that is sent while files are copied on, the copy has begun.
            (whileCopied.isEmpty() && sent instanceof Statement ? all : whileCopied).add(sent);
        }
        all.add(scene.store().freeze(site.dataset(), scene.image()));
        all.addAll(whileCopied);
        all.add(new Program(site.owner(), ControlDataReader.arguments(site.source(), data)));
        all.add(hold(scene, "held for"));
        return all;
    }

    private static List<ListedStatement> onLive(Site site) {
        Consistency consistency = site.driver().equals("btrfs") ? Consistency.ATOMIC : Consistency.BACKUP_MODE;
        return SnapshotTaking.statements(consistency, site.source().major());
    }

    static List<Planned> backwards(Scene scene) {
        return List.of(hold(scene, "released by"));
    }

    private static Call hold(Scene scene, String how) {
        return new Call("file beside " + scene.image() + ": the snapshot is " + how + " run " + Placeholders.RUN);
    }
}
