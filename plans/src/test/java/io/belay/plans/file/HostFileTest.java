package io.belay.plans.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.plans.model.SecretReference.InFile;
import io.belay.plans.model.SecretReference.InPasswordFile;
import io.belay.plans.model.Service;
import io.belay.plans.problem.ProblemRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFileTest {

    private static final String TEXT = """
            apiVersion: belay/v1
            kind: HostConfiguration
            metadata: {name: db1}
            temporal:
              address: "temporal.example.com:7233"
              tls: {ca: /etc/belay/ca.pem, certificate: /etc/belay/db1.pem, key: {file: /etc/belay/db1.key}}
            state: {directory: /var/lib/belay}
            postgres: [{version: 13, bin: /opt/13/bin}, {version: 17, bin: /opt/17/bin}]
            clusters:
              - name: orders
                owner: postgres
                data_directory: /srv/pg/orders/13/data
                tablespaces: {facts_2025: /srv/pg/facts}
                connect: {socket: /run/postgresql, user: belay, password: {pgpass: /etc/belay/pgpass}}
                service: {pg_ctl: {}}
                poolers: [db1/orders, app2/orders]
                targets:
                  17: {data_directory: /srv/pg/orders/17/data, port: 5433}
                allow: [snapshot, rehearse, promote_offline]
              - name: small
                owner: postgres
                data_directory: /srv/pg/small/13/data
                connect: {address: 127.0.0.1, port: 5440, user: belay}
            storage:
              - {path: /srv, driver: btrfs, work: /srv/.belay}
              - {path: /srv/pg, driver: btrfs, work: /srv/pg/.belay}
            poolers:
              - name: orders
                pgbouncer:
                  admin: {socket: /run/pgbouncer, user: belay, password: {file: /etc/belay/pool}}
                  config: /etc/pgbouncer/pgbouncer.ini
            users:
              run_as: [postgres]
              groups: {change-board: [carol@example.com], dba: [alice@example.com, bob@example.com]}
              may: {rehearse: [dba], apply: [dba], approve: [change-board]}
            limits: {cpu: 25%, memory: 32GiB, io: 100MiB/s, rehearsals: 2}
            policy: {BLY-1504: error}
            """;

    @TempDir
    Path folder;

    private final HostConfiguration host =
            HostFile.read(TEXT, "db1.host.yaml").configuration().orElseThrow();

    @Test
    void what_the_file_says_is_what_the_host_knows() {
        var orders = host.cluster("orders").orElseThrow();

        assertThat(host.name()).isEqualTo("db1");
        assertThat(host.temporal().address()).isEqualTo("temporal.example.com:7233");
        assertThat(host.temporal().tls().orElseThrow().key()).isEqualTo(new InFile(Path.of("/etc/belay/db1.key")));
        assertThat(host.postgres()).containsEntry(17, Path.of("/opt/17/bin"));
        assertThat(orders.connect().password()).contains(new InPasswordFile(Path.of("/etc/belay/pgpass")));
        assertThat(orders.targets())
                .containsEntry(
                        17, HostConfiguration.TargetPlace.of(Path.of("/srv/pg/orders/17/data"), Optional.of(5433)));
        assertThat(orders.allows(Permission.PROMOTE_OFFLINE)).isTrue();
        assertThat(orders.allows(Permission.RETIRE)).isFalse();
        assertThat(host.storeOf(orders.dataDirectory()).orElseThrow().work()).isEqualTo(Path.of("/srv/pg/.belay"));
        assertThat(host.limits().memory()).isEqualTo("32GiB");
        assertThat(host.policy()).containsEntry("BLY-1504", "error");
    }

    @Test
    void what_is_left_out_has_a_safe_default() {
        var small = host.cluster("small").orElseThrow();

        assertThat(small.allow()).containsExactly(Permission.SNAPSHOT, Permission.REHEARSE);
        assertThat(small.targets()).isEmpty();
        assertThat(small.service()).isEqualTo(new Service.PgCtl());
        assertThat(host.temporal().namespace()).isEqualTo("belay");
        assertThat(host.state().evidence()).isEqualTo(Path.of("/var/lib/belay/evidence"));
        assertThat(host.folders()).containsExactly(Path.of("/srv"), Path.of("/srv/pg"));
        assertThat(host.users().may()).doesNotContainKey("retire");
        assertThat(host.limits().heavy()).isEqualTo(1);
        assertThat(host.pooler("orders")
                        .orElseThrow()
                        .pgbouncer()
                        .orElseThrow()
                        .admin()
                        .port())
                .isEqualTo(6432);
    }

    @Test
    void a_file_that_others_can_write_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("db1.host.yaml"), TEXT);
        assumeTrue(
                Files.getFileStore(file).supportsFileAttributeView("posix"),
                "the test's folder has no POSIX permissions");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(HostFile.read(file).configuration()).isPresent();

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        ReadHost refused = HostFile.read(file);
        assertThat(refused.configuration()).isEmpty();
        assertThat(ProblemRenderer.plain().text(refused.problems()))
                .contains("BLY-1903")
                .contains("writable by group")
                .contains("chmod 0644");
    }
}
