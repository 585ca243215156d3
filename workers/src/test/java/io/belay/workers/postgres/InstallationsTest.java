package io.belay.workers.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a program that answers like {@code postgres --version} and notes each time it is asked. */
@SuppressWarnings("NullAway.Init") // JUnit sets it
class InstallationsTest {

    @TempDir
    private Path folder;

    private Installations installations;

    @BeforeEach
    void install() throws IOException {
        installations = new Installations(
                new HostCommandRunner(Masking.none()), Files.createDirectory(folder.resolve("transcripts")));
        install("17.6");
    }

    @Test
    void a_program_is_asked_for_its_version_once() throws IOException {
        assertThat(installations.inFolder(folder))
                .hasValueSatisfying(found -> assertThat(found.version()).isEqualTo("17.6"));
        installations.inFolder(folder);
        assertThat(Files.readAllLines(folder.resolve("asked"))).hasSize(1);
    }

    @Test
    void a_program_that_an_update_replaced_is_asked_again() throws IOException {
        installations.inFolder(folder);
        Files.delete(folder.resolve("postgres"));
        install("17.10");
        assertThat(installations.inFolder(folder))
                .hasValueSatisfying(found -> assertThat(found.version()).isEqualTo("17.10"));
    }

    @Test
    void a_program_that_was_removed_is_gone_though_it_was_known() throws IOException {
        installations.inFolder(folder);
        Files.delete(folder.resolve("postgres"));
        assertThat(installations.inFolder(folder)).isEmpty();
    }

    private void install(String version) throws IOException {
        Path program = folder.resolve("postgres");
        Files.writeString(
                program,
                "#!/bin/sh\necho asked >> '" + folder.resolve("asked") + "'\necho 'postgres (PostgreSQL) " + version
                        + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
