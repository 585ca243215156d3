package io.belay.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/**
 * The transactions that a server acknowledged, one number a line, in a file outside the database. Each is handed to the kernel before
 * the client goes on, so it outlives a kill of this JVM; not a power failure before {@link #force}. Thread-safe.
 */
public final class Acknowledgements implements AutoCloseable {

    private final FileChannel channel;

    private Acknowledgements(FileChannel channel) {
        this.channel = channel;
    }

    static Acknowledgements create(Path file) throws IOException {
        return new Acknowledgements(FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }

    synchronized void add(long number) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((number + "\n").getBytes(StandardCharsets.US_ASCII));
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    void force() throws IOException {
        channel.force(false);
    }

    /** All of a file; a torn last line was never acknowledged to anybody. */
    public static BitSet read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        BitSet numbers = new BitSet();
        text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .forEach(line -> numbers.set(Math.toIntExact(Long.parseLong(line))));
        return numbers;
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
