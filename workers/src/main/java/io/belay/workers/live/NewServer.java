package io.belay.workers.live;

import io.belay.workers.posix.Account;
import io.belay.workers.postgres.Installation;
import java.nio.file.Path;

/**
 * What has to be known of new to start it at its final place before it is live. Immutable.
 *
 * @param service the host file's word for who starts and stops it
 * @param dataDirectory at its final place, real path
 * @param owner its server runs as this account
 * @param superuser the cluster's install user
 * @param socketFolder where its socket is
 */
public record NewServer(
        String service,
        Installation installation,
        Path dataDirectory,
        Account owner,
        String superuser,
        Path socketFolder,
        int port) {

    Production production() {
        return new Production(
                service,
                installation,
                dataDirectory,
                owner,
                superuser,
                socketFolder,
                port,
                ProductionLog.beside(dataDirectory),
                false);
    }
}
