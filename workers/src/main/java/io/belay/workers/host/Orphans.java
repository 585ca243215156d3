package io.belay.workers.host;

import io.belay.workers.process.JournalFolders;
import io.belay.workers.process.JournalFolders.Open;
import io.belay.workers.process.LaunchKey;
import io.belay.workers.process.Launcher.State;
import java.nio.file.Path;
import java.util.List;

/** What an earlier worker launched and nobody follows yet. Told when a worker starts; adopted by its run, never ended here. */
final class Orphans {

    private Orphans() {}

    /** One sentence each. Reads only. */
    static List<String> in(Path journal) {
        return new JournalFolders(journal)
                .open().stream().map(Orphans::sentence).toList();
    }

    private static String sentence(Open open) {
        LaunchKey key = open.key();
        String what =
                "`" + key.program() + "` of step `" + key.step() + "`, run " + key.run() + ", epoch " + key.epoch();
        return open.state() == State.RUNNING
                ? what + " runs on without a worker; the next attempt of its run adopts it"
                : open.state() == State.ENDED
                        ? what + " ended while no worker looked; the next attempt of its run reads how"
                        : what + " vanished without an exit code; the next attempt of its run looks what became of it";
    }
}
