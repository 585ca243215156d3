package io.belay.workers.commands;

import io.belay.workers.commands.Planned.Call;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.commands.Planned.Statement;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.step.SnapshotTaking;
import io.belay.workers.storage.Capabilities.Consistency;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How an apply's own snapshot is taken, and given free again. Pure. */
final class SnapshotCommands {

    /** In the host's file: the worker looks for the best one. */
    private static final String UNDECIDED = "auto";

    private SnapshotCommands() {}

    /** In a rehearsal the snapshot under test stands for it. */
    static List<Planned> forwards(Scene scene) {
        Site site = scene.site();
        if (scene.rehearsal()) {
            return List.of(hold(scene, "held for"));
        }
        Path data = scene.image().resolve(site.relativeData());
        List<Planned> onLive = onLive(site);
        // From the first that is sent while files are copied on, the copy has begun.
        List<Planned> before = site.driver().equals(UNDECIDED)
                ? onLive
                : onLive.stream().takeWhile(Statement.class::isInstance).toList();
        List<Planned> all = new ArrayList<>(before);
        all.add(scene.store().freeze(site.dataset(), scene.image()));
        all.addAll(onLive.subList(before.size(), onLive.size()));
        all.add(new Program(site.owner(), ControlDataReader.arguments(site.source(), data)));
        all.add(hold(scene, "held for"));
        return all;
    }

    private static List<Planned> onLive(Site site) {
        List<Planned> atomic = sent(site, Consistency.ATOMIC);
        if (site.driver().equals("btrfs")) {
            return atomic;
        }
        List<Planned> inBackupMode = sent(site, Consistency.BACKUP_MODE);
        if (!site.driver().equals(UNDECIDED)) {
            return inBackupMode;
        }
        List<Planned> either = new ArrayList<>(atomic);
        either.add(Planned.onlyIf(
                "the store takes no image at one moment: live is in backup mode meanwhile",
                inBackupMode.subList(atomic.size(), inBackupMode.size())));
        return either;
    }

    private static List<Planned> sent(Site site, Consistency consistency) {
        return ListedAt.of(RunServer.LIVE, site.databases())
                .all(SnapshotTaking.statements(consistency, site.source().major()));
    }

    static List<Planned> backwards(Scene scene) {
        return List.of(hold(scene, "released by"));
    }

    private static Call hold(Scene scene, String how) {
        return new Call("file beside " + scene.image() + ": the snapshot is " + how + " run " + Placeholders.RUN);
    }
}
