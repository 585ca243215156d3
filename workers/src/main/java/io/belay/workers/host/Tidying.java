package io.belay.workers.host;

import io.belay.workers.step.ClusterOnHost;
import io.belay.workers.step.ThrowAways;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker puts in order when it starts, before it takes any work: snapshots whose taking or deletion was interrupted, and
 * throw-away copies that no attempt can be using now. A cluster that is not usable is left for a request to complain about.
 */
final class Tidying {

    private static final Logger LOG = LoggerFactory.getLogger(Tidying.class);

    private final ClusterDirectory clusters;
    private final StateFolders folders;

    Tidying(ClusterDirectory clusters, StateFolders folders) {
        this.clusters = clusters;
        this.folders = folders;
    }

    void tidy() {
        clusters.usable((reference, failure) -> LOG.warn("{} is not usable now: {}", reference, failure.getMessage()))
                .forEach(this::tidy);
    }

    private void tidy(ClusterOnHost cluster) {
        try {
            cluster.snapshots()
                    .reconcile(cluster.name())
                    .forEach(done -> LOG.info("{}: {}", cluster.reference(), done));
            // A run of another worker that shares the place is none of ours: only this one's state folder knows its
            // own.
            ThrowAways.sweep(cluster, run -> Files.isDirectory(folders.run(run)))
                    .forEach(gone -> LOG.info("{}: removed the throw-away copy {}", cluster.reference(), gone));
        } catch (RuntimeException failure) {
            LOG.warn("{} could not be tidied: {}", cluster.reference(), failure.getMessage(), failure);
        }
    }
}
