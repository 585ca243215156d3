package io.belay.workers.step;

import io.belay.workers.postgres.Lsn;
import java.nio.file.Path;

/**
 * The candidate once it follows, as the run's folder has it: at its final place, where no clone of the run is looked for any more.
 * Immutable.
 *
 * @param root of the storage unit, at its final place
 * @param data new's data directory in it
 * @param port of new
 * @param sockets folder of its socket
 * @param superuser the cluster's install user
 * @param begins first place of live's log that is not in it
 * @param dressed whether it wears the settings for production already: from then on they are its administrator's too
 * @param subscribed whether its subscriptions were enabled once: from then on one that is missing was dropped by somebody
 * @param ended whether it was told to follow no more: where it stood is not known then
 */
record Follower(
        String root,
        String data,
        int port,
        String sockets,
        String superuser,
        String begins,
        boolean dressed,
        boolean subscribed,
        boolean ended) {

    static final String NAME = "follower";

    Path rootPath() {
        return Path.of(root);
    }

    Path dataPath() {
        return Path.of(data);
    }

    Lsn beginsAt() {
        return Lsn.parse(begins);
    }

    Follower nowDressed() {
        return new Follower(root, data, port, sockets, superuser, begins, true, subscribed, ended);
    }

    Follower nowSubscribed() {
        return new Follower(root, data, port, sockets, superuser, begins, dressed, true, ended);
    }

    Follower nowEnded() {
        return new Follower(root, data, port, sockets, superuser, begins, dressed, subscribed, true);
    }
}
