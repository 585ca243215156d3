package io.belay.workers.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.ServerFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalCopyTest {

    private static final int BYTES = 16 << 20;
    private static final int PAGE = 8192;
    private static final String NAME = "0000000200000001000000A5";

    @TempDir
    private Path folder;

    private Path live = Path.of("/");
    private Path image = Path.of("/");
    private final WalFile file = WalFile.parse(NAME, BYTES);

    @BeforeEach
    void makeLog() throws IOException {
        live = Files.createDirectory(folder.resolve("live"));
        image = Files.createDirectory(folder.resolve("image"));
    }

    @Test
    void a_name_tells_its_place_in_the_log() {
        assertThat(file.begin()).isEqualTo(Lsn.parse("1/A5000000"));
        assertThat(file.end()).isEqualTo(Lsn.parse("1/A6000000"));
        assertThat(file.name()).isEqualTo(NAME);
        assertThat(WalFile.parse("0000000100000001000000FF", BYTES).next().name())
                .isEqualTo("000000010000000200000000");
        assertThat(WalFile.parse("000000010000000100000003", 1L << 30).next().name())
                .isEqualTo("000000010000000200000000");
    }

    @Test
    void a_file_is_copied_up_to_the_end_that_counts_and_zeroes_follow() throws Exception {
        byte[] content = write(file.begin().position());

        new WalCopy(file, live).into(image, 3 * PAGE + 40);

        byte[] copied = Files.readAllBytes(image.resolve(NAME));
        assertThat(copied).hasSize(BYTES);
        assertThat(Arrays.copyOf(copied, 3 * PAGE + 40)).isEqualTo(Arrays.copyOf(content, 3 * PAGE + 40));
        assertThat(Arrays.copyOfRange(copied, 3 * PAGE + 40, BYTES)).containsOnly(0);
    }

    @Test
    void pages_that_were_never_written_are_the_rest_behind_a_switch() throws Exception {
        byte[] content = write(file.begin().position());
        Arrays.fill(content, 100 * PAGE, BYTES, (byte) 0);
        Files.write(live.resolve(NAME), content);

        new WalCopy(file, live).into(image, BYTES);

        assertThat(image.resolve(NAME)).hasBinaryContent(content);
    }

    @Test
    void a_file_that_the_server_used_anew_is_seen_at_its_first_page_and_at_any_other() throws Exception {
        byte[] content = write(file.begin().position());
        for (int page : new int[] {0, 1, 127, 128, 2047}) {
            byte[] other = content.clone();
            address(other, page, file.begin().position() - BYTES + (long) page * PAGE);
            Files.write(live.resolve(NAME), other);

            assertThatThrownBy(() -> new WalCopy(file, live).into(image, BYTES))
                    .as("page %s", page)
                    .isInstanceOfSatisfying(
                            ServerFailure.class, e -> assertThat(e.code()).isEqualTo(BackupErrors.VOID))
                    .hasMessageContaining("byte " + page * PAGE);
            Files.deleteIfExists(image.resolve(NAME));
        }
    }

    private byte[] write(long begin) throws IOException {
        byte[] content = new byte[BYTES];
        Arrays.fill(content, (byte) 7);
        for (int page = 0; page < BYTES / PAGE; page++) {
            address(content, page, begin + (long) page * PAGE);
        }
        ByteBuffer.wrap(content).order(ByteOrder.nativeOrder()).putInt(36, PAGE);
        Files.write(live.resolve(NAME), content);
        return content;
    }

    private static void address(byte[] content, int page, long address) {
        ByteBuffer.wrap(content).order(ByteOrder.nativeOrder()).putLong(page * PAGE + 8, address);
    }
}
