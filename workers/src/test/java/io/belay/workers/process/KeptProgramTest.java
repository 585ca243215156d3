package io.belay.workers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.KeptProgram.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptProgramTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private KeptProgram shell() {
        Command command = new Command(
                List.of("/bin/sh"), folder, Map.of(), Optional.empty(), Isolation.NONE, Duration.ofSeconds(1));
        return new HostCommandRunner(Masking.none()).keep(command, folder.resolve("transcripts"), "shell");
    }

    @Test
    void it_answers_again_and_again_and_all_of_it_is_kept() throws Exception {
        try (KeptProgram shell = shell()) {
            assertThat(shell.ask("n=1; echo $n; echo end\n", "end", SOON)).isEqualTo(new Said(List.of("1"), true));
            assertThat(shell.ask("echo $((n + 1)); echo end\n", "end", SOON)).isEqualTo(new Said(List.of("2"), true));
        }

        assertThat(Files.readAllLines(folder.resolve("transcripts/shell.log")))
                .containsExactly("> n=1; echo $n; echo end", "1", "> echo $((n + 1)); echo end", "2");
    }

    @Test
    void what_does_not_answer_in_time_is_ended_because_its_next_answer_would_be_this_one() {
        try (KeptProgram shell = shell()) {
            Said said = shell.ask("echo half; read never; echo end\n", "end", Duration.ofMillis(300));

            assertThat(said.whole()).isFalse();
            await().atMost(SOON).until(() -> !shell.isAlive());
        }
    }

    @Test
    void one_that_ends_says_what_it_said_and_is_not_waited_for() {
        try (KeptProgram shell = shell()) {
            assertThat(shell.ask("echo last words; exit 3\n", "end", SOON))
                    .isEqualTo(new Said(List.of("last words"), false));
            assertThat(shell.ask("echo more; echo end\n", "end", SOON).whole()).isFalse();
        }
    }
}
