package io.belay.workers.clone;

import io.belay.workers.posix.Account;
import io.belay.workers.postgres.Installation;
import java.nio.file.Path;
import java.util.List;

/**
 * What the gate has to know of a copy. Immutable.
 *
 * @param snapshot name of the snapshot that it descends from, the same for all copies of it: what the gate learns once (live's
 *     settings, the end of recovery) is kept under this name, so that nothing is taken over from an earlier upgrade
 * @param place folder that all clones of this cluster lie in
 * @param root the copy: a subvolume, dataset or tree inside the place
 * @param dataDirectory relative to {@code root}
 * @param origins roots that links in the copy may still point into, and are then rewritten: the root of live's dataset, and of the
 *     tree that this one was copied from
 * @param outsideSettings live's configuration files that do not lie in its data directory (Debian): read, never written
 * @param installation of the major that wrote the data directory
 * @param owner of the data directory; its server runs as this account
 * @param superuser the cluster's install user, as which Belay's sessions log in
 * @param socketFolder private to this clone; made with mode 0700
 * @param port any: there is no TCP; it is part of the socket's name
 * @param id becomes {@code cluster_name}, so that process lists and monitoring tell the clone from live
 */
public record CloneRequest(
        String snapshot,
        Path place,
        Path root,
        Path dataDirectory,
        List<Path> origins,
        List<Path> outsideSettings,
        Installation installation,
        Account owner,
        String superuser,
        Path socketFolder,
        int port,
        String id) {

    public CloneRequest {
        origins = List.copyOf(origins);
        outsideSettings = List.copyOf(outsideSettings);
        // NAMEDATALEN - 1; anything beyond ASCII is replaced by the server.
        if (!id.matches("[A-Za-z0-9_.:-]{1,63}")) {
            throw new IllegalArgumentException("not usable as cluster_name: " + id);
        }
        if (!snapshot.matches("[A-Za-z0-9_.:-]{1,120}") || snapshot.startsWith(".")) {
            throw new IllegalArgumentException("not usable as a folder's name: " + snapshot);
        }
        if (dataDirectory.isAbsolute() || dataDirectory.normalize().startsWith("..")) {
            throw new IllegalArgumentException("not relative to the clone's root: " + dataDirectory);
        }
        if (!superuser.matches("[^\"\\p{Cntrl}]{1,63}")) {
            throw new IllegalArgumentException("not usable as the name of a role in pg_hba.conf: " + superuser);
        }
    }

    /** The same copy, seen as the cluster of another major that lies beside the first one in it. */
    public CloneRequest forNew(Installation target, Path newDataDirectory) {
        return new CloneRequest(
                snapshot,
                place,
                root,
                newDataDirectory,
                origins,
                outsideSettings,
                target,
                owner,
                superuser,
                socketFolder,
                port,
                id);
    }
}
