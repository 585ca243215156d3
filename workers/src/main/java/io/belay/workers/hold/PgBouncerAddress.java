package io.belay.workers.hold;

import io.belay.plans.model.HostConfiguration.Connection;
import io.belay.plans.model.HostPooler;
import io.belay.workers.process.CommandRunner;
import java.nio.file.Path;
import java.util.List;

/**
 * How a PgBouncer's console is reached, and where its configuration lies. Immutable, without secrets.
 *
 * @param host address, or folder of its socket
 * @param user one of its {@code admin_users}
 */
public record PgBouncerAddress(String name, String host, int port, String user, Secret password, Path config)
        implements PoolerAddress {

    static PgBouncerAddress of(String name, HostPooler.PgBouncer bouncer) {
        Connection admin = bouncer.admin();
        return new PgBouncerAddress(
                name,
                admin.socket()
                        .map(Path::toString)
                        .orElseGet(() -> admin.address().orElse("localhost")),
                admin.port(),
                admin.user(),
                Secret.of(admin),
                bouncer.config());
    }

    @Override
    public List<Secret> secrets() {
        return List.of(password);
    }

    @Override
    public Pooler open(Path psql, Path folder, CommandRunner commands) {
        return new PgBouncer(this, folder, new PgBouncerConsole(new ConsoleDoor(this, psql, folder), commands));
    }

    @Override
    public Pooler openKept(Path psql, Path folder, CommandRunner commands) {
        return new PgBouncer(this, folder, new KeptConsole(new ConsoleDoor(this, psql, folder), commands));
    }
}
