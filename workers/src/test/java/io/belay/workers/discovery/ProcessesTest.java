package io.belay.workers.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.hold.LiveAddress;
import io.belay.workers.hold.PgBouncerFile;
import io.belay.workers.postgres.Endpoint.UnixSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is concluded from processes: on a folder that looks like {@code /proc}. */
class ProcessesTest {

    @TempDir
    private Path proc;

    private void process(long pid, long parent, String name, String controlGroup, String... arguments)
            throws IOException {
        Path folder = Files.createDirectory(proc.resolve(Long.toString(pid)));
        Files.writeString(
                folder.resolve("status"), "Name:\t" + name + "\nPPid:\t" + parent + "\nUid:\t104\t104\t104\t104\n");
        Files.writeString(folder.resolve("cmdline"), String.join("\0", arguments) + "\0");
        Files.writeString(folder.resolve("cgroup"), "0::" + controlGroup + "\n");
    }

    private List<Postmaster> servers() {
        return Postmaster.among(new ProcessTable(proc).all());
    }

    @Test
    void a_server_is_found_once_and_its_children_are_none() throws IOException {
        process(1, 0, "systemd", "/init.scope", "/sbin/init");
        process(20, 1, "postgres", "/user.slice/session-3.scope", "/usr/lib/postgresql/15/bin/postgres", "-D", "/d");
        process(21, 20, "postgres", "/user.slice/session-3.scope", "postgres: checkpointer ");
        Files.createDirectory(proc.resolve("99"));

        assertThat(servers()).singleElement().satisfies(server -> {
            assertThat(server.process().pid()).isEqualTo(20);
            assertThat(server.process().userId()).isEqualTo(104);
            assertThat(server.dataDirectory()).contains(Path.of("/d"));
            assertThat(server.startedBy()).isEqualTo(StartedBy.BY_HAND);
        });
    }

    @Test
    void its_working_folder_wins_over_what_the_command_line_says() throws IOException {
        Path data = Files.createDirectory(proc.resolve("real")).toRealPath();
        process(20, 1, "postgres", "/", "postgres", "-D", "/a/link");
        Files.createSymbolicLink(proc.resolve("20/cwd"), data);

        assertThat(servers().get(0).dataDirectory()).contains(data);
    }

    @Test
    void a_unit_is_told_from_a_session_in_which_somebody_started_the_server() throws IOException {
        process(20, 1, "postgres", "/system.slice/postgresql-17.service", "/usr/pgsql-17/bin/postgres", "-D/d");
        process(30, 1, "postgres", "/system.slice/cron.service", "postgres", "-D", "/e");
        process(40, 1, "postgres", "/system.slice/ssh.service", "postgres", "-D", "/f");

        assertThat(servers())
                .extracting(Postmaster::startedBy)
                .containsExactly(
                        new StartedBy("systemd", "postgresql-17.service"), StartedBy.BY_HAND, StartedBy.BY_HAND);
    }

    @Test
    void debians_clusters_are_known_by_their_configuration_and_patronis_by_its_parent() throws IOException {
        process(
                20,
                1,
                "postgres",
                "/system.slice/system-postgresql.slice/postgresql@13-main.service",
                "/usr/lib/postgresql/13/bin/postgres",
                "-D",
                "/var/lib/postgresql/13/main",
                "-c",
                "config_file=/etc/postgresql/13/main/postgresql.conf");
        process(29, 1, "patroni", "/system.slice/patroni.service", "python3", "/usr/bin/patroni");
        process(30, 29, "postgres", "/system.slice/patroni.service", "postgres", "-D", "/p");

        assertThat(servers())
                .extracting(Postmaster::startedBy)
                .containsExactly(new StartedBy("pg_ctlcluster", "13/main"), new StartedBy("patroni", ""));
    }

    @Test
    void an_initdb_at_work_is_no_server() throws IOException {
        process(20, 1, "postgres", "/", "/usr/lib/postgresql/17/bin/postgres", "--boot", "-D", "/d");

        assertThat(servers()).isEmpty();
    }

    @Test
    void sockets_with_a_servers_name_are_found_and_others_left_out() {
        assertThat(Sockets.socket("ffff: 00000002 00000000 00010000 0001 01 312 /run/postgresql/.s.PGSQL.5433"))
                .contains(new UnixSocket(Path.of("/run/postgresql"), 5433));
        assertThat(Sockets.socket("ffff: 00000002 00000000 00010000 0001 01 313 /run/dbus/socket"))
                .isEmpty();
        assertThat(Sockets.socket("ffff: 00000002 00000000 00000000 0001 01 314"))
                .isEmpty();
    }

    @Test
    void a_pooler_is_described_when_an_entry_of_it_leads_to_the_cluster() {
        PgBouncerFile file = new PgBouncerFile("""
                [databases]
                orders = host=/run/pg port=5432
                batch = host=/run/pg port=5432 pool_mode=session
                other = host=/run/pg port=5499
                [pgbouncer]
                ; pool_mode = statement
                pool_mode = transaction
                unix_socket_dir = /run/pgb
                listen_port = 6500
                admin_users = belay, root
                query_wait_timeout = 90
                auth_type = peer
                """);

        Optional<FoundPooler> found =
                Poolers.before(new LiveAddress(List.of(Path.of("/run/pg")), 5432), Path.of("/etc/p.ini"), file);

        assertThat(found)
                .contains(new FoundPooler(
                        Path.of("/etc/p.ini"),
                        List.of("orders", "batch"),
                        List.of("batch"),
                        false,
                        90,
                        Optional.of(Path.of("/run/pgb")),
                        6500,
                        Optional.of("belay"),
                        false));
        assertThat(Poolers.before(new LiveAddress(List.of(Path.of("/run/pg")), 5444), Path.of("/etc/p.ini"), file))
                .isEmpty();
    }

    @Test
    void a_poolers_file_that_may_not_be_read_is_said_and_not_passed_over() throws IOException {
        process(
                50,
                1,
                "pgbouncer",
                "/",
                "/usr/sbin/pgbouncer",
                "-q",
                proc.resolve("none.ini").toString());
        List<Path> unreadable = new ArrayList<>();

        Poolers.among(new ProcessTable(proc).all())
                .before(new LiveAddress(List.of(Path.of("/run/pg")), 5432), unreadable);

        assertThat(unreadable).containsExactly(proc.resolve("none.ini"));
    }

    @Test
    void rows_of_psql_keep_empty_fields() {
        var rows = OwnersEntrance.rows("name\u0002setting\u0003archive_command\u0002\u0003port\u00025432\n");

        assertThat(rows).extracting(row -> row.text("setting")).containsExactly("", "5432");
    }
}
