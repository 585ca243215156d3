package io.belay.workers.clone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** The private socket folders of copies, one each. Immutable. */
public record Sockets(Path folder) {

    /** In the place, because a clone's owner must pass through to it and may not pass the worker's state folder. Short on purpose. */
    public static Sockets in(Path place) {
        return new Sockets(place.resolve("s"));
    }

    /** Where a run's dumps lie while they are compared. */
    public Path dumps(String run) {
        return folder.resolve("dumps-" + run);
    }

    /** Named by eight hex digits: a Unix socket's path may have 107 bytes in all. */
    public Path of(Path root) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(root.toString().getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(digest, 0, 4));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** A server that did not end by itself leaves its socket and a lock with its number; nothing else is ever in there. */
    public void empty(Path root) {
        Path sockets = of(root);
        try (Stream<Path> files = Files.isDirectory(sockets) ? Files.list(sockets) : Stream.empty()) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the sockets in " + sockets + " cannot be removed", e);
        }
    }

    public void remove(Path root) {
        empty(root);
        try {
            Files.deleteIfExists(of(root));
        } catch (IOException e) {
            throw new UncheckedIOException("the sockets' folder " + of(root) + " cannot be removed", e);
        }
    }
}
