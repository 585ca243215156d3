package io.belay.workers.hold;

import io.belay.plans.model.HostConfiguration;
import java.nio.file.Path;

/**
 * How a PgBouncer's console is reached, and where its configuration lies. Immutable, without secrets.
 *
 * @param host address, or folder of its socket
 * @param user one of its {@code admin_users}
 */
public record PoolerAddress(String name, String host, int port, String user, Secret password, Path config) {

    public static PoolerAddress of(HostConfiguration.Pooler pooler) {
        HostConfiguration.Connection admin = pooler.admin();
        return new PoolerAddress(
                pooler.name(),
                admin.socket()
                        .map(Path::toString)
                        .orElseGet(() -> admin.address().orElse("localhost")),
                admin.port(),
                admin.user(),
                Secret.of(admin),
                pooler.config());
    }
}
