package io.belay.workers.hold;

import io.belay.workers.hold.Pooler.Problem;
import io.belay.workers.posix.Durable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/** The {@code pgbouncer.ini} of one PgBouncer: read, and replaced whole or not at all. Immutable. */
final class PgBouncerConfiguration {

    private final PgBouncerAddress address;

    PgBouncerConfiguration(PgBouncerAddress address) {
        this.address = address;
    }

    /** Behind the crossing it is too late to find out. */
    List<Problem> changeable() {
        try {
            Path file = address.config().toRealPath();
            return Files.isWritable(file) && Files.isWritable(Objects.requireNonNull(file.getParent()))
                    ? List.of()
                    : List.of(new Problem(
                            HoldErrors.POOLER_ENTRY,
                            "the configuration `" + file + "` of PgBouncer `" + address.name()
                                    + "` cannot be changed by this worker, and its clients have to come to new by it",
                            "let the worker's account write the file and its folder"));
        } catch (IOException e) {
            throw notRead(e);
        }
    }

    String read() {
        try {
            return Files.readString(address.config());
        } catch (IOException e) {
            throw notRead(e);
        }
    }

    private HoldFailure notRead(IOException why) {
        return new HoldFailure(
                HoldErrors.POOLER_ENTRY,
                "the configuration `" + address.config() + "` of PgBouncer `" + address.name() + "` cannot be read",
                why);
    }

    /** Writes beside the file what {@link #replace} puts in its place later, with owner and mode of the file. */
    void stage(String text) {
        try {
            Path file = address.config().toRealPath();
            Path beside = beside(file);
            Files.deleteIfExists(beside);
            Files.copy(file, beside, StandardCopyOption.COPY_ATTRIBUTES);
            Files.setAttribute(beside, "unix:uid", Files.getAttribute(file, "unix:uid"));
            Files.setAttribute(beside, "unix:gid", Files.getAttribute(file, "unix:gid"));
            Files.writeString(beside, text, StandardOpenOption.TRUNCATE_EXISTING);
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /**
     * Whole or not at all, with owner and mode as before: the pooler has to be able to read it. That it is the file that a restart of the
     * host finds is only certain behind {@link #settle}: who puts it there does so again until then.
     */
    void replace(String text) {
        try {
            Path file = address.config().toRealPath();
            Path beside = beside(file);
            if (!Files.isRegularFile(beside) || !Files.readString(beside).equals(text)) {
                stage(text);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /** What is there is durable, and nothing lies beside it. */
    void settle() {
        try {
            Path file = address.config().toRealPath();
            Files.deleteIfExists(beside(file));
            Durable.sync(Objects.requireNonNull(file.getParent()));
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private static Path beside(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".belay");
    }

    private HoldFailure notWritten(IOException why) {
        return new HoldFailure(
                HoldErrors.POOLER_ENTRY,
                "the configuration `" + address.config() + "` of PgBouncer `" + address.name() + "` cannot be written",
                why);
    }
}
