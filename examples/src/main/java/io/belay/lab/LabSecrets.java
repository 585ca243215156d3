package io.belay.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Passwords of the lab's roles, new for each lab and kept in files that only their reader can open. Thread-safe. */
final class LabSecrets {

    private static final int BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> passwords = new LinkedHashMap<>();

    /** Made at the first call for a role. */
    synchronized String of(String role) {
        return passwords.computeIfAbsent(role, unused -> HexFormat.of().formatHex(bytes()));
    }

    String verifierOf(String role) {
        return ScramVerifier.of(of(role), bytes());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Writes a file that only its owner may read; the right is there before the content. */
    static Path write(Path file, String content) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }
}
