package io.belay.workers.storage;

import io.belay.workers.posix.FileSystemFigures;
import io.belay.workers.storage.btrfs.BtrfsStorage;

/** The list of drivers: a new one is a folder and a line here. */
public final class Drivers {

    private Drivers() {}

    /**
     * The driver for what the place lies on.
     *
     * @throws StorageFailure UNSUITABLE when there is none
     */
    public static Storage of(Place place) {
        long type = FileSystemFigures.of(place.root()).type();
        if (type == FileSystemFigures.BTRFS) {
            return new BtrfsStorage(place);
        }
        throw new StorageFailure(
                StorageErrors.UNSUITABLE,
                "the place `" + place + "` lies on a file system (type " + Long.toHexString(type)
                        + ") that Belay has no driver for; drivers: btrfs. Nothing was touched");
    }
}
