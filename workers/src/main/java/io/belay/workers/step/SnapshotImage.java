package io.belay.workers.step;

import io.belay.workers.postgres.Installation;
import java.nio.file.Path;

/**
 * A snapshot as steps need it. Immutable.
 *
 * @param path the read-only image
 * @param relativeData the data directory in it
 * @param version major that wrote it
 * @param superuser the cluster's install user at that time
 */
record SnapshotImage(String id, Path path, String relativeData, int version, String superuser) {

    Inside inside(Installation installation) {
        return new Inside(id, relativeData, installation, superuser);
    }
}
