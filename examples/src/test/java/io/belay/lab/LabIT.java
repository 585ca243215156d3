package io.belay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.cli.dev.ShortProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The usual lab, made once for all tests of this class. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // the lab is made before the first test
class LabIT {

    private Lab lab;

    @BeforeAll
    void open() {
        LabNeeds.loopDevices();
        long began = System.nanoTime();
        lab = Lab.open(LabWish.usual(), sentence -> System.out.println("  lab: " + sentence));
        System.out.println("the lab stood after " + Duration.ofNanos(System.nanoTime() - began));
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void live_is_a_13_in_a_subvolume_of_its_own_that_no_network_reaches() throws SQLException {
        try (Sql sql = lab.cluster().open("postgres")) {
            assertThat(sql.value("SHOW server_version")).startsWith("13.");
            assertThat(sql.value("SHOW listen_addresses")).isEmpty();
            assertThat(sql.value("SHOW data_checksums")).isEqualTo("on");
        }
        assertThat(lab.volume().driver()).isEqualTo("btrfs");
        assertThat(ShortProgram.of(
                                lab.btrfsProgram().toString(),
                                "subvolume",
                                "show",
                                lab.cluster().dataset().toString())
                        .run()
                        .succeeded())
                .isTrue();
        assertThat(lab.cluster().dataDirectory()).startsWith(lab.cluster().dataset());
    }

    @Test
    void belay_comes_into_live_by_its_password_only_and_is_no_superuser() throws SQLException {
        try (Sql sql = Sql.open(lab.cluster().doorAs("orders", LabCluster.BELAY_ROLE))) {
            assertThat(sql.value("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
        }
        Door wrong = lab.cluster().door("orders").as(LabCluster.BELAY_ROLE, "wrong");
        Assertions.assertThatThrownBy(() -> Sql.open(wrong)).isInstanceOf(SQLException.class);
    }

    @Test
    void a_held_pooler_makes_clients_wait_and_fails_none_and_nothing_acknowledged_is_lost()
            throws IOException, SQLException {
        Path file = lab.work().resolve("held");
        Door door = lab.pooler().door("orders", "app");
        ClientLoad.Shape shape = new ClientLoad.Shape(4, 100, Duration.ofMinutes(2), 17);
        try (ClientLoad load = ClientLoad.start(door, shape, file)) {
            await().until(() -> load.seen().acknowledged() > 20);

            lab.pooler().pause("orders");
            long heldAt = load.seen().acknowledged();
            await().until(() -> load.seen().longestGap().toMillis() > 500);
            long stillHeld = load.seen().acknowledged();
            lab.pooler().resume("orders");
            await().until(() -> load.seen().acknowledged() > heldAt + 50);
            ClientLoad.Seen seen = load.stop();

            assertThat(stillHeld - heldAt).isLessThanOrEqualTo(shape.clients());
            assertThat(seen.failures()).isEmpty();
            assertThat(seen.failed()).isZero();
            assertThat(seen.slowest()).isGreaterThan(Duration.ofMillis(400));
            System.out.println("held: " + seen);
        }
        try (Sql sql = lab.cluster().open("orders")) {
            Proof proof = Proof.of(file, sql);
            assertThat(proof.nothingLost()).as(proof.toString()).isTrue();
            assertThat(proof.unacknowledged()).isZero();
            loseOnePaymentAndSeeItProven(file, sql);
        }
    }

    /** A proof that cannot fail proves nothing. */
    private static void loseOnePaymentAndSeeItProven(Path file, Sql sql) throws IOException, SQLException {
        sql.execute("BEGIN");
        sql.execute("ALTER TABLE shop.payment DISABLE TRIGGER payment_stays");
        sql.execute("DELETE FROM shop.payment WHERE id = 7");
        Proof proof = Proof.of(file, sql);
        sql.execute("ROLLBACK");
        assertThat(proof.nothingLost()).isFalse();
        assertThat(proof.firstMissing()).containsExactly(7);
        assertThat(proof.accountsWrong()).isEqualTo(2);
    }

    @Test
    void the_failing_object_passes_the_check_and_fails_the_restore_and_the_remedy_helps()
            throws IOException, SQLException {
        FailingObject.create(lab.cluster());
        Upgrade broken = Upgrade.of(lab, "broken");

        ShortProgram.Result check = broken.run("--check");
        ShortProgram.Result upgrade = broken.run("--link");

        assertThat(check.output()).contains("Clusters are compatible");
        assertThat(upgrade.succeeded()).isFalse();
        assertThat(upgrade.output()).contains("Restoring database schemas");

        FailingObject.applyRemedy(lab.cluster());
        Upgrade mended = Upgrade.of(lab, "mended");
        ShortProgram.Result success = mended.run("--link");
        assertThat(success.succeeded()).as(success.output()).isTrue();
        FailingObject.takeBack(lab.cluster());
        try (Sql sql = lab.cluster().open("orders")) {
            sql.execute("DROP VIEW ops.databases");
        }
    }

    @Test
    void the_hosts_file_names_the_lab_and_only_its_owner_reads_it() throws IOException {
        String text = Files.readString(lab.hostConfiguration());

        assertThat(text)
                .contains("kind: HostConfiguration")
                .contains("address: \"" + lab.temporal().address() + "\"")
                .contains("data_directory: " + lab.cluster().dataDirectory())
                .contains("driver: btrfs")
                .contains("17: {data_directory: " + lab.targetDataDirectory())
                .doesNotContainPattern("[0-9a-f]{32}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lab.hostConfiguration())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(lab.planFile())).contains("live: {cluster: lab/orders, version: 13}");
    }

    @Test
    void the_profile_holds_what_an_upgrade_may_stumble_over() throws SQLException {
        try (Sql sql = lab.cluster().open("orders")) {
            assertThat(sql.number("SELECT count(*) FROM pg_extension WHERE extname IN"
                            + " ('pg_trgm', 'hstore', 'citext', 'pgcrypto', 'btree_gist', 'pg_stat_statements')"))
                    .isEqualTo(6);
            assertThat(sql.number("SELECT count(*) FROM pg_class WHERE relkind = 'p'"))
                    .isEqualTo(3);
            assertThat(sql.number("SELECT count(*) FROM pg_attribute WHERE attgenerated <> '' OR attidentity <> ''"))
                    .isGreaterThanOrEqualTo(5);
            assertThat(sql.number("SELECT count(*) FROM pg_sequences WHERE cycle OR increment_by < 0"))
                    .isEqualTo(2);
            assertThat(sql.number("SELECT count(*) FROM pg_policy")).isEqualTo(2);
            assertThat(sql.number("SELECT count(*) FROM pg_default_acl")).isGreaterThanOrEqualTo(3);
            assertThat(sql.number("SELECT count(*) FROM pg_collation WHERE collprovider = 'i' AND collnamespace ="
                            + " 'shop'::regnamespace"))
                    .isEqualTo(3);
        }
        try (Sql sql = lab.cluster().open("pgbench")) {
            assertThat(sql.number("SELECT count(*) FROM pgbench_accounts")).isEqualTo(100_000);
        }
    }

    /** A cold copy of live and an upgrade of it by hand, as the lab's own proof that its data can be upgraded. */
    record Upgrade(Lab lab, Path root) {

        static Upgrade of(Lab lab, String name) {
            Path root = lab.volume().path().resolve(name);
            lab.cluster().stop();
            ShortProgram.Result copy = ShortProgram.of(
                            lab.btrfsProgram().toString(),
                            "subvolume",
                            "snapshot",
                            lab.cluster().dataset().toString(),
                            root.toString())
                    .run();
            lab.cluster().start();
            assertThat(copy.succeeded()).as(copy.output()).isTrue();
            Upgrade upgrade = new Upgrade(lab, root);
            ShortProgram.Result made = upgrade.as(List.of(
                    lab.bin(17).resolve("initdb").toString(),
                    "-D",
                    upgrade.fresh().toString(),
                    "-U",
                    "postgres",
                    "--data-checksums",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8"));
            assertThat(made.succeeded()).as(made.output()).isTrue();
            return upgrade;
        }

        private Path fresh() {
            return root.resolve("new");
        }

        ShortProgram.Result run(String mode) {
            return as(List.of(
                    lab.bin(17).resolve("pg_upgrade").toString(),
                    mode,
                    "-b",
                    lab.bin(13).toString(),
                    "-B",
                    lab.bin(17).toString(),
                    "-d",
                    root.resolve("13/data").toString(),
                    "-D",
                    fresh().toString(),
                    "-U",
                    "postgres",
                    "-s",
                    "/tmp",
                    "-O",
                    "-c shared_preload_libraries=pg_stat_statements"));
        }

        private ShortProgram.Result as(List<String> command) {
            LabUser user = new LabUser(lab.account(), true);
            return ShortProgram.of(user.running(command))
                    .in(user.own(root))
                    .with(lab.environment())
                    .within(Duration.ofMinutes(5))
                    .run();
        }
    }
}
