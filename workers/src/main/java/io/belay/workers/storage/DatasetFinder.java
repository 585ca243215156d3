package io.belay.workers.storage;

import io.belay.workers.posix.FileSystemFigures;
import io.belay.workers.posix.Subvolumes;
import java.io.IOException;
import java.nio.file.Path;

/** From a data directory to the storage unit that holds it. */
public final class DatasetFinder {

    private DatasetFinder() {}

    /**
     * On btrfs the nearest subvolume upwards, elsewhere a {@link #tree}. Whether that unit is suitable is for {@link
     * Storage#probe} to say.
     *
     * @throws StorageFailure when there is no such folder
     */
    public static Dataset find(Path dataDirectory) {
        Path real = real(dataDirectory);
        if (FileSystemFigures.of(real).type() != FileSystemFigures.BTRFS) {
            return tree(real);
        }
        for (Path at = real; at != null; at = at.getParent()) {
            if (Subvolumes.isSubvolume(at)) {
                return new Dataset(at, real);
            }
        }
        throw new StorageFailure(
                StorageErrors.NO_OWN_SUBVOLUME,
                "the data directory `" + real + "` lies on btrfs, but no folder above it is a subvolume;"
                        + " is a folder bound to another place (`findmnt -T " + real + "`)? Nothing was touched");
    }

    /**
     * The data directory and its tablespaces as parts of one tree: its root is the nearest folder above all of them, of which
     * nothing else is taken. So they keep their places to each other in an image, and old and new can lie side by side in it.
     *
     * @throws StorageFailure when there is no such folder
     */
    public static Dataset tree(Path dataDirectory) {
        Path real = real(dataDirectory);
        Path root = Place.folderOf(real);
        for (DataDirectoryLinks.Link link : DataDirectoryLinks.of(real)) {
            if (link.isTablespace() && link.target().isPresent()) {
                while (!link.target().get().startsWith(root)) {
                    root = Place.folderOf(root);
                }
            }
        }
        return new Dataset(root, real);
    }

    private static Path real(Path dataDirectory) {
        try {
            return dataDirectory.toRealPath();
        } catch (IOException e) {
            throw new StorageFailure(
                    StorageErrors.UNSUITABLE,
                    "the data directory `" + dataDirectory + "` cannot be reached: " + e + ". Nothing was touched",
                    e);
        }
    }
}
