package io.belay.workers.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the commit status of every transaction that old knew. {@code pg_xact} is copied, not linked; without it the same
 * data pages would mean different rows. New has gone on from old's next transaction when it restored the schema, so only what
 * lies before that number is compared. Reads only; at most 512 MiB exist.
 */
public final class TransactionLogComparison {

    /** 32 pages of 8 KiB, four transactions a byte (access/transam/clog.c, SLRU_PAGES_PER_SEGMENT). */
    private static final long TRANSACTIONS_PER_SEGMENT = 32L * 8192 * 4;

    private TransactionLogComparison() {}

    /**
     * @param nextTransaction old's next transaction id without its epoch, from control data
     * @return one line per segment that differs or is missing; empty when all is the same
     */
    public static List<String> differences(Path oldData, Path newData, long nextTransaction) {
        List<String> different = new ArrayList<>();
        try (var segments = Files.list(oldData.resolve("pg_xact"))) {
            for (Path segment : segments.sorted().toList()) {
                String name = segment.getFileName().toString();
                if (!name.matches("[0-9A-F]{4,}")) {
                    continue;
                }
                Path counterpart = newData.resolve("pg_xact").resolve(name);
                long comparable = comparableBytes(Long.parseLong(name, 16), nextTransaction, Files.size(segment));
                if (comparable > 0 && !Files.exists(counterpart)) {
                    different.add("pg_xact/" + name + " is missing in new");
                } else if (comparable > 0 && !sameStart(segment, counterpart, comparable)) {
                    different.add("pg_xact/" + name + " differs");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("pg_xact of " + oldData + " cannot be compared", e);
        }
        return different;
    }

    /** Segments that begin behind the next transaction are from before a wrap-around and compared whole. */
    static long comparableBytes(long segmentNumber, long nextTransaction, long size) {
        long first = segmentNumber * TRANSACTIONS_PER_SEGMENT;
        if (first > nextTransaction) {
            return size;
        }
        return Math.min(size, (nextTransaction - first) / 4);
    }

    private static boolean sameStart(Path left, Path right, long bytes) throws IOException {
        if (Files.size(right) < bytes) {
            return false;
        }
        try (FileChannel one = FileChannel.open(left, StandardOpenOption.READ);
                FileChannel other = FileChannel.open(right, StandardOpenOption.READ)) {
            MappedByteBuffer first = one.map(FileChannel.MapMode.READ_ONLY, 0, bytes);
            MappedByteBuffer second = other.map(FileChannel.MapMode.READ_ONLY, 0, bytes);
            return first.mismatch(second) < 0;
        }
    }
}
