package io.belay.workers.step;

import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostPooler;
import io.belay.workers.live.LiveNow;
import io.belay.workers.live.LiveRegister;
import io.belay.workers.posix.Account;
import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.SentStatements;
import io.belay.workers.storage.Dataset;
import io.belay.workers.storage.Place;
import io.belay.workers.storage.SnapshotCatalogue;
import io.belay.workers.storage.Storage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this host knows of one cluster, from its own configuration and never from a plan (invariant I9). Immutable.
 *
 * @param reference {@code host/name}
 * @param owner operating-system account of the data directory
 * @param dataset the storage unit that holds live, whoever that is now
 * @param live how live is reached, read-only
 * @param place where Belay keeps snapshots, candidates and waypoints of it
 * @param targets where a new major may come to be
 * @param allowed words of {@code allow}
 * @param sockets folder for private sockets of clones; short
 * @param configured the host file's own words; who is live now may differ from them behind a crossing
 * @param register who is live now
 * @param poolers all that this host describes; which of them the cluster's clients come through stands in {@code configured}
 * @param state the worker's state folder
 */
public record ClusterOnHost(
        String reference,
        Account owner,
        Dataset dataset,
        Access live,
        Place place,
        Storage storage,
        SnapshotCatalogue snapshots,
        Map<Integer, Path> targets,
        Set<String> allowed,
        Map<Integer, Installation> installations,
        Path sockets,
        Cluster configured,
        LiveRegister register,
        List<HostPooler> poolers,
        Path state) {

    public ClusterOnHost {
        targets = Map.copyOf(targets);
        allowed = Set.copyOf(allowed);
        installations = Map.copyOf(installations);
        poolers = List.copyOf(poolers);
    }

    public Optional<Installation> installation(int major) {
        return Optional.ofNullable(installations.get(major));
    }

    /** The same, for sessions on live whose statements are noted. */
    public ClusterOnHost noting(SentStatements notes) {
        return new ClusterOnHost(
                reference,
                owner,
                dataset,
                live.noting(notes),
                place,
                storage,
                snapshots,
                targets,
                allowed,
                installations,
                sockets,
                configured,
                register,
                poolers,
                state);
    }

    /** What the last crossing left; empty when the host's file alone says who is live. */
    public Optional<LiveNow> crossed() {
        return register.of(name());
    }

    /** Storage units that links in any snapshot of this cluster may point into: live's, and those of what was live before. */
    public List<Path> origins() {
        List<Path> roots = new ArrayList<>(List.of(dataset.root()));
        crossed().ifPresent(now -> now.old().forEach(old -> roots.add(old.root())));
        return List.copyOf(roots);
    }

    /** Name of the cluster without its host. */
    public String name() {
        return reference.substring(reference.indexOf('/') + 1);
    }
}
