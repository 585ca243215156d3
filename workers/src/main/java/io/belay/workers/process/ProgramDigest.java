package io.belay.workers.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a program is, by its content. Stateless. Read anew each time: a file that was replaced may have kept its name, size and time. */
public final class ProgramDigest {

    private static final int PIECE = 1 << 16;

    private ProgramDigest() {}

    /** @return SHA-256 as 64 hex digits; {@code missing} when there is no such program */
    public static String of(Path program) {
        if (!Files.isRegularFile(program)) {
            return "missing";
        }
        try (InputStream in = Files.newInputStream(program)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
