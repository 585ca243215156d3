package io.belay.workers.live;

import io.belay.workers.posix.Durable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The files by which new is held back while it follows, and beside each what it says once new is live. The administrator's own changes
 * of {@code postgresql.conf} in the days between are left alone. Stateless.
 */
public final class PairedFiles {

    /** Read as the last of {@code postgresql.conf}. */
    static final Path SETTINGS = Path.of("belay.conf");

    private static final String OPEN = ".open";

    private PairedFiles() {}

    static Path open(Path file) {
        return file.resolveSibling(file.getFileName() + OPEN);
    }

    /** What new's {@code pg_hba.conf} is once it is live. */
    public static Path openRules(Path data) {
        return data.resolve(open(Dress.ACCESS));
    }

    /**
     * Behind the crossing, and behind the exchange of {@code pg_hba.conf}. The server is not told. Idempotent.
     *
     * @return whether anything was left to do
     * @throws UncheckedIOException when a file cannot be put in its place; the others are
     */
    public static boolean letGo(Path data) {
        boolean changed = false;
        try {
            for (Path file : List.of(SETTINGS, Dress.IDENTITIES)) {
                Path open = data.resolve(open(file));
                if (Files.isRegularFile(open, LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(
                            open,
                            data.resolve(file),
                            StandardCopyOption.ATOMIC_MOVE,
                            StandardCopyOption.REPLACE_EXISTING);
                    changed = true;
                }
            }
            Files.deleteIfExists(openRules(data));
            Durable.sync(data);
            return changed;
        } catch (IOException refused) {
            throw new UncheckedIOException("what held new in `" + data + "` back cannot be let go", refused);
        }
    }
}
