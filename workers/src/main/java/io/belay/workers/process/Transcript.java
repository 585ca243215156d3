package io.belay.workers.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a program printed, in a file that only the worker may read. Everything read through this class is masked. Thread-safe.
 *
 * <p>The file itself is not masked: a program writes to it directly, so that its output survives the worker.
 */
public final class Transcript {

    /** Past this the middle is cut out: a program that loops must not fill the disk that keeps the run journal. */
    static final long CAP = 64L << 20;

    static final int TAIL = 64 << 10;

    private static final byte[] CUT =
            "\n[belay cut out what stood here: too much output]\n".getBytes(StandardCharsets.UTF_8);

    private final Path file;
    private final Masking masking;
    private final long cap;

    public Transcript(Path file, Masking masking) {
        this(file, masking, CAP);
    }

    Transcript(Path file, Masking masking, long cap) {
        this.file = file;
        this.masking = masking;
        this.cap = cap;
    }

    public Path file() {
        return file;
    }

    /** Bytes; 0 when nothing was written yet. */
    public long size() {
        try {
            return Files.size(file);
        } catch (NoSuchFileException absent) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A piece, masked; offsets are those of the file.
     *
     * @param offset from 0; past the end gives an empty piece
     * @param atMost bytes
     */
    public byte[] read(long offset, int atMost) {
        int margin = masking.margin();
        long from = Math.max(0, offset - margin);
        int before = (int) (offset - from);
        byte[] wide = masking.mask(raw(from, before + atMost + margin));
        int length = Math.max(0, Math.min(atMost, wide.length - before));
        byte[] piece = new byte[length];
        if (length > 0) {
            System.arraycopy(wide, before, piece, 0, length);
        }
        return piece;
    }

    /** The last bytes as text, masked; a character cut by the edge is shown as a replacement. */
    public String tail(int atMost) {
        return new String(read(Math.max(0, size() - atMost), atMost), StandardCharsets.UTF_8);
    }

    /**
     * Keeps the file below its cap: the beginning and the newest part stay, the middle goes, a line between says so. Writers
     * append (O_APPEND), so they go on at the new end; what is written at this very moment may go with the middle.
     */
    void trim() {
        long size = size();
        if (size <= cap) {
            return;
        }
        int newest = (int) (cap / 4);
        byte[] end = raw(size - newest, newest);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(cap / 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(CUT));
            channel.write(ByteBuffer.wrap(end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] raw(long from, int atMost) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer piece = ByteBuffer.allocate(atMost);
            long at = from;
            int read;
            while (piece.hasRemaining() && (read = channel.read(piece, at)) > 0) {
                at += read;
            }
            byte[] bytes = new byte[piece.position()];
            piece.flip().get(bytes);
            return bytes;
        } catch (NoSuchFileException absent) {
            return new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
