package io.belay.workers.postgres;

import java.nio.file.Path;

/**
 * A data directory that may be started: {@link ServerControl} takes nothing else, never a path. Implemented where the proof is
 * made that starting it harms nobody (the safe-clone gate; promotion), and nowhere else: a test holds the list.
 */
public interface Startable {

    Installation installation();

    /** Real path. */
    Path dataDirectory();

    Path socketFolder();

    int port();

    /** The superuser that sessions log in as. */
    String superuser();

    /** File that the server's log is appended to; its folder belongs to the cluster's owner. */
    Path log();

    /** How its programs are run: account, isolation, working folder. */
    ToolRun run();

    /**
     * Whether it is started with the options of its last start ({@code postmaster.opts}): for a server that somebody else started
     * before. A clone never is: what was checked is what runs.
     */
    default boolean keepsOptions() {
        return false;
    }

    /** A sentence for whoever reads that it did not start or stop. */
    default String whatIsSafe() {
        return "Live is not concerned.";
    }
}
