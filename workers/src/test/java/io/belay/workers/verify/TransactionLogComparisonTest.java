package io.belay.workers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionLogComparisonTest {

    @TempDir
    private Path folder;

    @Test
    void what_new_committed_after_olds_last_transaction_is_not_compared() throws IOException {
        segment("old", new byte[] {1, 2, 3, 4, 0, 0});
        segment("new", new byte[] {1, 2, 3, 4, 9, 9});

        assertThat(TransactionLogComparison.differences(folder.resolve("old"), folder.resolve("new"), 16))
                .isEmpty();
    }

    @Test
    void one_changed_status_before_it_is_found() throws IOException {
        segment("old", new byte[] {1, 2, 3, 4});
        segment("new", new byte[] {1, 2, 7, 4});

        assertThat(TransactionLogComparison.differences(folder.resolve("old"), folder.resolve("new"), 16))
                .containsExactly("pg_xact/0000 differs");
    }

    @Test
    void a_segment_that_new_lacks_is_found() throws IOException {
        segment("old", new byte[] {1, 2, 3, 4});
        Files.createDirectories(folder.resolve("new/pg_xact"));

        assertThat(TransactionLogComparison.differences(folder.resolve("old"), folder.resolve("new"), 16))
                .containsExactly("pg_xact/0000 is missing in new");
    }

    @Test
    void segments_from_before_a_wrap_around_are_compared_whole() {
        assertThat(TransactionLogComparison.comparableBytes(0xFFF, 16, 262_144)).isEqualTo(262_144);
        assertThat(TransactionLogComparison.comparableBytes(0, 16, 262_144)).isEqualTo(4);
        assertThat(TransactionLogComparison.comparableBytes(1, 1_048_576 + 400, 262_144))
                .isEqualTo(100);
    }

    private void segment(String side, byte[] content) throws IOException {
        Path transactions = Files.createDirectories(folder.resolve(side).resolve("pg_xact"));
        Files.write(transactions.resolve("0000"), content);
    }
}
