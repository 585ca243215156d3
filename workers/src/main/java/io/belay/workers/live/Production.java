package io.belay.workers.live;

import io.belay.workers.posix.Account;
import io.belay.workers.postgres.Installation;
import java.nio.file.Path;

/**
 * What has to be known of a cluster to start and stop it in production. Immutable.
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
        boolean keepsOptions) {}
