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

    private final PoolerAddress address;

    PgBouncerConfiguration(PoolerAddress address) {
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

    /** Whole or not at all, with owner and mode as before: the pooler has to be able to read it. */
    void replace(String text) {
        try {
            Path file = address.config().toRealPath();
            Path parent = Objects.requireNonNull(file.getParent());
            Path beside = parent.resolve("." + file.getFileName() + ".belay");
            Files.deleteIfExists(beside);
            Files.copy(file, beside, StandardCopyOption.COPY_ATTRIBUTES);
            Files.setAttribute(beside, "unix:uid", Files.getAttribute(file, "unix:uid"));
            Files.setAttribute(beside, "unix:gid", Files.getAttribute(file, "unix:gid"));
            Files.writeString(beside, text, StandardOpenOption.TRUNCATE_EXISTING);
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Durable.sync(parent);
        } catch (IOException e) {
            throw new HoldFailure(
                    HoldErrors.POOLER_ENTRY,
                    "the configuration `" + address.config() + "` of PgBouncer `" + address.name()
                            + "` cannot be written",
                    e);
        }
    }
}
