package io.belay.plans.model;

import java.nio.file.Path;
import java.time.Duration;
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
        List<Replica> replicas,
        List<Store> storage,
        List<Path> folders,
        List<HostProgram> programs,
        List<HostPooler> poolers,
        List<Channel> channels,
        Users users,
        Ceilings limits,
        Map<String, String> policy) {

    /** @param address {@code host:port} */
    public record Temporal(String address, String namespace, Optional<Tls> tls) {}

    /** @param key the private key */
    public record Tls(Path ca, Path certificate, SecretReference key) {}

    /**
     * Where run journal and evidence lie: outside everything that is snapshotted.
     *
     * @param keepEvidence how long the evidence of a run stays
     */
    public record State(Path directory, Path evidence, Duration keepEvidence) {}

    /**
     * @param owner operating-system user
     * @param walDirectory when it lies outside the data directory
     * @param tablespaces name to folder; complete, or snapshots are refused
     * @param targets where a new major may come to be
     */
    public record Cluster(
            String name,
            String owner,
            Path dataDirectory,
            Optional<Path> walDirectory,
            Map<String, Path> tablespaces,
            Connection connect,
            Service service,
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

        Cluster at(Path otherDirectory) {
            return new Cluster(
                    name,
                    owner,
                    otherDirectory,
                    walDirectory,
                    tablespaces,
                    connect,
                    service,
                    poolers,
                    standbys,
                    targets,
                    allow);
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
        RETIRE("retire"),
        /** Statements of a plan run on candidates, as the cluster's superuser. */
        SQL("sql");

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

    /**
     * Where a new major may come to be.
     *
     * @param port empty: live's own, for old and new never run at the same time in an offline promotion
     * @param walDirectory empty: inside the data directory
     * @param tablespaces name to folder; those of live, all of them
     * @param service empty: live's
     */
    public record TargetPlace(
            Path dataDirectory,
            Optional<Integer> port,
            Optional<Path> walDirectory,
            Map<String, Path> tablespaces,
            Optional<Service> service) {

        public TargetPlace {
            tablespaces = ordered(tablespaces);
        }

        /** With everything that does not lie in the data directory where live has it. */
        public static TargetPlace of(Path dataDirectory, Optional<Integer> port) {
            return new TargetPlace(dataDirectory, port, Optional.empty(), Map.of(), Optional.empty());
        }
    }

    /**
     * @param runAs users as which programs may be run
     * @param groups name to persons
     * @param may what to groups that may do it; nobody by default
     * @param keys person to the Ed25519 keys that may sign for them; where there are any, nothing is promoted without signatures
     */
    public record Users(
            List<String> runAs,
            Map<String, List<String>> groups,
            Map<String, List<String>> may,
            Map<String, List<String>> keys) {

        public Users {
            runAs = List.copyOf(runAs);
            groups = ordered(groups);
            may = ordered(may);
            keys = ordered(keys);
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
        replicas = List.copyOf(replicas);
        storage = List.copyOf(storage);
        folders = List.copyOf(folders);
        programs = List.copyOf(programs);
        poolers = List.copyOf(poolers);
        channels = List.copyOf(channels);
        policy = ordered(policy);
    }

    /** By the name part of a reference. */
    public Optional<Cluster> cluster(String clusterName) {
        return clusters.stream()
                .filter(cluster -> cluster.name().equals(clusterName))
                .findFirst();
    }

    public Optional<Replica> replica(String replicaName) {
        return replicas.stream()
                .filter(replica -> replica.name().equals(replicaName))
                .findFirst();
    }

    public Optional<HostPooler> pooler(String poolerName) {
        return poolers.stream()
                .filter(pooler -> pooler.name().equals(poolerName))
                .findFirst();
    }

    /** The store that serves a path: the nearest one around it. */
    public Optional<Store> storeOf(Path path) {
        return storage.stream()
                .filter(store -> store.serves(path))
                .reduce((left, right) -> left.depth() >= right.depth() ? left : right);
    }

    /** The same with a cluster somewhere else, for what the host knows better than its file. */
    public HostConfiguration withDataDirectory(String clusterName, Path dataDirectory) {
        return new HostConfiguration(
                name,
                temporal,
                state,
                postgres,
                clusters.stream()
                        .map(cluster -> cluster.name().equals(clusterName) ? cluster.at(dataDirectory) : cluster)
                        .toList(),
                replicas,
                storage,
                folders,
                programs,
                poolers,
                channels,
                users,
                limits,
                policy);
    }

    private static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
