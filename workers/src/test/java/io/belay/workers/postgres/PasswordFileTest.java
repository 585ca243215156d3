package io.belay.workers.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {

    @Test
    void the_first_line_that_matches_wins_and_colons_are_escaped() {
        List<String> lines = List.of(
                "# a comment:*:*:*:x",
                "other:5432:*:belay:no",
                "db1:5432:or\\:ders:belay:p\\:a\\\\ss:word",
                "*:*:*:*:late");

        assertThat(PasswordFile.find(lines, List.of("db1", "5432", "or:ders", "belay"))
                        .orElseThrow()
                        .reveal())
                .isEqualTo("p:a\\ss:word");
        assertThat(PasswordFile.find(lines, List.of("db2", "5432", "x", "belay"))
                        .orElseThrow()
                        .reveal())
                .isEqualTo("late");
    }

    @Test
    void a_file_that_others_may_read_is_refused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("passwords"), "*:*:*:*:secret\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> new PasswordFile(file).find("db1", 5432, "orders", "belay"))
                .isInstanceOf(ServerFailure.class)
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("secret");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(new PasswordFile(file).find("db1", 5432, "orders", "belay")).isPresent();
    }

    @Test
    void a_password_shows_as_a_mask() {
        assertThat(String.valueOf(new Password("secret"))).doesNotContain("secret");
    }
}
