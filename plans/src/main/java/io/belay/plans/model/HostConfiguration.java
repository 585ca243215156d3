package io.belay.plans.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host knows and allows: a worker serves nothing that does not stand here, whoever asks. Immutable.
 *
 * @param name the host part of references
 * @param postgres installations by major; those in the usual places when the file names none
 * @param folders nothing outside is ever written, whatever else is named here
 * @param policy rules made stricter on this host: code to {@code error}
 */
public record HostConfiguration(
        String name,
        Temporal temporal,
        State state,
        Map<Integer, Path> postgres,
        List<Cluster> clusters,
        List<Store> storage,
        List<Path> folders,
        List<Pooler> poolers,
        Users users,
        Ceilings limits,
        Map<String, String> policy) {

    /** @param address {@code host:port} */
    public record Temporal(String address, String namespace, Optional<Tls> tls) {}

    /** @param key the private key */
    public record Tls(Path ca, Path certificate, SecretReference key) {}

    /** Where run journal and evidence lie: outside everything that is snapshotted. */
    public record State(Path directory, Path evidence) {}

    /**
     * @param owner operating-system user
     * @param walDirectory when it lies outside the data directory
     * @param tablespaces name to folder; complete, or snapshots are refused
     * @param service who starts and stops it; {@code pg_ctl} in this version
     * @param targets where a new major may come to be
     */
    public record Cluster(
            String name,
            String owner,
            Path dataDirectory,
            Optional<Path> walDirectory,
            Map<String, Path> tablespaces,
            Connection connect,
            String service,
            List<Reference> poolers,
            List<Reference> standbys,
            Map<Integer, TargetPlace> targets,
            List<Permission> allow) {

        public Cluster {
            tablespaces = ordered(tablespaces);
            targets = ordered(targets);
            poolers = List.copyOf(poolers);
            standbys = List.copyOf(standbys);
            allow = List.copyOf(allow);
        }

        public boolean allows(Permission permission) {
            return allow.contains(permission);
        }
    }

    /** What may be done with a cluster. */
    public enum Permission {
        SNAPSHOT("snapshot"),
        REHEARSE("rehearse"),
        PROMOTE_OFFLINE("promote_offline"),
        PROMOTE_ONLINE("promote_online"),
        RETIRE("retire");

        private final String word;

        Permission(String word) {
            this.word = word;
        }

        /** As the file writes it. */
        public String word() {
            return word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * Exactly one of socket and address.
     *
     * @param socket folder of the socket
     * @param password empty when none is needed
     */
    public record Connection(
            Optional<Path> socket,
            Optional<String> address,
            int port,
            String user,
            Optional<SecretReference> password) {}

    /** @param port empty: live's own, for old and new never run at the same time in an offline promotion */
    public record TargetPlace(Path dataDirectory, Optional<Integer> port) {}

    /**
     * @param path the mount point or folder that the store serves
     * @param driver {@code auto}, {@code btrfs}, {@code reflink} (also called {@code xfs}) or {@code copy}
     * @param work where snapshots, clones and waypoints lie; on the same file system
     */
    public record Store(Path path, String driver, Path work) {}

    /**
     * A PgBouncer.
     *
     * @param config its configuration file
     */
    public record Pooler(String name, Connection admin, Path config) {}

    /**
     * @param runAs users as which programs may be run
     * @param groups name to persons
     * @param may what to groups that may do it; nobody by default
     */
    public record Users(List<String> runAs, Map<String, List<String>> groups, Map<String, List<String>> may) {

        public Users {
            runAs = List.copyOf(runAs);
            groups = ordered(groups);
            may = ordered(may);
        }
    }

    /**
     * Ceilings of this host.
     *
     * @param memory a share or a size
     * @param io {@code low} or a rate
     * @param rehearsals how many at a time
     * @param heavy how many heavy steps at a time
     */
    public record Ceilings(Percent cpu, String memory, String io, int rehearsals, int heavy) {}

    public HostConfiguration {
        postgres = ordered(postgres);
        clusters = List.copyOf(clusters);
        storage = List.copyOf(storage);
        folders = List.copyOf(folders);
        poolers = List.copyOf(poolers);
        policy = ordered(policy);
    }

    /** By the name part of a reference. */
    public Optional<Cluster> cluster(String clusterName) {
        return clusters.stream()
                .filter(cluster -> cluster.name().equals(clusterName))
                .findFirst();
    }

    public Optional<Pooler> pooler(String poolerName) {
        return poolers.stream()
                .filter(pooler -> pooler.name().equals(poolerName))
                .findFirst();
    }

    /** The store that serves a path: the nearest one around it. */
    public Optional<Store> storeOf(Path path) {
        return storage.stream()
                .filter(store -> path.startsWith(store.path()))
                .reduce((left, right) ->
                        left.path().getNameCount() >= right.path().getNameCount() ? left : right);
    }

    private static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
