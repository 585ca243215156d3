package io.belay.workers.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a record of the write-ahead log ends, read from the segment it begins in. A server's log names only where the last record
 * that was replayed begins, and a slot of a cluster that nobody writes to stands at that record's end.
 *
 * @see <a href="https://github.com/postgres/postgres/blob/REL_17_STABLE/src/include/access/xlogrecord.h">the record</a> and <a
 *     href="https://github.com/postgres/postgres/blob/REL_17_STABLE/src/include/access/xlog_internal.h">the page</a>: their first
 *     fields are the same from 13 on
 */
final class LogRecordEnd {

    /** Magic, flags and timeline stand before a page's own address. */
    private static final int ADDRESS_OFFSET = 8;

    private static final int PAGE_HEADER = 24;
    private static final int SEGMENT_HEADER = 40;
    private static final int SHORTEST = 24;
    private static final int LONGEST = 1020 << 20;
    private static final int ALIGNMENT = 8;

    private final int segmentBytes;
    private final int pageBytes;
    private final int timeline;

    LogRecordEnd(ControlData control) {
        this.segmentBytes = control.walSegmentBytes();
        this.pageBytes = control.walBlockBytes();
        this.timeline = control.timeline();
    }

    /**
     * @param folder {@code pg_wal}
     * @param record where one begins
     * @return nothing when its segment is no longer there, or holds something else at that place
     */
    Optional<Lsn> find(Path folder, Lsn record) {
        Path segment = folder.resolve(segmentName(record));
        if (!Files.exists(segment)) {
            return Optional.empty();
        }
        long page = record.position() - record.position() % pageBytes;
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.READ)) {
            long address = read(file, page % segmentBytes + ADDRESS_OFFSET, Long.BYTES)
                    .map(ByteBuffer::getLong)
                    .orElse(-1L);
            int length = read(file, record.position() % segmentBytes, Integer.BYTES)
                    .map(ByteBuffer::getInt)
                    .orElse(0);
            return address == page && length >= SHORTEST && length <= LONGEST
                    ? Optional.of(end(record, length))
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Behind the record's bytes and the headers of the pages that it goes on in. */
    Lsn end(Lsn record, int length) {
        long place = record.position();
        long left = length;
        long onPage = pageBytes - place % pageBytes;
        while (left > onPage) {
            left -= onPage;
            place += onPage;
            long header = place % segmentBytes == 0 ? SEGMENT_HEADER : PAGE_HEADER;
            place += header;
            onPage = pageBytes - header;
        }
        return new Lsn((place + left + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    }

    private String segmentName(Lsn place) {
        long segment = place.position() / segmentBytes;
        long perName = (1L << 32) / segmentBytes;
        return String.format(Locale.ROOT, "%08X%08X%08X", timeline, segment / perName, segment % perName);
    }

    private static Optional<ByteBuffer> read(FileChannel file, long place, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
        while (buffer.hasRemaining()) {
            if (file.read(buffer, place + buffer.position()) < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(buffer.flip());
    }
}
