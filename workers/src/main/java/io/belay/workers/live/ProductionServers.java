package io.belay.workers.live;

import io.belay.workers.process.CommandRunner;
import java.nio.file.Path;

/** Hands out the server control that a host's {@code service} asks for. Thread-safe. */
public final class ProductionServers {

    /** @param transcripts keeps what the programs said */
    public ProductionServers(CommandRunner commands, Path transcripts) {}

    /**
     * To be asked before any effect.
     *
     * @throws LiveFailure {@code BLY-3660} when this version does not start and stop by it
     */
    public static void requireCarried(String service) {
        throw new UnsupportedOperationException();
    }

    /** @throws LiveFailure {@code BLY-3660} */
    public ProductionServer of(Production production) {
        throw new UnsupportedOperationException();
    }
}
