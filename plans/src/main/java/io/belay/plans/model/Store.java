package io.belay.plans.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Storage that makes snapshots. Immutable.
 *
 * @param path the mount point or folder that the store serves; empty where {@code unit} says it
 * @param unit dataset of ZFS or volume group of LVM; empty where {@code path} says it
 * @param driver {@code auto}, {@code btrfs}, {@code reflink} (also called {@code xfs}), {@code copy}, {@code zfs},
 *     {@code lvm} or {@code exec}
 * @param work where snapshots, clones and waypoints lie; on the same file system
 * @param programs of the host's file that make snapshots, by what they do; for {@code exec} only
 */
public record Store(
        Optional<Path> path, Optional<String> unit, String driver, Path work, Map<String, String> programs) {

    public Store {
        programs = Collections.unmodifiableMap(new LinkedHashMap<>(programs));
    }

    boolean serves(Path place) {
        return path.filter(place::startsWith).isPresent();
    }

    /** The deeper one is nearer to what both serve. */
    int depth() {
        return path.map(Path::getNameCount).orElse(0);
    }
}
