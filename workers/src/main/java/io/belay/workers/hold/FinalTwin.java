package io.belay.workers.hold;

import io.belay.workers.clone.SafeClone;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import io.belay.workers.verify.NotCarried;
import java.util.List;

/**
 * Live's last state under its own version, on a copy that is thrown away: the only place where all of its catalogs can be read,
 * because live itself is stopped and its role for Belay needs no superuser.
 *
 * @param notCarried see {@link NotCarried}
 */
record FinalTwin(SafeClone copy, RunningServer server, List<String> notCarried) {

    FinalTwin {
        notCarried = List.copyOf(notCarried);
    }

    /** In a copy of live, never in live. */
    static void revoke(Workshop shop, RunningServer server) {
        if (!shop.order().revoke().isEmpty()) {
            try (Session session = server.open("postgres")) {
                session.execute(shop.order().revoke());
            }
        }
    }

    /** Takes about as long as a start; runs beside pg_upgrade. */
    static FinalTwin start(Workshop shop, Work.Image image) {
        SafeClone clone = shop.gate()
                .make(shop.request(
                        image.snapshot(),
                        shop.twin().path(),
                        shop.order().liveRelativeData(),
                        shop.oldPrograms(),
                        shop.order().live().origins()));
        RunningServer server =
                shop.cloneServers(RunServer.OLD).start(clone, Workshop.START).server();
        revoke(shop, server);
        return new FinalTwin(clone, server, NotCarried.of(server, clone.dataDirectory()));
    }
}
