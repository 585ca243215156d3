package io.belay.workers.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.posix.Account;
import io.belay.workers.posix.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersPasswordFileTest {

    private static final Endpoint LIVE = new Endpoint.UnixSocket(Path.of("/run/postgresql"), 5433);

    @TempDir
    private Path folder;

    private final Account account = Accounts.current().orElseThrow();

    @Test
    void a_server_finds_each_databases_password_in_a_file_that_is_its_own() throws IOException {
        Path file = folder.resolve("pass-r1");

        Optional<Path> written = ServersPasswordFile.write(
                file, access(Optional.of(new Password("se:cr\\et"))), List.of("app", "odd:name"), account);

        assertThat(written).contains(file);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        for (String database : List.of("app", "odd:name")) {
            assertThat(new PasswordFile(file)
                            .find("anywhere", 5433, database, "belay")
                            .orElseThrow()
                            .reveal())
                    .isEqualTo("se:cr\\et");
        }
        assertThat(new PasswordFile(file).find("anywhere", 5433, "other", "belay"))
                .isEmpty();
        assertThat(new PasswordFile(file).find("anywhere", 5434, "app", "belay"))
                .isEmpty();
    }

    @Test
    void without_a_password_there_is_no_file_not_even_an_older_one() throws IOException {
        Path file = Files.writeString(folder.resolve("pass-r1"), "old");

        assertThat(ServersPasswordFile.write(file, access(Optional.empty()), List.of("app"), account))
                .isEmpty();
        assertThat(file).doesNotExist();
    }

    private static Access access(Optional<Password> password) {
        return new Access(
                LIVE, "belay", database -> password, Duration.ofMinutes(1), true, Access.SearchPath.CATALOG_ONLY);
    }
}
