package io.belay.workers.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The links through which a cluster reaches beyond its data directory: {@code pg_wal} (initdb -X) and {@code pg_tblspc/*}.
 *
 * @see <a href="https://www.postgresql.org/docs/17/storage-file-layout.html">PostgreSQL 17, Database File Layout</a>
 */
public final class DataDirectoryLinks {

    private DataDirectoryLinks() {}

    /** @param target fully resolved; empty when it leads nowhere */
    public record Link(Path link, Optional<Path> target) {

        /** Else it is the write-ahead log, or the folder of all tablespaces. */
        public boolean isTablespace() {
            return link.getParent() != null && link.getParent().endsWith("pg_tblspc");
        }
    }

    public static List<Link> of(Path dataDirectory) {
        List<Link> links = new ArrayList<>();
        addIfLink(dataDirectory.resolve("pg_wal"), links);
        Path tablespaces = dataDirectory.resolve("pg_tblspc");
        addIfLink(tablespaces, links);
        if (Files.isDirectory(tablespaces)) {
            try (Stream<Path> entries = Files.list(tablespaces)) {
                entries.sorted().forEach(entry -> addIfLink(entry, links));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return List.copyOf(links);
    }

    private static void addIfLink(Path path, List<Link> links) {
        if (Files.isSymbolicLink(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            links.add(new Link(path, target(path)));
        }
    }

    private static Optional<Path> target(Path link) {
        try {
            return Optional.of(link.toRealPath());
        } catch (IOException nowhere) {
            return Optional.empty();
        }
    }
}
