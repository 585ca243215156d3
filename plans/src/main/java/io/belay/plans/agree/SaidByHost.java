package io.belay.plans.agree;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.TargetPlace;
import io.belay.plans.model.Reference;
import io.belay.plans.resolve.ResolvedPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a host's file says of a plan's cluster, by the names of the plan's fields. What only the host itself knows (which driver
 * {@code auto} found, the system identifier) is not among it. For one comparison.
 */
final class SaidByHost {

    static final String REPLICA = "storage.from";

    private static final String LIVE = "live";

    private final ResolvedPlan plan;
    private final HostConfiguration host;
    private final Cluster cluster;
    private final String at;
    private final Map<String, Said> said = new LinkedHashMap<>();

    SaidByHost(ResolvedPlan plan, HostConfiguration host, Cluster cluster) {
        this.plan = plan;
        this.host = host;
        this.cluster = cluster;
        this.at = "clusters[" + host.clusters().indexOf(cluster) + "]";
    }

    Map<String, Said> all() {
        live();
        target();
        storage();
        said.put(
                "clients.poolers",
                Said.all(
                        at + ".poolers",
                        cluster.poolers().stream().map(Reference::toString).toList()));
        said.put(
                "standbys",
                Said.all(
                        at + ".standbys",
                        cluster.standbys().stream().map(Reference::toString).toList()));
        return said;
    }

    private void live() {
        one(
                "live.data_directory",
                at + ".data_directory",
                cluster.dataDirectory().toString());
        one(
                "live.wal_directory",
                at + ".wal_directory",
                cluster.walDirectory()
                        .orElse(cluster.dataDirectory().resolve("pg_wal"))
                        .toString());
        one("live.service", at + ".service", cluster.service().word());
        said.put(
                "live.tablespaces",
                Said.all(at + ".tablespaces", cluster.tablespaces().keySet()));
    }

    private void target() {
        // A candidate that is made elsewhere comes to a place of that host's file.
        if (!plan.target().path("host").asText(host.name()).equals(host.name())) {
            return;
        }
        int major = plan.targetVersion();
        Optional<TargetPlace> place = Optional.ofNullable(cluster.targets().get(major));
        String there = at + ".targets." + major;
        one(
                "target.data_directory",
                there + ".data_directory",
                place.map(target -> target.dataDirectory().toString()).orElse("nothing"));
        one(
                "target.port",
                there + ".port",
                place.map(target ->
                                target.port().orElse(cluster.connect().port()).toString())
                        .orElse("nothing"));
    }

    private void storage() {
        String from = plan.blocks().path("storage").path("from").asText(LIVE);
        if (from.equals(LIVE)) {
            host.storeOf(cluster.dataDirectory())
                    .ifPresent(store -> one(
                            "storage.driver", "storage[" + host.storage().indexOf(store) + "].driver", store.driver()));
        } else if (from.startsWith(host.name() + "/")) {
            one(
                    REPLICA,
                    "replicas",
                    host.replica(from.substring(host.name().length() + 1))
                            .map(replica -> "a replica of " + replica.of())
                            .orElse("nothing"));
        }
    }

    private void one(String field, String where, String value) {
        said.put(field, Said.one(where, value));
    }
}
