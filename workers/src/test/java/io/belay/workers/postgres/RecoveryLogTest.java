package io.belay.workers.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryLogTest {

    private static final ControlData BEFORE = ControlData.parse(ControlDataTest.OF_13);

    @TempDir
    private Path folder;

    @Test
    void recovery_ends_one_byte_after_the_start_of_a_last_record_that_is_no_longer_there() {
        String log = """
                LOG:  redo starts at 0/15CF2B8
                LOG:  invalid record length at 0/1631078: wanted 24, got 0
                LOG:  redo done at 0/1631050
                LOG:  database system is ready to accept connections
                """;

        RecoveryLog.Recovery recovery = RecoveryLog.read(log, BEFORE, folder).orElseThrow();

        assertThat(recovery.end()).hasToString("0/1631051");
        assertThat(recovery.replayedBytes()).isEqualTo(0x1631050 - 0x15CF2B8);
    }

    @Test
    void the_first_recovery_counts_because_later_ones_replay_what_the_clone_wrote_itself() {
        String log = """
                LOG:  redo starts at 0/15CF2B8
                LOG:  redo done at 0/1631050 system usage: CPU: user: 0.00 s, system: 0.00 s, elapsed: 0.00 s
                LOG:  redo starts at 0/2000028
                LOG:  redo done at 0/2000100
                """;

        assertThat(RecoveryLog.read(log, BEFORE, folder).orElseThrow().end()).hasToString("0/1631051");
    }

    @Test
    void a_start_that_was_killed_before_its_end_does_not_count() {
        String log = """
                LOG:  redo starts at 0/15CF2B8
                LOG:  redo starts at 0/15CF300
                LOG:  redo done at 0/1631050
                """;

        RecoveryLog.Recovery recovery = RecoveryLog.read(log, BEFORE, folder).orElseThrow();

        assertThat(recovery.end()).hasToString("0/1631051");
        assertThat(recovery.replayedBytes()).isEqualTo(0x1631050 - 0x15CF300);
    }

    @Test
    void without_redo_it_is_the_redo_point_of_the_last_checkpoint() {
        assertThat(RecoveryLog.read("LOG:  redo is not required\n", BEFORE, folder)
                        .orElseThrow()
                        .end())
                .hasToString("0/15CEA80");
        assertThat(RecoveryLog.read("LOG:  database system was shut down at 2026-11-21\n", BEFORE, folder)
                        .orElseThrow()
                        .end())
                .hasToString("0/15CEA80");
    }

    @Test
    void a_log_that_says_neither_gives_no_answer() {
        assertThat(RecoveryLog.read("LOG:  redo starts at 0/15CF2B8\n", BEFORE, folder))
                .isEmpty();
    }
}
