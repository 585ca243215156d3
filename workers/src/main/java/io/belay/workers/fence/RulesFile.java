package io.belay.workers.fence;

import io.belay.workers.posix.Accounts;
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

    Path file() {
        return file;
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

    /**
     * Writes beside it what {@link #replace} puts in its place later: what waits for the disk is done before anybody waits for it.
     *
     * @throws FenceFailure when the folder takes no new file
     */
    void stage(byte[] content, FileAttributes attributes) {
        try {
            Files.deleteIfExists(beside());
            Files.createFile(
                    beside(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(beside(), content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            attributes.applyTo(beside());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Not durable before {@link #settle}.
     *
     * @throws FenceFailure when the folder takes no new file
     */
    void replace(byte[] content, FileAttributes attributes) {
        try {
            if (!isStaged(content, attributes)) {
                stage(content, attributes);
            }
            Files.move(beside(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Behind it {@link #replace} outlives a power cut, too. */
    void settle() {
        Durable.sync(java.util.Objects.requireNonNull(file.getParent()));
    }

    /** Removes what was staged and not put in place. */
    void discard() {
        try {
            Files.deleteIfExists(beside());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private boolean isStaged(byte[] content, FileAttributes attributes) throws IOException {
        if (!Files.isRegularFile(beside())) {
            return false;
        }
        FileEntry there = FileEntry.of(beside());
        boolean owned = !Accounts.isRoot()
                || (there.userId() == attributes.userId() && there.groupId() == attributes.groupId());
        return owned && there.mode() == attributes.mode() && Arrays.equals(Files.readAllBytes(beside()), content);
    }

    private Path beside() {
        return file.resolveSibling("." + file.getFileName() + ".belay");
    }

    private FenceFailure unusable(IOException why) {
        return new FenceFailure(FenceErrors.RULES, "`" + file + "` cannot be read or replaced: " + why.getMessage());
    }
}
