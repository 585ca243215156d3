package io.belay.workers.storage;

import java.nio.file.Path;

/**
 * The storage unit that holds a cluster. Immutable.
 *
 * @param root the subvolume, dataset or tree
 * @param dataDirectory the cluster's data directory, inside {@code root}
 */
public record Dataset(Path root, Path dataDirectory) {

    public Dataset {
        root = root.normalize();
        dataDirectory = dataDirectory.normalize();
        if (!root.isAbsolute() || !dataDirectory.startsWith(root)) {
            throw new IllegalArgumentException(dataDirectory + " does not lie inside " + root);
        }
    }

    /** Where the data directory lies in a snapshot or clone of this dataset, relative to its root. */
    public Path relativeDataDirectory() {
        return root.relativize(dataDirectory);
    }
}
