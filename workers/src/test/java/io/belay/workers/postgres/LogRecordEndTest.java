package io.belay.workers.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogRecordEndTest {

    private static final ControlData CONTROL = ControlData.parse(ControlDataTest.OF_13);

    /** The control data is of timeline 3. */
    private static final String SEGMENT = "000000030000000000000001";

    private final LogRecordEnd ends = new LogRecordEnd(CONTROL);

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "0/16C0818, 50, 0/16C0850, rounded up to a multiple of eight",
        "0/1631FE0, 32, 0/1632000, up to the very end of its page",
        "0/1631FE0, 33, 0/1632020, one byte and a header on the next page",
        "0/1631FE0, 16400, 0/1636038, over two whole pages and into a third",
        "0/1FFFFE0, 33, 0/2000030, into the next segment, whose header is longer",
    })
    void a_record_ends_behind_its_bytes_and_the_headers_between(String record, int length, String end, String name) {
        assertThat(ends.end(Lsn.parse(record), length)).as(name).hasToString(end);
    }

    @Test
    void the_length_is_read_from_the_segment_the_record_begins_in() throws IOException {
        write(SEGMENT, 0x6C0000, 0x16C0000, 0x6C0818, 50);

        assertThat(ends.find(folder, Lsn.parse("0/16C0818"))).contains(Lsn.parse("0/16C0850"));
    }

    @Test
    void a_segment_that_is_gone_tells_nothing() {
        assertThat(ends.find(folder, Lsn.parse("0/16C0818"))).isEmpty();
    }

    @Test
    void a_segment_that_holds_an_older_page_tells_nothing() throws IOException {
        write(SEGMENT, 0x6C0000, 0x06C0000, 0x6C0818, 50);

        assertThat(ends.find(folder, Lsn.parse("0/16C0818"))).isEmpty();
    }

    @Test
    void a_place_without_a_record_tells_nothing() throws IOException {
        write(SEGMENT, 0x6C0000, 0x16C0000, 0x6C0818, 0);

        assertThat(ends.find(folder, Lsn.parse("0/16C0818"))).isEmpty();
    }

    private void write(String segment, long page, long address, long record, int length) throws IOException {
        try (FileChannel file =
                FileChannel.open(folder.resolve(segment), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(0, address), page + 8);
            file.write(ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, length), record);
        }
    }
}
