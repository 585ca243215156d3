package io.belay.workers.storage;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A writable tree that Belay made: a candidate, a tester's clone, or a throw-away. What changes a cluster takes one of these, never
 * a path, so that live cannot be named by mistake (invariant I1). Only a {@link Place} makes one. Immutable.
 */
public final class OwnTree {

    private final Place place;
    private final Place.Kind kind;
    private final Path path;

    OwnTree(Place place, Place.Kind kind, Path path) {
        this.place = place;
        this.kind = kind;
        this.path = path;
    }

    public Place.Kind kind() {
        return kind;
    }

    /** Its root; whether it exists is another question. */
    public Path path() {
        return path;
    }

    public boolean exists() {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * A file or folder in it, proven at this moment to be reached through no link.
     *
     * @throws StorageFailure NOT_OURS when the path leaves the tree or a link lies on the way
     */
    public Path resolve(Path relative) {
        Path inside = path.resolve(relative).normalize();
        if (relative.isAbsolute() || !inside.startsWith(path)) {
            throw Place.notOurs(relative, "it leaves `" + path + "`");
        }
        place.requireNoLinks(inside);
        return inside;
    }

    public Path resolve(String relative) {
        return resolve(Path.of(relative));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OwnTree tree && tree.path.equals(path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
