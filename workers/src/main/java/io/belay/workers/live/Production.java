package io.belay.workers.live;

import io.belay.workers.posix.Account;
import io.belay.workers.posix.Accounts;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.Startable;
import io.belay.workers.postgres.ToolRun;
import io.belay.workers.process.Command.Isolation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What has to be known of a cluster to start and stop it in production. Immutable.
 *
 * <p>That starting it harms nobody is the promotion's decision: only the hold, and behind it who runs new, makes one.
 *
 * @param service the host file's word for who starts and stops it
 * @param dataDirectory real path
 * @param owner its server runs as this account
 * @param superuser the cluster's install user
 * @param socketFolder where its socket is, for Belay's sessions
 * @param log file for what the server says before its own logging begins (pg_ctl's {@code -l}); see {@link ProductionLog}
 * @param keepsOptions whether it is started with the options of its last start ({@code postmaster.opts}): for a live that somebody
 *     else started. New is started without any: its settings stand in its files
 */
public record Production(
        String service,
        Installation installation,
        Path dataDirectory,
        Account owner,
        String superuser,
        Path socketFolder,
        int port,
        Path log,
        boolean keepsOptions)
        implements Startable {

    private static final Duration TOOL = Duration.ofMinutes(1);

    /** In the host's own network, as the cluster's owner, from its own data directory. */
    @Override
    public ToolRun run() {
        return new ToolRun(
                Accounts.isRoot() ? Optional.of(owner) : Optional.empty(), dataDirectory, Isolation.NONE, TOOL);
    }

    @Override
    public String whatIsSafe() {
        return "It is a server in production; its files were not changed by this.";
    }
}
