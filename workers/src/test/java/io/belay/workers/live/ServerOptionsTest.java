package io.belay.workers.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerOptionsTest {

    @Test
    void options_of_the_last_start_are_settings_in_all_their_forms() {
        ServerOptions options = ServerOptions.parse(
                "/usr/lib/postgresql/13/bin/postgres \"-D\" \"/var/lib/pg main\" \"-c\" \"Work_mem=1MB\""
                        + " \"--wal-level=logical\" \"-p\" \"5433\" \"-k/run/x\" \"-i\" \"-O\"\n");

        assertThat(options.folder()).contains(Path.of("/var/lib/pg main"));
        assertThat(options.settings())
                .extracting(Placed::name, Placed::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("work_mem", "1MB"),
                        org.assertj.core.groups.Tuple.tuple("wal_level", "logical"),
                        org.assertj.core.groups.Tuple.tuple("port", "5433"),
                        org.assertj.core.groups.Tuple.tuple("unix_socket_directories", "/run/x"),
                        org.assertj.core.groups.Tuple.tuple("listen_addresses", "*"));
        assertThat(options.unknown()).isEqualTo(List.of("-O"));
    }

    @Test
    void a_plain_start_says_nothing_but_the_folder() {
        ServerOptions options = ServerOptions.parse("/usr/bin/postgres \"-D\" \"/data\"\n");

        assertThat(options.settings()).isEmpty();
        assertThat(options.unknown()).isEmpty();
    }
}
