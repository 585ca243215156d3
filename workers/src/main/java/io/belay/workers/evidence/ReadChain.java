package io.belay.workers.evidence;

import io.belay.engine.evidence.Chain;
import io.belay.engine.evidence.ChainLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The chain of a file that only grows: what was read once is not read again, because each answer of a host appends to it. For checks
 * the file is read as it is. Thread-safe.
 */
final class ReadChain {

    private final Path file;
    private Chain known = new Chain(List.of(), false);
    private long bytes;

    ReadChain(Path file) {
        this.file = file;
    }

    /** What was read before stands, also where somebody has changed it since: what follows it then does not fit, and a check tells. */
    synchronized Chain grown() throws IOException {
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (size < bytes || known.unfinished()) {
            return fresh();
        }
        if (size > bytes) {
            Chain tail = Chain.read(read(bytes, size));
            List<ChainLine> lines = new ArrayList<>(known.lines());
            tail.lines()
                    .forEach(line -> lines.add(
                            new ChainLine(known.lines().size() + line.number(), line.sha256(), line.content())));
            known = new Chain(lines, tail.unfinished());
            bytes = size;
        }
        return known;
    }

    /** As it lies on the disk now. */
    synchronized Chain fresh() throws IOException {
        byte[] all = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        known = Chain.read(all);
        bytes = all.length;
        return known;
    }

    private byte[] read(long from, long to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) (to - from));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int got = 0;
            while (buffer.hasRemaining() && got >= 0) {
                got = channel.read(buffer, from + buffer.position());
            }
        }
        return buffer.array();
    }
}
