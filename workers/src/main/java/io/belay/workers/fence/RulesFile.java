package io.belay.workers.fence;

import io.belay.workers.posix.Durable;
import io.belay.workers.posix.FileAttributes;
import io.belay.workers.posix.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/** {@code pg_hba.conf} as a file that is exchanged whole, by a rename, and keeps owner and rights. */
final class RulesFile {

    private final Path file;

    /** @param file real path, so that a link to it stays one */
    RulesFile(Path file) {
        this.file = file;
    }

    FileEntry entry() {
        try {
            return FileEntry.of(file);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    byte[] content() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    boolean holds(byte[] content) {
        return Arrays.equals(content(), content);
    }

    /** @throws FenceFailure when the folder takes no new file */
    void replace(byte[] content, FileAttributes attributes) {
        Path beside = file.resolveSibling("." + file.getFileName() + ".belay");
        try {
            Files.deleteIfExists(beside);
            Files.createFile(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(beside, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            attributes.applyTo(beside);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable(e);
        }
        Durable.sync(java.util.Objects.requireNonNull(file.getParent()));
    }

    private FenceFailure unusable(IOException why) {
        return new FenceFailure(FenceErrors.RULES, "`" + file + "` cannot be read or replaced: " + why.getMessage());
    }
}
