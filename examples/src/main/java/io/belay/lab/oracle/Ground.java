package io.belay.lab.oracle;

import io.belay.lab.Door;
import java.nio.file.Path;

/**
 * Where to look. Immutable.
 *
 * @param old live before an upgrade, as superuser
 * @param target live behind an upgrade, as superuser
 * @param oldData data directory of live before
 * @param newData where new comes to be
 * @param volume mount point of the file system with both
 * @param place where snapshots, candidates and waypoints come to lie
 * @param state the worker's own folder
 * @param acknowledged what clients were told is safe
 * @param btrfs the program
 */
public record Ground(
        Door old,
        Door target,
        Path oldData,
        Path newData,
        Path volume,
        Path place,
        Path state,
        Path acknowledged,
        Path btrfs) {

    public Path journal() {
        return state.resolve("journal");
    }
}
