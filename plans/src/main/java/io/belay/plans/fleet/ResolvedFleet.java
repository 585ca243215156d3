package io.belay.plans.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import java.util.List;

/**
 * A fleet with a plan for each of its clusters. Immutable.
 *
 * @param form of the fleet, canonical, with the hash of each cluster's plan: what the fleet's hash covers
 * @param clusters in the order of the waves
 */
public record ResolvedFleet(JsonNode form, List<ClusterPlan> clusters) {

    /** What one cluster's run carries out. */
    public record ClusterPlan(String cluster, String wave, ResolvedPlan plan) {

        /** SHA-256 of the plan's canonical form. */
        public String hash() {
            return CanonicalForm.hash(CanonicalForm.write(plan));
        }
    }

    public ResolvedFleet {
        clusters = List.copyOf(clusters);
    }

    public String canonical() {
        return CanonicalForm.write(form);
    }

    /** Over everything that the fleet says and over the plans of all clusters. */
    public String hash() {
        return CanonicalForm.hash(canonical());
    }
}
