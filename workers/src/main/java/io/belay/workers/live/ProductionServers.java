package io.belay.workers.live;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.SentStatements;
import io.belay.workers.process.CommandRunner;
import java.nio.file.Path;
import java.util.List;

/** Hands out the server control that a host's {@code service} asks for. Thread-safe. */
public final class ProductionServers {

    /** {@code systemd}, {@code pg_ctlcluster} and {@code command} are words of the grammar that nothing carries out yet. */
    public static final String PG_CTL = "pg_ctl";

    private final CommandRunner commands;
    private final Path transcripts;
    private final SentStatements sent;

    /** Whose statements nobody notes. */
    public ProductionServers(CommandRunner commands, Path transcripts) {
        this(commands, transcripts, SentStatements.UNHEARD);
    }

    /**
     * @param transcripts keeps what the programs said
     * @param sent told of the statements in all sessions of the servers that are handed out
     */
    public ProductionServers(CommandRunner commands, Path transcripts, SentStatements sent) {
        this.commands = commands;
        this.transcripts = transcripts;
        this.sent = sent;
    }

    /**
     * To be asked before any effect.
     *
     * @throws LiveFailure {@code BLY-3660} when this version does not start and stop by it
     */
    public static void requireCarried(String service) {
        if (!service.equals(PG_CTL)) {
            throw new LiveFailure(
                    LiveErrors.SERVICE_NOT_CARRIED,
                    "the host's file says that `" + service + "` starts and stops this cluster; this version starts and"
                            + " stops production servers by `pg_ctl` only. Nothing was done. Have nobody else start it,"
                            + " and write `service: {pg_ctl: {}}`");
        }
    }

    /** What a reload sends to the server, as the install user, before the program and behind it. */
    public static List<ListedStatement> statementsOfReload() {
        return PgCtlServer.statementsOfReload();
    }

    /** @throws LiveFailure {@code BLY-3660} */
    public ProductionServer of(Production production) {
        requireCarried(production.service());
        return new PgCtlServer(production, commands, transcripts, sent);
    }

    /**
     * Of the side that follows.
     *
     * @param live data directory of who is live, which is never controlled this way
     * @throws LiveFailure {@code BLY-3660}
     */
    public ProductionServer of(SideServer following, Path live) {
        if (following.dataDirectory().startsWith(live) || live.startsWith(following.dataDirectory())) {
            throw new IllegalArgumentException("`" + live + "` is live, and does not follow");
        }
        return of(following.production());
    }
}
