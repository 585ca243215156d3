package io.belay.workers.discovery;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** From where a cluster lies to the folder around it in which others can lie beside it. Stateless, pure. */
final class WorkPlace {

    /** Parts of a path that tell clusters apart, and are no place for others: {@code data}, {@code 13}, {@code 13/main}. */
    private static final Pattern INNER = Pattern.compile("data|pgdata|pg_data|main|base|\\d{1,2}(\\.\\d+)?");

    private WorkPlace() {}

    /**
     * {@code /srv/pg} for {@code /srv/pg/orders/13/data}: never beyond the file system that holds it.
     *
     * @param unit the subvolume, or the data directory
     */
    static Path around(Path unit, Path mountPoint) {
        Path at = unit;
        while (isInner(at) && isInside(parent(at), mountPoint)) {
            at = parent(at);
        }
        if (!at.equals(unit) && (isShared(at) || isInner(at))) {
            return at;
        }
        return at.equals(unit) || isInside(parent(at), mountPoint) ? parent(at) : at;
    }

    /** What a cluster is called by its folders; empty when they carry no name of its own. */
    static Optional<String> name(Path dataDirectory) {
        for (Path at = dataDirectory; at.getFileName() != null; at = parent(at)) {
            if (!isInner(at)) {
                return isShared(at)
                        ? Optional.empty()
                        : Optional.of(at.getFileName().toString());
            }
        }
        return Optional.empty();
    }

    /** Where distributions put every cluster: such a folder is the place around, and no cluster's name. */
    private static boolean isShared(Path folder) {
        Path name = folder.getFileName();
        return name == null || name.toString().matches("postgresql|postgres|pgsql|pg|lib|var|srv|opt|mnt|home");
    }

    private static boolean isInner(Path path) {
        Path name = path.getFileName();
        return name != null && INNER.matcher(name.toString()).matches();
    }

    private static boolean isInside(Path path, Path mountPoint) {
        return path.startsWith(mountPoint) && path.getNameCount() > 0;
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
