package io.belay.workers.host;

import io.belay.plans.model.HostConfiguration.State;
import io.belay.workers.posix.Durable;
import io.belay.workers.process.JournalFolders;
import io.belay.workers.step.RunFolder;
import java.nio.file.Path;

/**
 * The worker's own folders, on storage that is neither snapshotted nor rolled back. All belong to the worker alone
 * (0700). Immutable.
 */
record StateFolders(Path state, Path evidence) {

    static StateFolders of(State configured) {
        StateFolders folders = new StateFolders(configured.directory(), configured.evidence());
        Durable.createFolders(folders.state, "rwx------");
        Durable.createFolders(folders.journal(), "rwx------");
        Durable.createFolders(folders.state.resolve("runs"), "rwx------");
        Durable.createFolders(folders.clones(), "rwx------");
        Durable.createFolders(folders.transcripts(), "rwx------");
        Durable.createFolders(folders.evidence, "rwx------");
        return folders;
    }

    Path journal() {
        return JournalFolders.in(state);
    }

    Path run(String runId) {
        return RunFolder.in(state, runId);
    }

    Path clones() {
        return state.resolve("clones");
    }

    /** What short programs printed that belong to no run. */
    Path transcripts() {
        return state.resolve("transcripts");
    }

    Path lock() {
        return state.resolve("worker.lock");
    }
}
