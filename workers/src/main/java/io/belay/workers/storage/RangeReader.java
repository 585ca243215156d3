package io.belay.workers.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the same ranges of two files and compares them. */
final class RangeReader {

    /** Large enough that the calls do not count. */
    private static final int PIECE = 1 << 20;

    private RangeReader() {}

    /** @param bytesRead of both files together */
    record Outcome(OptionalLong firstDifference, long bytesRead) {}

    static Outcome compare(Path left, Path right, List<ExtentComparison.Range> ranges) throws IOException {
        Set<java.nio.file.OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try (FileChannel one = FileChannel.open(left, options);
                FileChannel other = FileChannel.open(right, options)) {
            ByteBuffer mine = ByteBuffer.allocateDirect(PIECE);
            ByteBuffer theirs = ByteBuffer.allocateDirect(PIECE);
            long bytesRead = 0;
            for (ExtentComparison.Range range : ranges) {
                for (long at = range.from(); at < range.to(); at += PIECE) {
                    int length = (int) Math.min(PIECE, range.to() - at);
                    fill(one, mine, at, length);
                    fill(other, theirs, at, length);
                    bytesRead += mine.remaining() + theirs.remaining();
                    int difference = mine.mismatch(theirs);
                    if (difference >= 0) {
                        return new Outcome(OptionalLong.of(at + difference), bytesRead);
                    }
                }
            }
            return new Outcome(OptionalLong.empty(), bytesRead);
        }
    }

    private static void fill(FileChannel channel, ByteBuffer buffer, long at, int length) throws IOException {
        buffer.clear().limit(length);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {
            // A short read is continued where it ended.
        }
        buffer.flip();
    }
}
