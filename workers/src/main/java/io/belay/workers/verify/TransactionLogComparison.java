package io.belay.workers.verify;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares the commit status of every transaction that old knew, and who shared its row locks. {@code pg_xact} and {@code
 * pg_multixact} are copied, not linked; without them the same data pages would mean different rows. New has gone on from old's
 * next numbers when it restored the schema, so only what lies before those is compared. Reads only; a few GiB exist at most.
 */
public final class TransactionLogComparison {

    private static final int CHUNK = 1 << 20;

    private static final long PAGE = 8192;

    /** 32 pages (access/slru.h, SLRU_PAGES_PER_SEGMENT). */
    private static final long SEGMENT = 32 * PAGE;

    /** access/transam/clog.c: two bits each. */
    private static final int TRANSACTIONS_PER_BYTE = 4;

    /** access/transam/multixact.c: an offset has four bytes; four members share a group of twenty, 409 groups a page. */
    private static final long BYTES_PER_OFFSET = 4;

    private static final long MEMBERS_PER_GROUP = 4;
    private static final long BYTES_PER_GROUP = 20;
    private static final long MEMBERS_PER_PAGE = PAGE / BYTES_PER_GROUP * MEMBERS_PER_GROUP;

    /**
     * Where a log ends, over all its segments.
     *
     * @param bytes that count whole
     * @param maskOfNext bits of the byte behind them that count too
     */
    record End(long bytes, int maskOfNext) {

        static End ofTransactions(long next) {
            return new End(next / TRANSACTIONS_PER_BYTE, (1 << (2 * (int) (next % TRANSACTIONS_PER_BYTE))) - 1);
        }

        static End ofOffsets(long next) {
            return new End(next * BYTES_PER_OFFSET, 0);
        }

        /** A group that is not full yet is left out: its flags are one word. */
        static End ofMembers(long next) {
            return new End(
                    next / MEMBERS_PER_PAGE * PAGE + next % MEMBERS_PER_PAGE / MEMBERS_PER_GROUP * BYTES_PER_GROUP, 0);
        }

        /** Segments that begin behind the end are from before a wrap-around and compared whole. */
        End within(long segment, long size) {
            long rest = bytes - segment * SEGMENT;
            return rest < 0 || rest >= size ? new End(size, 0) : new End(rest, maskOfNext);
        }

        boolean isNothing() {
            return bytes == 0 && maskOfNext == 0;
        }
    }

    private TransactionLogComparison() {}

    /**
     * @param counters of old when it was stopped
     * @return one line per segment that differs or is missing; empty when all is the same
     */
    public static List<String> differences(Path oldData, Path newData, TransactionCounters counters) {
        List<String> different = new ArrayList<>();
        compare(oldData, newData, "pg_xact", End.ofTransactions(counters.nextTransaction()), different);
        compare(oldData, newData, "pg_multixact/offsets", End.ofOffsets(counters.nextMultiTransaction()), different);
        compare(oldData, newData, "pg_multixact/members", End.ofMembers(counters.nextMultiOffset()), different);
        return different;
    }

    private static void compare(Path oldData, Path newData, String log, End end, List<String> different) {
        try (var segments = Files.list(oldData.resolve(log))) {
            for (Path segment : segments.sorted().toList()) {
                String name = segment.getFileName().toString();
                if (!name.matches("[0-9A-F]{4,15}")) {
                    continue;
                }
                Path counterpart = newData.resolve(log).resolve(name);
                End counts = end.within(Long.parseLong(name, 16), Files.size(segment));
                if (counts.isNothing()) {
                    continue;
                }
                if (!Files.exists(counterpart)) {
                    different.add(log + "/" + name + " is missing in new");
                } else if (!isSame(segment, counterpart, counts)) {
                    different.add(log + "/" + name + " differs");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(log + " of " + oldData + " cannot be compared", e);
        }
    }

    private static boolean isSame(Path left, Path right, End counts) throws IOException {
        long length = counts.bytes() + (counts.maskOfNext() == 0 ? 0 : 1);
        if (Files.size(right) < length) {
            return false;
        }
        // Streams, no mapping: a mapped file keeps its tree's space, and the mount, until the next garbage collection.
        try (InputStream one = new BufferedInputStream(Files.newInputStream(left), CHUNK);
                InputStream other = new BufferedInputStream(Files.newInputStream(right), CHUNK)) {
            for (long at = 0; at < counts.bytes(); at += CHUNK) {
                int piece = (int) Math.min(CHUNK, counts.bytes() - at);
                if (!Arrays.equals(one.readNBytes(piece), other.readNBytes(piece))) {
                    return false;
                }
            }
            return ((one.read() ^ other.read()) & counts.maskOfNext()) == 0;
        }
    }
}
