package io.belay.workers.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a program is, by its content. A digest is remembered for as long as the kernel says that the file is the same: a file that was
 * replaced may have kept its name, size and time of modification, but not its inode and time of change, which no call sets.
 * Thread-safe.
 */
public final class ProgramDigest {

    private static final int PIECE = 1 << 16;

    /** Two majors have some forty programs. */
    private static final int REMEMBERED = 256;

    /** Coarser than the clock of any file system: what changes twice within one tick shows one time of change. */
    private static final Duration TICK = Duration.ofSeconds(2);

    private static final Map<Sameness, String> KNOWN =
            Collections.synchronizedMap(new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Sameness, String> eldest) {
                    return size() > REMEMBERED;
                }
            });

    /** @param told device, inode, size and both times, as the kernel says them */
    private record Sameness(Map<String, Object> told) {

        static Sameness of(Path file) throws IOException {
            return new Sameness(Map.copyOf(Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime")));
        }

        boolean isSettled(Instant now) {
            return told.get("ctime") instanceof FileTime time
                    && time.toInstant().plus(TICK).isBefore(now);
        }
    }

    private ProgramDigest() {}

    /** @return SHA-256 as 64 hex digits; {@code missing} when there is no such program */
    public static String of(Path program) {
        return of(program, Instant.now());
    }

    static String of(Path program, Instant now) {
        if (!Files.isRegularFile(program)) {
            return "missing";
        }
        try {
            Sameness before = Sameness.of(program);
            String known = KNOWN.get(before);
            if (known != null) {
                return known;
            }
            String digest = read(program);
            if (before.isSettled(now) && before.equals(Sameness.of(program))) {
                KNOWN.put(before, digest);
            }
            return digest;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path program) throws IOException {
        try (InputStream in = Files.newInputStream(program)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
