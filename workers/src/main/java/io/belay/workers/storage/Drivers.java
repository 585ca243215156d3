package io.belay.workers.storage;

import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.FileSystemFigures;
import io.belay.workers.posix.Subvolumes;
import io.belay.workers.storage.btrfs.BtrfsStorage;
import io.belay.workers.storage.copy.PlainFiles;
import io.belay.workers.storage.reflink.ReflinkFiles;
import io.belay.workers.storage.tree.TreeStorage;
import java.nio.file.Path;

/** The list of drivers: a new one is a folder and a line here. */
public final class Drivers {

    private Drivers() {}

    /** The best driver for what the place lies on, whatever data directory it shall serve. */
    public static Storage of(Place place) {
        if (FileSystemFigures.of(place.root()).type() == FileSystemFigures.BTRFS) {
            return new BtrfsStorage(place);
        }
        return shared(place, place.root());
    }

    /**
     * The driver that the host's file names.
     *
     * @param word {@code auto} is the best that data directory and place allow
     * @throws StorageFailure UNSUITABLE when there is none of that name
     */
    public static Storage of(Place place, String word, Path dataDirectory) {
        return switch (word) {
            case "btrfs" -> new BtrfsStorage(place);
            case "reflink", "xfs" -> new TreeStorage(place, new ReflinkFiles());
            case "copy" -> new TreeStorage(place, new PlainFiles());
            case "auto" -> isSubvolumeOf(dataDirectory, place) ? new BtrfsStorage(place) : shared(place, dataDirectory);
            default ->
                throw new StorageFailure(
                        StorageErrors.UNSUITABLE,
                        "there is no driver `" + word
                                + "`; drivers: btrfs, reflink (also called xfs), copy. Nothing was" + " touched");
        };
    }

    private static Storage shared(Place place, Path dataDirectory) {
        return new TreeStorage(
                place, ReflinkFiles.isPossible(dataDirectory, place.root()) ? new ReflinkFiles() : new PlainFiles());
    }

    /** By what does not change from one day to the next: a driver cannot remove what another one made. */
    private static boolean isSubvolumeOf(Path dataDirectory, Place place) {
        if (FileSystemFigures.of(place.root()).type() != FileSystemFigures.BTRFS
                || FileSystemFigures.of(dataDirectory).type() != FileSystemFigures.BTRFS) {
            return false;
        }
        boolean mayRemove =
                Accounts.isRoot() || Mounts.ofThisProcess().of(place.root()).has("user_subvol_rm_allowed");
        return mayRemove
                && !Subvolumes.isInTopLevel(DatasetFinder.find(dataDirectory).root());
    }
}
