package io.belay.workers.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.workers.postgres.LiveCluster;
import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The disasters that an unsanitised clone brings about, on a real server, and that the gate lets none of them happen. */
class SafeCloneIT {

    private TestHost host;
    private LiveCluster live;
    private CloneFixture clones;

    @BeforeEach
    void open() {
        TestHost.programs(13);
        host = TestHost.open();
        live = LiveCluster.make(host, host.installation(13));
        clones = new CloneFixture(host);
    }

    @AfterEach
    void close() {
        if (host != null) {
            clones.close();
            live.close();
            host.close();
        }
    }

    @Test
    void a_clone_of_a_running_server_recovers_in_isolation_and_is_shut_down_cleanly() {
        live.start().sql("postgres", "CREATE TABLE t AS SELECT generate_series(1, 1000) AS n");
        CloneRequest request = clones.copy(live);
        SafeClone clone = clones.pass(request);

        Recovered recovered =
                clones.servers().recoverOnce(clone, CloneFixture.DEADLINE).recovered();

        assertThat(clones.servers().isRunning(clone)).isFalse();
        assertThat(clones.servers().control(clones.gate().reopen(request)).isShutDown())
                .isTrue();
        assertThat(recovered.template().encoding()).isEqualTo("UTF8");
        assertThat(clones.servers()
                        .recoverOnce(clones.gate().reopen(request), CloneFixture.DEADLINE)
                        .recovered())
                .isEqualTo(recovered);
        assertThat(clone.report().done()).hasSizeGreaterThan(15);
        assertThat(clone.report().notIsolated().isEmpty()).isEqualTo(host.isRoot());
    }

    @Test
    void the_end_of_recovery_lies_between_what_is_in_the_clone_and_what_came_later() {
        live.start().sql("postgres", "CREATE TABLE t (n int)");
        live.sql("template1", "CHECKPOINT");
        live.sql("postgres", "INSERT INTO t VALUES (1)");
        Lsn before = Lsn.parse(live.value("postgres", "pg_current_wal_flush_lsn()"));
        host.copy(live.root(), clones.place().resolve("late"));
        Lsn copied = Lsn.parse(live.value("postgres", "pg_current_wal_insert_lsn()"));
        CloneRequest request = clones.request(live, clones.place().resolve("late"), List.of(live.root()), 1);
        live.sql("postgres", "INSERT INTO t VALUES (2)");

        SafeClone clone = clones.pass(request);
        Recovered recovered =
                clones.servers().recoverOnce(clone, CloneFixture.DEADLINE).recovered();

        assertThat(recovered.endOfRecovery())
                .as("a slot that was made before, on a live that nobody writes to, stands at `before`")
                .isBetween(before, copied);
        assertThat(recovered.walReplayedBytes()).isPositive();
        StartedClone started = clones.start(clones.gate().make(request));
        assertThat(one(started, "postgres", "SELECT count(*) AS c FROM public.t", "c"))
                .isEqualTo("1");
    }

    @Test
    void a_tablespace_inside_the_snapshot_is_turned_to_the_clones_own_copy() {
        Path place = host.makeFolder(live.root().resolve("fast"));
        live.start().sql("postgres", "CREATE TABLESPACE fast LOCATION '" + place + "'");
        live.sql("postgres", "CREATE TABLE t (n int) TABLESPACE fast", "INSERT INTO t VALUES (7)");
        SafeClone clone = clones.pass(clones.copy(live));

        StartedClone started = clones.start(clone);
        try (Session session = started.server().open("postgres")) {
            session.execute("DROP TABLE public.t");
            session.execute("CHECKPOINT");
        }

        assertThat(live.value("postgres", "SELECT n FROM public.t")).isEqualTo("7");
        assertThat(one(
                        started,
                        "postgres",
                        "SELECT pg_tablespace_location(oid) AS l FROM pg_tablespace WHERE spcname = 'fast'",
                        "l"))
                .isEqualTo(clone.root().resolve("fast").toString());
    }

    @Test
    void a_tablespace_link_that_leads_to_live_is_refused() {
        Path elsewhere = host.makeFolder(host.folder().resolve("elsewhere"));
        live.start().sql("postgres", "CREATE TABLESPACE far LOCATION '" + elsewhere + "'");
        live.sql("postgres", "CREATE TABLE t (n int) TABLESPACE far", "INSERT INTO t VALUES (7)");
        CloneRequest request = clones.copy(live);

        assertThatThrownBy(() -> clones.pass(request))
                .isInstanceOf(GateRefusal.class)
                .hasMessageContaining("pg_tblspc")
                .hasMessageContaining(elsewhere.toString())
                .extracting(refusal -> ((GateRefusal) refusal).code())
                .isEqualTo(CloneErrors.LINK_LEADS_OUT);
        assertThat(live.value("postgres", "SELECT n FROM public.t")).isEqualTo("7");
    }

    @Test
    void a_tablespace_map_that_would_make_the_link_anew_is_turned_as_well() throws IOException {
        Path place = host.makeFolder(live.root().resolve("fast"));
        live.start().sql("postgres", "CREATE TABLESPACE fast LOCATION '" + place + "'");
        String oid = live.value("postgres", "SELECT oid FROM pg_tablespace WHERE spcname = 'fast'");
        CloneRequest request = clones.copy(live);
        Path map = request.root().resolve("data/tablespace_map");
        Files.writeString(map, oid + " " + place + "\n");

        SafeClone clone = clones.pass(request);

        assertThat(Files.readString(map)).isEqualTo(oid + " " + clone.root().resolve("fast") + "\n");
    }

    @Test
    void an_inherited_archive_command_writes_no_file_into_lives_archive() throws IOException {
        Path archive = host.makeFolder(host.folder().resolve("archive"));
        live.configure("archive_mode = on", "archive_command = 'cp %p " + archive + "/%f'");
        live.start().sql("postgres", "CREATE TABLE t (n int)");
        CloneRequest request = clones.copy(live);
        Path status = request.root().resolve("data/pg_wal/archive_status");
        Files.writeString(status.resolve("000000010000000000000001.ready"), "");
        live.close();
        List<String> before = names(archive);
        StartedClone started = clones.start(clones.pass(request));

        try (Session session = started.server().open("postgres")) {
            for (int i = 0; i < 3; i++) {
                session.execute("INSERT INTO public.t VALUES (1)");
                session.query("SELECT pg_switch_wal()");
            }
            session.execute("CHECKPOINT");
        }
        clones.servers().stop(clones.gate().reopen(request));

        assertThat(names(archive)).isEqualTo(before);
        assertThat(names(status)).isEmpty();
    }

    @Test
    void what_makes_a_server_follow_another_one_is_not_inherited() throws IOException {
        live.configure(
                "primary_conninfo = 'host=/nonexistent user=postgres'",
                "primary_slot_name = 'lives_slot'",
                "restore_command = 'touch " + host.folder() + "/restored; false'",
                "synchronous_standby_names = 'standby1'");
        live.start();
        CloneRequest request = clones.copy(live);
        Files.writeString(request.root().resolve("data/standby.signal"), "");

        StartedClone started = clones.start(clones.pass(request));

        assertThat(one(started, "postgres", "SELECT pg_is_in_recovery()::text AS r", "r"))
                .isEqualTo("false");
        try (Session session = started.server().open("postgres")) {
            session.execute("CREATE TABLE public.commits_do_not_hang (n int)");
        }
        assertThat(host.folder().resolve("restored")).doesNotExist();
        assertThat(request.root().resolve(".belay/S1/live-settings/standby.signal"))
                .exists();
    }

    @Test
    void a_subscription_is_cut_off_and_dropped_and_its_slot_on_the_publisher_stays() {
        live.start();
        live.sql("postgres", "CREATE DATABASE publisher", "CREATE TABLE t (n int primary key)");
        live.sql("publisher", "CREATE TABLE t (n int primary key)", "CREATE PUBLICATION p FOR TABLE t");
        live.sql("publisher", "SELECT pg_create_logical_replication_slot('real_slot', 'pgoutput')");
        live.sql(
                "postgres",
                "CREATE SUBSCRIPTION real_sub CONNECTION 'host=" + live.sockets()
                        + " port=5433 dbname=publisher user=postgres'"
                        + " PUBLICATION p WITH (create_slot = false, slot_name = 'real_slot')");
        SafeClone clone = clones.pass(clones.copy(live));

        StartedClone started = clones.start(clone);

        assertThat(one(started, "postgres", "SELECT count(*) AS c FROM pg_subscription", "c"))
                .isEqualTo("0");
        assertThat(one(started, "postgres", "SELECT count(*) AS c FROM pg_replication_slots", "c"))
                .isEqualTo("0");
        assertThat(live.value("postgres", "SELECT count(*) FROM pg_subscription WHERE subenabled"))
                .isEqualTo("1");
        assertThat(live.value("postgres", "SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'real_slot'"))
                .isEqualTo("1");
    }

    @Test
    void a_subscription_that_still_copies_its_tables_is_dropped_without_a_word_to_the_publisher() {
        live.start();
        live.sql("postgres", "CREATE DATABASE publisher", "CREATE TABLE t (n int primary key)");
        live.sql("publisher", "CREATE TABLE t (n int primary key)", "CREATE PUBLICATION p FOR TABLE t");
        live.sql("publisher", "SELECT pg_create_logical_replication_slot('real_slot', 'pgoutput')");
        live.sql(
                "postgres",
                "CREATE SUBSCRIPTION real_sub CONNECTION 'host=" + live.sockets()
                        + " port=5433 dbname=publisher user=postgres'"
                        + " PUBLICATION p WITH (create_slot = false, slot_name = 'real_slot', enabled = false)");
        assertThat(live.value("postgres", "SELECT count(*) FROM pg_subscription_rel WHERE srsubstate = 'i'"))
                .isEqualTo("1");

        StartedClone started = clones.start(clones.pass(clones.copy(live)));

        assertThat(one(started, "postgres", "SELECT count(*) AS c FROM pg_subscription", "c"))
                .isEqualTo("0");
        assertThat(live.value("postgres", "SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'real_slot'"))
                .isEqualTo("1");
    }

    @Test
    void a_forgotten_alter_system_does_not_win_over_the_gate() throws IOException {
        live.start().sql("postgres", "ALTER SYSTEM SET listen_addresses = '127.0.0.1'");
        live.sql("postgres", "ALTER SYSTEM SET shared_preload_libraries = 'auto_explain, pg_stat_statements'");
        CloneRequest request = clones.copy(live);

        StartedClone started = clones.start(clones.pass(request));

        assertThat(one(started, "postgres", "SHOW listen_addresses", "listen_addresses"))
                .isEmpty();
        assertThat(one(started, "postgres", "SHOW shared_preload_libraries", "shared_preload_libraries"))
                .isEqualTo("pg_stat_statements");
        assertThat(OpenSockets.of(started.server().pid()).orElseThrow()).hasSize(1);
        assertThat(Files.readString(request.root().resolve(".belay/S1/live-settings/postgresql.auto.conf")))
                .contains("listen_addresses");
        assertThat(started.report().leftOut()).anyMatch(sentence -> sentence.contains("auto_explain"));
    }

    @Test
    void a_lock_file_that_names_lives_own_living_process_does_not_stop_the_clone() {
        live.start();
        CloneRequest request = clones.copy(live);
        assertThat(request.root().resolve("data/postmaster.pid")).exists();

        StartedClone started = clones.start(clones.pass(request));

        assertThat(started.server().adopted()).isFalse();
        assertThat(live.isRunning()).isTrue();
        assertThat(clones.start(clones.gate().reopen(request)).server().adopted())
                .isTrue();
    }

    @Test
    void settings_that_change_after_the_gate_are_seen_on_the_running_server_and_end_it() throws IOException {
        live.start();
        SafeClone clone = clones.pass(clones.copy(live));
        Files.writeString(
                clone.dataDirectory().resolve("postgresql.auto.conf"),
                "synchronous_standby_names = 'x'\n",
                StandardOpenOption.APPEND);

        assertThatThrownBy(() -> clones.start(clone))
                .isInstanceOf(GateRefusal.class)
                .hasMessageContaining("synchronous_standby_names");
        assertThat(clones.servers().isRunning(clone)).isFalse();
    }

    @Test
    void live_itself_is_never_taken_for_a_clone() {
        live.start();

        assertThatThrownBy(() -> clones.gate().make(clones.request(live, live.root(), List.of(live.root()), 1)))
                .isInstanceOf(GateRefusal.class);
        assertThatThrownBy(() -> {
                    Path link = Files.createSymbolicLink(clones.place().resolve("link"), live.root());
                    clones.gate().make(clones.request(live, link, List.of(live.root()), 1));
                })
                .isInstanceOf(GateRefusal.class)
                .hasMessageContaining("Nothing was changed");
        assertThat(live.root().resolve(".belay")).doesNotExist();
        assertThat(live.value("postgres", "SELECT 1")).isEqualTo("1");
    }

    @Test
    void a_server_without_network_cannot_reach_out() {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                host.isRoot(), "only root can have a network namespace of its own");
        live.start();
        StartedClone started = clones.start(clones.pass(clones.copy(live)));

        try (Session session = started.server().open("postgres")) {
            session.execute("CREATE TEMP TABLE o (line text)");
            session.execute("COPY o FROM PROGRAM 'tail -n +3 /proc/self/net/dev | cut -d: -f1 | tr -d \" \"'");
            List<Row> interfaces = session.query("SELECT line FROM o");

            assertThat(interfaces).extracting(row -> row.text("line")).isSubsetOf("lo", "sit0", "tunl0", "ip6tnl0");
        }
    }

    @Test
    void errors_of_the_server_carry_their_sqlstate() {
        live.start();

        assertThatThrownBy(() -> live.sql("postgres", "SELECT * FROM no_such_table"))
                .isInstanceOfSatisfying(
                        PostgresFailure.class,
                        failure -> assertThat(failure.sqlState()).isEqualTo("42P01"));
        assertThatThrownBy(() -> live.server().open("no_such_database"))
                .isInstanceOfSatisfying(
                        PostgresFailure.class,
                        failure -> assertThat(failure.sqlState()).isEqualTo("3D000"));
    }

    @Test
    void a_folder_of_lives_own_sockets_is_not_taken_over() {
        live.start();
        CloneRequest copied = clones.copy(live);
        CloneRequest request = new CloneRequest(
                copied.snapshot(),
                copied.place(),
                copied.root(),
                copied.dataDirectory(),
                copied.origins(),
                copied.outsideSettings(),
                copied.installation(),
                copied.owner(),
                copied.superuser(),
                openToAll(live.sockets()),
                copied.port(),
                copied.id());

        assertThatThrownBy(() -> clones.pass(request))
                .isInstanceOf(GateRefusal.class)
                .hasMessageContaining("not private");
        assertThat(live.value("postgres", "SELECT 1")).isEqualTo("1");
    }

    private static Path openToAll(Path folder) {
        try {
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void configuration_outside_the_data_directory_is_read_with_what_it_includes_and_never_missed() throws IOException {
        live.start();
        CloneRequest copied = clones.copy(live);
        Path etc = Files.createDirectories(host.folder().resolve("etc/conf.d"));
        Path main = Files.move(copied.root().resolve("data/postgresql.conf"), etc.resolveSibling("postgresql.conf"));
        Files.writeString(main, "\ninclude_dir 'conf.d'\n", StandardOpenOption.APPEND);
        Files.writeString(etc.resolve("10-extra.conf"), "intervalstyle = iso_8601\n");

        assertThatThrownBy(() -> clones.pass(copied))
                .isInstanceOf(GateRefusal.class)
                .hasMessageContaining("postgresql.conf");

        CloneRequest told = new CloneRequest(
                copied.snapshot(),
                copied.place(),
                copied.root(),
                copied.dataDirectory(),
                copied.origins(),
                List.of(main),
                copied.installation(),
                copied.owner(),
                copied.superuser(),
                copied.socketFolder(),
                copied.port(),
                copied.id());
        StartedClone started = clones.start(clones.pass(told));
        assertThat(one(started, "postgres", "SHOW intervalstyle", "IntervalStyle"))
                .isEqualTo("iso_8601");
    }

    @Test
    void what_the_cluster_s_owner_cannot_read_is_not_copied_for_them() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeTrue(host.isRoot(), "only root can read what the owner cannot");
        live.start();
        CloneRequest request = clones.copy(live);
        Path secret = Files.writeString(host.folder().resolve("secret"), "x = 'secret'\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Path conf = request.root().resolve("data/postgresql.conf");
        Files.delete(conf);
        Files.createSymbolicLink(conf, secret);

        assertThatThrownBy(() -> clones.pass(request))
                .isInstanceOf(GateRefusal.class)
                .hasMessageContaining("cannot be read");
        assertThat(request.root().resolve(".belay/S1/live-settings/postgresql.conf"))
                .doesNotExist();
    }

    @Test
    void a_clone_whose_server_was_killed_is_recovered_again_and_ends_at_the_same_place() {
        live.start().sql("postgres", "CREATE TABLE t AS SELECT generate_series(1, 1000) AS n");
        CloneRequest request = clones.copy(live);
        SafeClone clone = clones.pass(request);
        StartedClone first = clones.start(clone);
        ProcessHandle server = ProcessHandle.of(first.server().pid()).orElseThrow();
        try (Session session = first.server().open("postgres")) {
            session.execute("CREATE TABLE public.own AS SELECT generate_series(1, 100000) AS n");
        }
        server.destroyForcibly();
        server.onExit().join();

        Recovered recovered = clones.servers()
                .recoverOnce(clones.gate().reopen(request), CloneFixture.DEADLINE)
                .recovered();

        assertThat(recovered.endOfRecovery())
                .isLessThanOrEqualTo(Lsn.parse(live.value("postgres", "pg_current_wal_lsn()")));
        assertThat(clones.servers().control(clones.gate().reopen(request)).isShutDown())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 17, 18})
    void the_gate_lets_every_major_at_hand_through(int major) {
        TestHost.programs(major);
        live.close();
        try (TestHost other = TestHost.open();
                LiveCluster cluster =
                        LiveCluster.make(other, other.installation(major)).start();
                CloneFixture fixture = new CloneFixture(other)) {
            CloneRequest request = fixture.copy(cluster);
            SafeClone clone = fixture.pass(request);

            Recovered recovered =
                    fixture.servers().recoverOnce(clone, CloneFixture.DEADLINE).recovered();

            assertThat(recovered.template().collate()).isEqualTo("C.UTF-8");
            assertThat(fixture.start(fixture.gate().reopen(request)).report().done())
                    .anyMatch(line -> line.look() == GateReport.Look.WHILE_RUNNING);
        }
    }

    private static String one(StartedClone started, String database, String sql, String column) {
        try (Session session = started.server().open(database)) {
            return session.query(sql).get(0).text(column);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".done"))
                    .sorted()
                    .toList();
        }
    }
}
