package io.belay.workers.host;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.TargetPlace;
import io.belay.workers.process.ProcessErrors;
import io.belay.workers.step.ClusterOnHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ground on which the worker's memory lies. It must not be copied, put back or removed together with what it remembers: a
 * restored journal would launch again what had run, and a removed one would forget it. What the paths in the host's file say by
 * themselves is refused when the file is read; here is looked behind links, and at what the store takes for the cluster's dataset.
 */
final class JournalGround {

    private JournalGround() {}

    /**
     * @param usable clusters that can be opened now; of the others only what the file says is known
     * @throws WorkerRefused when a folder of the worker lies inside a managed one
     */
    static void require(HostConfiguration host, List<ClusterOnHost> usable, StateFolders folders) {
        Map<Path, String> managed = managed(host);
        usable.forEach(cluster ->
                managed.put(real(cluster.dataset().root()), "what is snapshotted of `" + cluster.reference() + "`"));
        require(managed, folders);
    }

    /** @param managed without links, and what each is */
    static void require(Map<Path, String> managed, StateFolders folders) {
        requireOutside(managed, "state", folders.state());
        requireOutside(managed, "evidence", folders.evidence());
    }

    private static void requireOutside(Map<Path, String> managed, String name, Path folder) {
        Path lies = real(folder);
        managed.forEach((ground, what) -> {
            if (lies.startsWith(ground)) {
                throw new WorkerRefused(
                        ProcessErrors.JOURNAL_IN_DATA,
                        "the worker's " + name + " folder `" + folder + "` lies in `" + ground + "`, " + what
                                + ": what is put back there would take the worker's memory with it. It did not start."
                                + " Name a folder outside under `state` of the host's file, and move what is there");
            }
        });
    }

    private static Map<Path, String> managed(HostConfiguration host) {
        Map<Path, String> managed = new LinkedHashMap<>();
        host.storage().forEach(store -> managed.put(real(store.work()), "where snapshots and candidates lie"));
        for (Cluster cluster : host.clusters()) {
            managed.put(real(cluster.dataDirectory()), "the data directory of `" + cluster.name() + "`");
            for (TargetPlace target : cluster.targets().values()) {
                managed.put(
                        real(target.dataDirectory()), "where a new version of `" + cluster.name() + "` comes to be");
            }
        }
        return managed;
    }

    /** What does not exist yet is compared as it is written. */
    private static Path real(Path path) {
        try {
            return Files.exists(path)
                    ? path.toRealPath()
                    : path.toAbsolutePath().normalize();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
