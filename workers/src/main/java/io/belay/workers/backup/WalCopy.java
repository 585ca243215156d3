package io.belay.workers.backup;

import io.belay.workers.postgres.ServerFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Copies one file of the log and proves page by page that it is the one its name says: a server that no longer needs a file gives
 * it a new name and writes into it anew, also while it is being read.
 *
 * <p>Layout: {@code XLogPageHeaderData}, {@code XLogLongPageHeaderData} in {@code src/include/access/xlog_internal.h}, 13 to 17.
 */
final class WalCopy {

    private static final int PAGE_ADDRESS = 8;
    private static final int LONG_HEADER = 40;
    private static final int PAGE_BYTES = 36;
    private static final int PIECE = 1 << 20;

    private final WalFile file;
    private final Path from;

    WalCopy(WalFile file, Path liveLog) {
        this.file = file;
        this.from = liveLog.resolve(file.name());
    }

    /**
     * @param valid how many bytes of it belong into the image; the rest is zeroes, at which recovery ends
     * @throws ServerFailure VOID when a page is not of this file
     */
    void into(Path imageLog, long valid) throws IOException {
        Path to = imageLog.resolve(file.name());
        try (FileChannel original = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel copy = FileChannel.open(
                        to, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), BackupMode.PRIVATE)) {
            int pageBytes = pageBytes(original);
            ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.nativeOrder());
            for (long at = 0; at < valid; at += PIECE) {
                read(original, piece, at, (int) Math.min(PIECE, valid - at));
                requirePages(piece, at, pageBytes);
                while (piece.hasRemaining()) {
                    copy.write(piece);
                }
            }
            if (valid < file.bytes()) {
                copy.write(ByteBuffer.allocate(1), file.bytes() - 1);
            }
        }
    }

    private int pageBytes(FileChannel original) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(LONG_HEADER).order(ByteOrder.nativeOrder());
        read(original, header, 0, LONG_HEADER);
        int pageBytes = header.getInt(PAGE_BYTES);
        if (header.getLong(PAGE_ADDRESS) != file.begin().position() || Integer.bitCount(pageBytes) != 1) {
            throw notThisFile(0);
        }
        return pageBytes;
    }

    /** A page without a header was never written: behind a switch to the next file, the rest is left so. */
    private void requirePages(ByteBuffer piece, long at, int pageBytes) {
        int first = (int) ((pageBytes - at % pageBytes) % pageBytes);
        for (int page = first; page + PAGE_ADDRESS + Long.BYTES <= piece.limit(); page += pageBytes) {
            long address = piece.getLong(page + PAGE_ADDRESS);
            boolean neverWritten = address == 0 && piece.getLong(page) == 0;
            if (!neverWritten && address != file.begin().position() + at + page) {
                throw notThisFile(at + page);
            }
        }
    }

    private void read(FileChannel original, ByteBuffer into, long at, int length) throws IOException {
        into.clear().limit(length);
        while (into.hasRemaining()) {
            if (original.read(into, at + into.position()) < 0) {
                throw notThisFile(at + into.position());
            }
        }
        into.flip();
    }

    private ServerFailure notThisFile(long at) {
        return new ServerFailure(
                BackupErrors.VOID,
                "the server had used `" + from + "` anew (seen at byte " + at
                        + ") before it was copied. The image is void and"
                        + " was removed; live is unharmed. Raise `max_wal_size` or `wal_keep_size`, so that the server keeps its"
                        + " log longer, and take another snapshot");
    }
}
