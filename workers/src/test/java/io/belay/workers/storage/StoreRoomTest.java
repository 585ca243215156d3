package io.belay.workers.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.posix.FileSystemFigures;
import io.belay.workers.storage.Storage.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreRoomTest {

    private static final long MIB = 1 << 20;

    /** As statfs tells it: 1000 MiB, 500 of them free. */
    private static final FileSystemFigures STATFS =
            new FileSystemFigures(FileSystemFigures.BTRFS, 500 * MIB, 1000 * MIB);

    @TempDir
    private Path allocation;

    @Test
    void what_waits_in_memory_to_be_written_is_not_free_any_more() throws IOException {
        account("data", 600, 600, 300, 20, 100);
        account("metadata", 100, 200, 10, 0, 90);
        global(6);

        assertThat(look()).isEqualTo(new Space(380 * MIB, 1000 * MIB));
    }

    @Test
    void more_promised_than_there_is_leaves_nothing_and_not_less() throws IOException {
        account("data", 600, 600, 300, 20, 700);
        account("metadata", 100, 200, 10, 0, 0);
        global(6);

        assertThat(look()).isEqualTo(new Space(0, 1000 * MIB));
    }

    @Test
    void where_metadata_is_fuller_than_data_its_share_is_what_is_free() throws IOException {
        account("data", 800, 800, 300, 0, 0);
        account("metadata", 100, 200, 84, 0, 0);
        global(6);

        assertThat(look()).isEqualTo(new Space(100 * MIB, 1000 * MIB, "metadata"));
    }

    @Test
    void what_no_chunk_has_taken_yet_may_become_metadata() throws IOException {
        account("data", 300, 300, 100, 0, 0);
        account("metadata", 50, 100, 44, 0, 0);
        global(6);

        // 50 MiB and half of the 600 that are not allocated: 300 of 350 are free.
        assertThat(look()).isEqualTo(new Space(500 * MIB, 1000 * MIB));
    }

    @Test
    void two_copies_of_data_take_twice_their_room_of_the_devices() throws IOException {
        account("data", 950, 1900, 300, 0, 0);
        account("metadata", 50, 100, 44, 0, 0);
        global(1);

        assertThat(look()).isEqualTo(new Space(100 * MIB, 1000 * MIB, "metadata"));
    }

    @Test
    void where_the_kernel_keeps_no_such_accounts_statfs_has_the_last_word() throws IOException {
        assertThat(look()).isEqualTo(new Space(500 * MIB, 1000 * MIB));

        Files.createDirectories(allocation.resolve("mixed"));
        assertThat(look()).isEqualTo(new Space(500 * MIB, 1000 * MIB));

        account("data", 600, 600, 300, 20, 100);
        Files.createDirectories(allocation.resolve("metadata"));
        assertThat(look()).isEqualTo(new Space(500 * MIB, 1000 * MIB));
    }

    @Test
    void its_accounts_lie_under_the_name_that_the_kernel_writes_with_dashes() {
        assertThat(StoreRoom.accounts("024f23fe072c469d9abb0bda276d2e28"))
                .isEqualTo(Path.of("/sys/fs/btrfs/024f23fe-072c-469d-9abb-0bda276d2e28/allocation"));
    }

    private Space look() {
        return new StoreRoom(STATFS, allocation).look();
    }

    private void global(long mebibytes) throws IOException {
        Files.writeString(allocation.resolve("global_rsv_size"), mebibytes * MIB + "\n");
    }

    private void account(String kind, long total, long onDisk, long used, long reserved, long promised)
            throws IOException {
        Path folder = Files.createDirectories(allocation.resolve(kind));
        Map<String, Long> figures = Map.of(
                "total_bytes", total,
                "disk_total", onDisk,
                "bytes_used", used,
                "bytes_reserved", reserved,
                "bytes_may_use", promised);
        for (Map.Entry<String, Long> figure : figures.entrySet()) {
            Files.writeString(folder.resolve(figure.getKey()), figure.getValue() * MIB + "\n");
        }
    }
}
