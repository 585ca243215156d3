package io.belay.workers.live;

import io.belay.workers.clone.OwnedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads live's small files by the paths that live knows them under, also when the data directory is looked at in an image of it. What
 * lies outside the data directory is read where it is. Never reads for the owner what the owner could not read. Thread-safe.
 */
final class LiveFiles {

    private final Path data;
    private final Path readFrom;
    private final OwnedFiles rights;

    LiveFiles(DressRequest request) {
        this.data = request.oldData();
        this.readFrom = request.readFrom();
        this.rights = new OwnedFiles(request.readFrom(), request.owner());
    }

    /** Live's data directory, as live knows it. */
    Path data() {
        return data;
    }

    /** Relative to the data directory; empty for what lies outside. The path may reach it through links. */
    Optional<Path> inside(Path known) {
        Path plain = known.normalize();
        if (plain.startsWith(data)) {
            return Optional.of(data.relativize(plain));
        }
        // The nearest folder that is there tells whether a link on the way leads inside.
        for (Path at = plain; at != null; at = at.getParent()) {
            try {
                Path real = at.toRealPath();
                Path whole = real.resolve(at.relativize(plain));
                return whole.startsWith(data) ? Optional.of(data.relativize(whole)) : Optional.empty();
            } catch (IOException notThere) {
                // One folder up, then.
            }
        }
        return Optional.empty();
    }

    boolean isFile(Path known) {
        return Files.isRegularFile(at(known));
    }

    boolean isFolder(Path known) {
        return Files.isDirectory(at(known));
    }

    /** What a folder holds, under the names that live knows. */
    List<Path> list(Path known) {
        return OwnedFiles.list(at(known)).stream()
                .map(found -> known.resolve(String.valueOf(found.getFileName())))
                .toList();
    }

    /** @throws LiveFailure {@code BLY-3670} */
    byte[] content(Path known) {
        Path file = at(known);
        try {
            if (!rights.ownerCanRead(file)) {
                throw unreadable(known, "its rights do not let the cluster's owner read it");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw unreadable(known, "there is no such file");
        } catch (IOException refused) {
            throw unreadable(known, String.valueOf(refused.getMessage()));
        }
    }

    /** @throws LiveFailure {@code BLY-3670} */
    String text(Path known) {
        return new String(content(known), StandardCharsets.UTF_8);
    }

    /** Byte by byte, so that what is copied stays what it was in whatever encoding it is. */
    String bytes(Path known) {
        return new String(content(known), StandardCharsets.ISO_8859_1);
    }

    static LiveFailure unreadable(Path known, String why) {
        return new LiveFailure(
                LiveErrors.SETTINGS_UNREADABLE,
                "live's configuration `" + known + "` cannot be read: " + why
                        + ". Nothing was done. Live would not start again with it either; mend it, then retry");
    }

    private Path at(Path known) {
        return inside(known).map(readFrom::resolve).orElse(known);
    }
}
