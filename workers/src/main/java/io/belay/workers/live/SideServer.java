package io.belay.workers.live;

import io.belay.workers.posix.Account;
import io.belay.workers.postgres.Installation;
import java.nio.file.Path;

/**
 * What has to be known of the side that follows behind a crossing, to start it where it is down and to stop it for good. Immutable.
 *
 * @param service the host file's word for who starts and stops it
 * @param dataDirectory real path
 * @param owner its server runs as this account
 * @param superuser as whom Belay comes
 * @param socketFolder where its socket is
 */
public record SideServer(
        String service,
        Installation installation,
        Path dataDirectory,
        Account owner,
        String superuser,
        Path socketFolder,
        int port) {

    /** With the options of its last start: somebody else may have started it. */
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
                true);
    }
}
