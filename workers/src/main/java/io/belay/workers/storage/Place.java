package io.belay.workers.storage;

import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.Durable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder below which Belay makes, changes and removes, and nowhere else (invariants I1 and I9). Immutable, thread-safe.
 *
 * <pre>
 * snapshots/CLUSTER/ID  candidates/RUN  waypoints/RUN/NAME  clones/CLUSTER/NAME  throwaway/RUN/NAME
 * </pre>
 *
 * <p>Its folders let other accounts pass but not list (0711): a cluster's owner must reach the data directory of its clone.
 */
public final class Place {

    /** What an entry of a place is for, and how deep below its folder it lies. */
    public enum Kind {
        SNAPSHOT("snapshots", 2),
        CANDIDATE("candidates", 1),
        WAYPOINT("waypoints", 2),
        CLONE("clones", 2),
        THROWAWAY("throwaway", 2);

        private final String folder;
        private final int depth;

        Kind(String folder, int depth) {
            this.folder = folder;
            this.depth = depth;
        }

        /** Where entries of that kind lie, by their form. Pure: nothing is looked up, and no name is judged. */
        public Path in(Path root, String... names) {
            Path path = root.resolve(folder);
            for (String name : names) {
                path = path.resolve(name);
            }
            return path;
        }

        /** Whether the cluster in it may be started and changed; the others are frozen images. */
        public boolean isWritable() {
            return this == CANDIDATE || this == CLONE || this == THROWAWAY;
        }
    }

    private static final String MODE = "rwx--x--x";
    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}";

    /** Suffix of what a driver builds before it gets its final name; no entry can be called so. */
    private static final String UNFINISHED = ".unfinished~";

    private final Path root;

    private Place(Path root) {
        this.root = root;
    }

    /**
     * @param folder absolute, exists; the worker's own or root's, not writable by others; links on the way to it are resolved once
     * @throws StorageFailure when it is not such a folder
     */
    public static Place at(Path folder) {
        if (!folder.isAbsolute() || !Files.isDirectory(folder)) {
            throw new StorageFailure(
                    StorageErrors.BAD_PLACE,
                    "the place `" + folder + "` is no folder. Create it on the file system that holds the cluster:"
                            + " `mkdir -m 711 " + folder + "`");
        }
        try {
            Path root = folder.toRealPath();
            requireOurs(root);
            return new Place(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path root() {
        return root;
    }

    public Path snapshot(String cluster, String id) {
        return entry(Kind.SNAPSHOT, cluster, id);
    }

    /** Folder of a cluster's snapshots and their sidecars. */
    public Path snapshots(String cluster) {
        return root.resolve(Kind.SNAPSHOT.folder).resolve(requireName(cluster));
    }

    public Path waypoint(String run, String name) {
        return entry(Kind.WAYPOINT, run, name);
    }

    public OwnTree candidate(String run) {
        return new OwnTree(this, Kind.CANDIDATE, entry(Kind.CANDIDATE, run));
    }

    public OwnTree clone(String cluster, String name) {
        return new OwnTree(this, Kind.CLONE, entry(Kind.CLONE, cluster, name));
    }

    public OwnTree throwaway(String run, String name) {
        return new OwnTree(this, Kind.THROWAWAY, entry(Kind.THROWAWAY, run, name));
    }

    /**
     * What exists below {@code waypoints/RUN}, {@code throwaway/RUN}, {@code clones/CLUSTER}, by name; also what a crash left
     * unfinished there, by the name that it should have got.
     */
    public List<Path> list(Kind kind, String group) {
        return foldersIn(root.resolve(kind.folder).resolve(requireName(group)));
    }

    /** Every entry of a kind that exists: what a sweep after a crash looks at. */
    public List<Path> list(Kind kind) {
        List<Path> entries = foldersIn(root.resolve(kind.folder));
        if (kind.depth == 1) {
            return entries;
        }
        return entries.stream().flatMap(group -> foldersIn(group).stream()).toList();
    }

    /** What the path is for, if it is an entry of this place by its form; nothing is looked up. */
    public Optional<Kind> kindOf(Path path) {
        if (!path.equals(path.normalize()) || !path.startsWith(root)) {
            return Optional.empty();
        }
        Path relative = root.relativize(path);
        for (Kind kind : Kind.values()) {
            if (relative.getName(0).toString().equals(kind.folder) && relative.getNameCount() == kind.depth + 1) {
                boolean named = Stream.iterate(1, i -> i <= kind.depth, i -> i + 1)
                        .allMatch(i -> relative.getName(i).toString().matches(NAME));
                return named ? Optional.of(kind) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * The gate in front of every change: the path is an entry of this place by its form, and no folder on the way to it, nor the
     * entry itself, is a link.
     *
     * @throws StorageFailure NOT_OURS otherwise; nothing was touched
     */
    public Kind requireEntry(Path path) {
        Kind kind = kindOf(path).orElseThrow(() -> notOurs(path, "it is not an entry of the place `" + root + "`"));
        requireNoLinks(path);
        return kind;
    }

    /** The folders above an entry, made when missing. */
    public void prepare(Path entry) {
        requireEntry(entry);
        Path parent = folderOf(entry);
        Durable.createFolders(parent, MODE);
        requireNoLinks(entry);
    }

    /** Where a driver that cannot make an entry in one call builds it; in the entry's own folder. */
    public Path unfinished(Path entry) {
        requireEntry(entry);
        return folderOf(entry).resolve("." + entry.getFileName() + UNFINISHED);
    }

    void requireNoLinks(Path inside) {
        Path at = root;
        for (Path name : root.relativize(inside)) {
            at = at.resolve(name);
            if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            if (Files.isSymbolicLink(at)) {
                throw notOurs(inside, "`" + at + "` is a symbolic link");
            }
        }
    }

    static StorageFailure notOurs(Path path, String reason) {
        return new StorageFailure(
                StorageErrors.NOT_OURS, "`" + path + "` is not changed: " + reason + ". Nothing was touched");
    }

    private Path entry(Kind kind, String... names) {
        for (String name : names) {
            requireName(name);
        }
        return kind.in(root, names);
    }

    private static String requireName(String name) {
        if (!name.matches(NAME)) {
            throw new StorageFailure(
                    StorageErrors.NOT_OURS,
                    "`" + name + "` is not usable as a name in a place: letters, digits, `_`, `.` and `-`, at most 80,"
                            + " and no dot in front. Nothing was touched");
        }
        return name;
    }

    /** The folder that an entry lies in. */
    public static Path folderOf(Path entry) {
        Path parent = entry.getParent();
        if (parent == null) {
            throw notOurs(entry, "it has no folder above it");
        }
        return parent;
    }

    private static List<Path> foldersIn(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .map(Place::finished)
                    .filter(entry -> entry.getFileName().toString().matches(NAME))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entry that a folder is, or was to become. */
    private static Path finished(Path folder) {
        String name = folder.getFileName().toString();
        return name.startsWith(".") && name.endsWith(UNFINISHED)
                ? folder.resolveSibling(name.substring(1, name.length() - UNFINISHED.length()))
                : folder;
    }

    private static void requireOurs(Path root) throws IOException {
        long owner = ((Number) Files.getAttribute(root, "unix:uid")).longValue();
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(root);
        boolean open =
                mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE);
        if (open || (owner != 0 && owner != Accounts.effectiveUserId())) {
            throw new StorageFailure(
                    StorageErrors.BAD_PLACE,
                    "the place `" + root + "` can be changed by others than the worker's account." + " Run `chown root "
                            + root + " && chmod 711 " + root + "`, or make it the worker's own");
        }
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
