package io.belay.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShortProgramTest {

    @Test
    void output_and_error_come_together_with_the_exit_code() {
        ShortProgram.Result result = ShortProgram.of("/bin/sh", "-c", "echo one; echo two >&2; exit 3")
                .run();

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.succeeded()).isFalse();
        assertThat(result.tail()).isEqualTo("one | two");
    }

    @Test
    void a_program_past_its_deadline_is_ended_with_its_children() {
        ShortProgram.Result result = ShortProgram.of("/bin/sh", "-c", "sleep 600 & wait")
                .within(Duration.ofMillis(200))
                .run();

        assertThat(result.exitCode()).isEqualTo(-1);
    }

    @Test
    void a_server_that_stays_behind_does_not_keep_the_caller() {
        ShortProgram.Result result =
                ShortProgram.of("/bin/sh", "-c", "sleep 5 & echo $!").run();

        assertThat(result.succeeded()).isTrue();
        ProcessHandle.of(Long.parseLong(result.output().strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void the_environment_is_added_and_messages_are_in_english() {
        ShortProgram.Result result = ShortProgram.of("/bin/sh", "-c", "echo $MARK $LC_ALL")
                .with(Map.of("MARK", "m"))
                .run();

        assertThat(result.output().strip()).isEqualTo("m C");
    }

    @Test
    void only_the_end_of_a_long_output_is_kept() {
        ShortProgram.Result result =
                ShortProgram.of("/bin/sh", "-c", "seq 1 100000").run();

        assertThat(result.output()).hasSizeLessThanOrEqualTo(64 * 1024).endsWith("100000\n");
    }
}
