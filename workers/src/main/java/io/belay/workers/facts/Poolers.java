package io.belay.workers.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostPooler;
import io.belay.plans.model.Reference;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.workers.step.ClusterOnHost;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Which poolers and standbys a plan is about: those that it states, else those that the host's file names for the cluster. Stateless. */
final class Poolers {

    private Poolers() {}

    static List<String> references(ResolvedPlan plan, Cluster configured) {
        return stated(plan.blocks().path("clients").path("poolers"), configured.poolers());
    }

    static List<String> standbys(ResolvedPlan plan, Cluster configured) {
        return stated(plan.blocks().path("standbys"), configured.standbys());
    }

    /** What this host's file says of it; empty when it is another host's, or nobody's. */
    static Optional<HostPooler> described(String reference, ClusterOnHost cluster) {
        String host = cluster.reference().substring(0, cluster.reference().indexOf('/') + 1);
        return cluster.poolers().stream()
                .filter(pooler -> reference.equals(host + pooler.name()))
                .findFirst();
    }

    private static List<String> stated(JsonNode stated, Collection<Reference> configured) {
        TreeSet<String> references = new TreeSet<>();
        if (stated.isArray()) {
            stated.forEach(reference -> references.add(reference.asText()));
        } else {
            configured.forEach(reference -> references.add(reference.toString()));
        }
        return List.copyOf(references);
    }
}
