package io.belay.workers.step;

import io.belay.workers.clone.Sockets;
import io.belay.workers.postgres.TreeProcesses;
import io.belay.workers.storage.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Throw-away copies that a killed worker left, with the servers that still run on them. */
public final class ThrowAways {

    /** Names of a run's copies. */
    public static final String OF_PREFLIGHT = "preflight";

    public static final String OLD_TO_VERIFY = "verify-old";
    public static final String NEW_TO_VERIFY = "verify-new";
    public static final String OLD_TO_REHEARSE = "rehearse-old";
    public static final String NEW_TO_REHEARSE = "rehearse-new";
    public static final String FOR_REMEDY = "remedy";

    private ThrowAways() {}

    /**
     * Only while no attempt is at work: each one makes its copies anew anyway.
     *
     * @param isOurs whether a run's id is known to this worker
     * @return what was removed
     */
    public static List<Path> sweep(ClusterOnHost cluster, Predicate<String> isOurs) {
        List<Path> removed = new ArrayList<>();
        for (Path root : cluster.place().list(Place.Kind.THROWAWAY)) {
            if (isOurs.test(String.valueOf(Place.folderOf(root).getFileName()))) {
                Sockets sockets = new Sockets(cluster.sockets());
                TreeProcesses.end(root);
                cluster.storage().remove(root);
                sockets.remove(root);
                removed.add(root);
            }
        }
        return removed;
    }
}
