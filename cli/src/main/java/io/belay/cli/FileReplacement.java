package io.belay.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Puts a new text in the place of a file's, whole or not at all: a crash leaves the old one. Owner, group and mode stay; of a
 * symbolic link the file behind it is replaced. Stateless.
 */
final class FileReplacement {

    private FileReplacement() {}

    /**
     * @param was what the file held when it was read
     * @throws CliFailure when somebody changed it since, or it cannot be written as it was
     */
    static void replace(Path file, String was, String text) {
        try {
            Path real = file.toRealPath();
            Path folder = Objects.requireNonNull(real.getParent(), "a file lies in a folder");
            Path fresh = Files.createTempFile(folder, "." + real.getFileName(), ".belay");
            try {
                write(fresh, text);
                keepRights(real, fresh);
                if (!was.equals(Files.readString(real))) {
                    throw failure(file, "somebody changed it while it was read");
                }
                Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (FileSystemException e) {
            throw failure(file, e.getReason() == null ? reason(e) : e.getReason())
                    .causedBy(e);
        } catch (IOException e) {
            throw failure(file, reason(e)).causedBy(e);
        }
    }

    private static void write(Path fresh, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void keepRights(Path old, Path fresh) throws IOException {
        for (String right : new String[] {"unix:uid", "unix:gid"}) {
            Object was = Files.getAttribute(old, right);
            if (!was.equals(Files.getAttribute(fresh, right))) {
                Files.setAttribute(fresh, right, was);
            }
        }
        Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(old));
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static CliFailure failure(Path file, String reason) {
        return new CliFailure(
                ExitCode.UNEXPECTED,
                CliErrors.FILE_NOT_WRITTEN,
                "`" + file + "` was not written: " + reason,
                "the file is as it was",
                "ls -ld " + file + " and its folder; its owner has to be kept, so run this as its owner");
    }
}
