package io.belay.workers.commands;

import io.belay.workers.commands.Planned.Call;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.postgres.ControlDataReader;
import java.nio.file.Path;
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
        return List.of(
                scene.store().freeze(site.dataset(), scene.image()),
                new Program(site.owner(), ControlDataReader.arguments(site.source(), data)),
                hold(scene, "held for"));
    }

    static List<Planned> backwards(Scene scene) {
        return List.of(hold(scene, "released by"));
    }

    private static Call hold(Scene scene, String how) {
        return new Call("file beside " + scene.image() + ": the snapshot is " + how + " run " + Placeholders.RUN);
    }
}
