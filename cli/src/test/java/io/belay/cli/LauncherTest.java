package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The launcher is a shell script, and so is its test; this runs it with the rest. */
class LauncherTest {

    @Test
    void the_launcher_builds_only_what_is_stale_and_starts_no_maven_otherwise()
            throws IOException, InterruptedException {
        Path repository = Path.of("..").toRealPath();
        Process test = new ProcessBuilder(
                        "bash",
                        repository.resolve("cli/src/test/sh/launcher-test.sh").toString(),
                        repository.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(test.waitFor()).as(output).isZero();
        assertThat(output).contains("a warm start does not start Maven").doesNotContain("FAILED");
    }
}
