package io.belay.workers.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions on a real server that asks for passwords. */
class AccessIT {

    private TestHost host;
    private LiveCluster live;

    @BeforeEach
    void open() throws IOException {
        TestHost.programs(13);
        host = TestHost.open();
        live = LiveCluster.make(host, host.installation(13));
        live.start();
        try (Session session = live.server().open("postgres")) {
            session.execute("SET password_encryption = 'scram-sha-256'");
            session.execute("CREATE ROLE belay LOGIN PASSWORD 'pl:anted'");
        }
        Files.writeString(
                live.data().resolve("pg_hba.conf"), "local all postgres trust\nlocal all all scram-sha-256\n");
        live.sql("postgres", "SELECT pg_reload_conf()");
    }

    @AfterEach
    void close() {
        if (host != null) {
            live.close();
            host.close();
        }
    }

    @Test
    void a_password_file_lets_us_in_and_the_session_is_read_only_named_and_bounded() throws IOException {
        Access access = access("*:*:*:belay:pl\\:anted\n").asReadOnly().withStatementDeadline(Duration.ofMillis(300));

        try (Session session = new JdbcServer(access, "template1").open("postgres")) {
            assertThat(session.query("SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()")
                            .get(0)
                            .text("application_name"))
                    .isEqualTo("belay");
            assertThat(session.query("SELECT 1 = 1 AS yes, 'a' || ? AS text, NULL AS nothing", "b")
                            .get(0))
                    .satisfies(row -> {
                        assertThat(row.isTrue("yes")).isTrue();
                        assertThat(row.text("text")).isEqualTo("ab");
                        assertThat(row.optional("nothing")).isEmpty();
                    });
            assertThatThrownBy(() -> session.execute("CREATE TABLE public.t (n int)"))
                    .isInstanceOfSatisfying(
                            PostgresFailure.class,
                            failure -> assertThat(failure.sqlState()).isEqualTo("25006"));
            assertThatThrownBy(() -> session.query("SELECT pg_sleep(60)"))
                    .isInstanceOfSatisfying(
                            PostgresFailure.class,
                            failure -> assertThat(failure.sqlState()).isEqualTo("57014"));
        }
    }

    @Test
    void what_a_session_tells_of_its_statements_has_neither_password_nor_bound_value() throws IOException {
        HeardStatements heard = new HeardStatements();
        Access access = access("*:*:*:belay:pl\\:anted\n").noting(heard);

        try (Session session = new JdbcServer(access, "template1").open("postgres")) {
            session.query("SELECT 'a' || ? AS text", "b0und");
            assertThatThrownBy(() -> session.execute("SELECT * FROM public.missing"))
                    .isInstanceOf(PostgresFailure.class);
        }

        assertThat(heard.all())
                .containsExactly(
                        new HeardStatements.Heard("postgres", "SELECT 'a' || ? AS text"),
                        new HeardStatements.Heard("postgres", "SELECT * FROM public.missing"));
        assertThat(heard.all().toString()).doesNotContain("anted").doesNotContain("b0und");
    }

    @Test
    void a_wrong_password_is_refused_with_its_sqlstate_and_shown_nowhere() throws IOException {
        Access access = access("*:*:*:belay:wr0ng-word\n");

        assertThatThrownBy(() -> new JdbcServer(access, "template1").open("postgres"))
                .isInstanceOfSatisfying(PostgresFailure.class, failure -> {
                    assertThat(failure.sqlState()).isEqualTo("28P01");
                    assertThat(failure.toString() + failure.getCause()).doesNotContain("wr0ng-word");
                });
    }

    @Test
    void names_without_a_schema_mean_the_catalogs_until_an_authors_session_is_asked_for() {
        live.sql(
                "postgres",
                "CREATE TABLE public.pg_shadowed (n int)",
                "ALTER DATABASE postgres SET search_path = public");
        Access own = Access.byPeer(new Endpoint.UnixSocket(live.sockets(), 5433), "postgres", Duration.ofSeconds(30));

        try (Session session = new JdbcServer(own, "template1").open("postgres")) {
            assertThat(session.query("SHOW search_path").get(0).text("search_path"))
                    .isEqualTo("pg_catalog");
        }
        try (Session session = new JdbcServer(own.withServersSearchPath(), "template1").open("postgres")) {
            assertThat(session.query("SHOW search_path").get(0).text("search_path"))
                    .isEqualTo("public");
        }
    }

    private Access access(String line) throws IOException {
        Path file = Files.writeString(host.folder().resolve("passwords"), line);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return Access.byPasswordFile(
                new Endpoint.UnixSocket(live.sockets(), 5433), "belay", new PasswordFile(file), Duration.ofSeconds(30));
    }
}
