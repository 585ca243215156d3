package io.belay.workers.live;

import io.belay.workers.posix.Account;
import io.belay.workers.postgres.Installation;
import java.nio.file.Path;

/**
 * What has to be known of the side that follows, to start it where it is down and to stop it: new before it is live, or behind a crossing
 * the one that served before. Immutable.
 *
 * @param service the host file's word for who starts and stops it
 * @param dataDirectory real path
 * @param owner its server runs as this account
 * @param superuser as whom Belay comes
 * @param socketFolder where its socket is
 * @param keepsOptions whether it is started with the options of its last start, because somebody else may have made that
 */
public record SideServer(
        String service,
        Installation installation,
        Path dataDirectory,
        Account owner,
        String superuser,
        Path socketFolder,
        int port,
        boolean keepsOptions) {

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
                keepsOptions);
    }
}
