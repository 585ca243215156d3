package io.belay.workers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.verify.TransactionLogComparison.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionLogComparisonTest {

    @TempDir
    private Path folder;

    @Test
    void what_new_committed_after_olds_last_transaction_is_not_compared() throws IOException {
        segment("old", new byte[] {1, 2, 3, 4, 0, 0});
        segment("new", new byte[] {1, 2, 3, 4, 9, 9});

        assertThat(TransactionLogComparison.differences(folder.resolve("old"), folder.resolve("new"), upTo(16)))
                .isEmpty();
    }

    @Test
    void one_changed_status_before_it_is_found() throws IOException {
        segment("old", new byte[] {1, 2, 3, 4});
        segment("new", new byte[] {1, 2, 7, 4});

        assertThat(TransactionLogComparison.differences(folder.resolve("old"), folder.resolve("new"), upTo(16)))
                .containsExactly("pg_xact/0000 differs");
    }

    @Test
    void a_segment_that_new_lacks_is_found() throws IOException {
        segment("old", new byte[] {1, 2, 3, 4});
        Files.createDirectories(folder.resolve("new/pg_xact"));

        assertThat(TransactionLogComparison.differences(folder.resolve("old"), folder.resolve("new"), upTo(16)))
                .containsExactly("pg_xact/0000 is missing in new");
    }

    @Test
    void the_last_transactions_count_although_their_byte_is_shared_with_the_next_one() throws IOException {
        segment("old", new byte[] {1, 0b0000_0101});
        segment("new", new byte[] {1, 0b0101_0101});

        assertThat(differences(6)).isEmpty();
        assertThat(differences(7)).containsExactly("pg_xact/0000 differs");
    }

    @Test
    void shared_row_locks_are_compared_too() throws IOException {
        segment("old", new byte[] {1});
        segment("new", new byte[] {1});
        write("old/pg_multixact/offsets", new byte[] {0, 0, 0, 0, 1, 0, 0, 0});
        write("new/pg_multixact/offsets", new byte[] {0, 0, 0, 0, 2, 0, 0, 0});
        write("old/pg_multixact/members", new byte[20]);
        write("new/pg_multixact/members", new byte[] {7});

        assertThat(TransactionLogComparison.differences(
                        folder.resolve("old"), folder.resolve("new"), new TransactionCounters(4, 2, 4)))
                .containsExactly("pg_multixact/offsets/0000 differs", "pg_multixact/members/0000 differs");
        assertThat(TransactionLogComparison.differences(
                        folder.resolve("old"), folder.resolve("new"), new TransactionCounters(4, 1, 3)))
                .isEmpty();
    }

    @Test
    void segments_from_before_a_wrap_around_are_compared_whole() {
        assertThat(End.ofTransactions(16).within(0xFFF, 262_144).bytes()).isEqualTo(262_144);
        assertThat(End.ofTransactions(16).within(0, 262_144).bytes()).isEqualTo(4);
        assertThat(End.ofTransactions(1_048_576 + 400).within(1, 262_144).bytes())
                .isEqualTo(100);
        assertThat(End.ofTransactions(1_048_576 + 400).within(0, 262_144).bytes())
                .isEqualTo(262_144);
    }

    @Test
    void members_lie_in_groups_of_four_with_a_gap_at_the_end_of_each_page() {
        assertThat(End.ofMembers(1635).bytes()).isEqualTo(408 * 20);
        assertThat(End.ofMembers(1636).bytes()).isEqualTo(8192);
    }

    private List<String> differences(long next) {
        return TransactionLogComparison.differences(folder.resolve("old"), folder.resolve("new"), upTo(next));
    }

    private static TransactionCounters upTo(long next) {
        return new TransactionCounters(next, 0, 0);
    }

    private void segment(String side, byte[] content) throws IOException {
        write(side + "/pg_xact", content);
        Files.createDirectories(folder.resolve(side).resolve("pg_multixact/offsets"));
        Files.createDirectories(folder.resolve(side).resolve("pg_multixact/members"));
    }

    private void write(String log, byte[] content) throws IOException {
        Files.write(Files.createDirectories(folder.resolve(log)).resolve("0000"), content);
    }
}
