package io.belay.engine.activity;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Which run a request belongs to. The host derives every name it needs (candidate, waypoints, run journal, evidence) from it,
 * so nothing about places travels through a workflow. Immutable.
 *
 * @param runId short, unique, {@code [a-z0-9-]{1,40}}; the same for all attempts and continuations of a run
 * @param rehearsal promotion is impossible in a rehearsal
 * @param cluster {@code host/name}
 * @param plan name of the plan
 * @param planHash SHA-256 of its canonical form
 * @param snapshot id of the snapshot under test; empty when the run takes its own
 */
public record RunReference(
        String runId, boolean rehearsal, String cluster, String plan, String planHash, String snapshot) {

    @JsonIgnore
    public String host() {
        return cluster.substring(0, cluster.indexOf('/'));
    }

    @JsonIgnore
    public String clusterName() {
        return cluster.substring(cluster.indexOf('/') + 1);
    }
}
