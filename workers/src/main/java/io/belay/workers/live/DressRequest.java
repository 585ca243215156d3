package io.belay.workers.live;

import io.belay.workers.posix.Account;
import io.belay.workers.postgres.Installation;
import java.nio.file.Path;
import java.util.Map;

/**
 * What new's dress is made of. Immutable.
 *
 * @param oldMajor of live
 * @param oldData live's data directory, real path: settings that point into it are turned to new's
 * @param readFrom where live's files are read: {@code oldData}, or the data directory in an image of it
 * @param walSegmentBytes of live's control data
 * @param target programs of the new major
 * @param newData new's data directory at its final place
 * @param port that new will serve
 * @param settings the plan's {@code target.settings}
 * @param owner of the cluster
 * @param superuser the cluster's install user
 */
public record DressRequest(
        int oldMajor,
        Path oldData,
        Path readFrom,
        int walSegmentBytes,
        Installation target,
        Path newData,
        int port,
        Map<String, String> settings,
        Account owner,
        String superuser) {

    public DressRequest {
        settings = Map.copyOf(settings);
    }
}
