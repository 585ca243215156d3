package io.belay.workers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramDigestTest {

    @TempDir
    private Path folder;

    @Test
    void a_program_that_was_replaced_is_another_one_though_name_size_and_time_are_the_same() throws IOException {
        Path program = Files.writeString(folder.resolve("pg_upgrade"), "good");
        FileTime time = Files.getLastModifiedTime(program);
        String before = ProgramDigest.of(program);
        Files.writeString(program, "evil");
        Files.setLastModifiedTime(program, time);

        assertThat(before).isEqualTo("770e607624d689265ca6c44884d0807d9b054d23c473c106c72be9de08b7376c");
        assertThat(ProgramDigest.of(program)).hasSize(64).isNotEqualTo(before);
    }

    @Test
    void a_program_whose_digest_is_remembered_is_read_anew_once_it_is_another_one() throws IOException {
        Instant longAfter = Instant.now().plusSeconds(3600);
        Path program = Files.writeString(folder.resolve("pg_upgrade"), "good");
        FileTime time = Files.getLastModifiedTime(program);
        String good = ProgramDigest.of(program, longAfter);
        assertThat(ProgramDigest.of(program, longAfter)).as("of memory").isEqualTo(good);

        Files.writeString(program, "evil");
        Files.setLastModifiedTime(program, time);

        assertThat(ProgramDigest.of(program, longAfter)).isNotEqualTo(good);
    }

    @Test
    void through_a_link_its_target_counts_and_a_missing_one_is_told_so() throws IOException {
        Path program = Files.writeString(folder.resolve("real"), "good");
        Path link = Files.createSymbolicLink(folder.resolve("link"), program);

        assertThat(ProgramDigest.of(link)).isEqualTo(ProgramDigest.of(program));
        assertThat(ProgramDigest.of(folder.resolve("none"))).isEqualTo("missing");
    }
}
