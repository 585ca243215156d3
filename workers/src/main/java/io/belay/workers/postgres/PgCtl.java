package io.belay.workers.postgres;

import java.nio.file.Path;
import java.util.List;

/** Argument lists of {@code pg_ctl}: data in, data out. */
public final class PgCtl {

    /** How a server is stopped. */
    public enum Mode {
        /** Sessions are ended, then a checkpoint: nothing is left to replay. */
        FAST("fast"),
        /** No checkpoint; for a clone that is thrown away. */
        IMMEDIATE("immediate");

        private final String word;

        Mode(String word) {
            this.word = word;
        }
    }

    private PgCtl() {}

    /** Settings come from the data directory's own files only: no {@code -o}, so that what was checked is what runs. */
    public static List<String> start(Installation installation, Path dataDirectory, Path log) {
        return begin("start", installation, dataDirectory, log);
    }

    /**
     * Starts a server that stands still with the options of its last start: {@code restart} is the verb of {@code pg_ctl} that reads
     * {@code postmaster.opts}. Not for one that runs.
     */
    public static List<String> startAgain(Installation installation, Path dataDirectory, Path log) {
        return begin("restart", installation, dataDirectory, log);
    }

    public static List<String> reload(Installation installation, Path dataDirectory) {
        return List.of(installation.program("pg_ctl").toString(), "reload", "-D", dataDirectory.toString(), "-s");
    }

    /** Begins the start and does not wait: {@code pg_ctl} would look ten times a second only. */
    private static List<String> begin(String verb, Installation installation, Path dataDirectory, Path log) {
        return List.of(
                installation.program("pg_ctl").toString(),
                verb,
                "-D",
                dataDirectory.toString(),
                "-l",
                log.toString(),
                "-W",
                "-s");
    }

    /** Asks for the stop and does not wait: {@code pg_ctl} would look ten times a second only. */
    public static List<String> stop(Installation installation, Path dataDirectory, Mode mode) {
        return List.of(
                installation.program("pg_ctl").toString(),
                "stop",
                "-D",
                dataDirectory.toString(),
                "-m",
                mode.word,
                "-W",
                "-s");
    }
}
