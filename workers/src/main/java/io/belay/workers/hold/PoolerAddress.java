package io.belay.workers.hold;

import io.belay.plans.model.HostConfiguration.Connection;
import io.belay.plans.model.HostPooler;
import io.belay.plans.model.HostPooler.PgBouncer;
import java.nio.file.Path;

/**
 * How a PgBouncer's console is reached, and where its configuration lies. Immutable, without secrets.
 *
 * @param host address, or folder of its socket
 * @param user one of its {@code admin_users}
 */
public record PoolerAddress(String name, String host, int port, String user, Secret password, Path config) {

    /** @throws HoldFailure when it is not a PgBouncer: this version holds clients at no other */
    public static PoolerAddress of(HostPooler pooler) {
        PgBouncer bouncer = pooler.pgbouncer()
                .orElseThrow(() -> new HoldFailure(
                        HoldErrors.POOLER_UNREACHABLE,
                        "`" + pooler.name() + "` is described as `"
                                + pooler.kind().word()
                                + "`; this worker holds clients at a PgBouncer only. Nothing was done"));
        Connection admin = bouncer.admin();
        return new PoolerAddress(
                pooler.name(),
                admin.socket()
                        .map(Path::toString)
                        .orElseGet(() -> admin.address().orElse("localhost")),
                admin.port(),
                admin.user(),
                Secret.of(admin),
                bouncer.config());
    }
}
