package io.belay.workers.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ServersAndProgramsTest {

    private static final Path PROGRAMS = Path.of("/opt/pg/bin");

    @Test
    void versions_of_releases_and_of_builds_under_way_are_read() {
        assertThat(Installations.read("postgres (PostgreSQL) 17.11 (Debian 17.11-0+deb13u1)", PROGRAMS))
                .contains(new Installation(17, "17.11", PROGRAMS));
        assertThat(Installations.read("postgres (PostgreSQL) 19devel", PROGRAMS))
                .contains(new Installation(19, "19devel", PROGRAMS));
        assertThat(Installations.read("command not found", PROGRAMS)).isEmpty();
    }

    @Test
    void pg_ctl_is_called_without_settings_of_its_own() {
        Installation installation = new Installation(13, "13.16", PROGRAMS);

        assertThat(PgCtl.start(installation, Path.of("/c/data"), Path.of("/c/log")))
                .containsExactly("/opt/pg/bin/pg_ctl", "start", "-D", "/c/data", "-l", "/c/log", "-W", "-s");
        assertThat(PgCtl.stop(installation, Path.of("/c/data"), PgCtl.Mode.FAST))
                .containsExactly("/opt/pg/bin/pg_ctl", "stop", "-D", "/c/data", "-m", "fast", "-W", "-s");
    }

    @Test
    void a_lock_file_is_read_whole_half_written_and_from_a_single_user_server() {
        assertThat(PostmasterPid.parse(List.of("42", "/c/data", "1", "5432", "/s", "", "1 2", "ready   ")))
                .contains(new PostmasterPid(
                        42, Path.of("/c/data"), OptionalInt.of(5432), Optional.of(Path.of("/s")), "ready"));
        assertThat(PostmasterPid.parse(List.of("-42", "/c/data")))
                .contains(new PostmasterPid(42, Path.of("/c/data"), OptionalInt.empty(), Optional.empty(), ""));
        assertThat(PostmasterPid.parse(List.of())).isEmpty();
    }

    @Test
    void a_living_process_that_works_elsewhere_does_not_serve_the_directory() {
        long own = ProcessHandle.current().pid();

        assertThat(new PostmasterPid(own, Path.of("/c/data"), OptionalInt.empty(), Optional.empty(), "ready")
                        .isServing(Path.of("/c/data")))
                .isFalse();
    }

    @Test
    void a_socket_path_may_have_107_bytes_and_not_one_more() {
        Path fits = Path.of("/" + "x".repeat(107 - "/".length() - "/.s.PGSQL.5432".length()));

        assertThatCode(() -> SocketFolder.requireShort(fits, 5432)).doesNotThrowAnyException();
        assertThatThrownBy(() -> SocketFolder.requireShort(fits, 50432))
                .isInstanceOf(ServerFailure.class)
                .hasMessageContaining("108 bytes");
    }

    @Test
    void the_locale_is_asked_for_as_each_major_knows_it() {
        assertThat(TemplateLocale.query(13)).contains("'c' AS provider", "NULL AS locale");
        assertThat(TemplateLocale.query(15)).contains("datlocprovider", "daticulocale AS locale", "NULL AS rules");
        assertThat(TemplateLocale.query(17)).contains("datlocale AS locale", "daticurules AS rules");
    }
}
