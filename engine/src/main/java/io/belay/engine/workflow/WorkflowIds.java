package io.belay.engine.workflow;

import io.belay.engine.activity.RunReference;

/** Ids of workflows and schedules. One upgrade per cluster at a time follows from its id. */
public final class WorkflowIds {

    private WorkflowIds() {}

    public static String of(RunReference run) {
        return run.rehearsal() ? rehearsal(run) : upgrade(run.cluster());
    }

    public static String rehearsal(RunReference run) {
        return rehearsals(run.cluster()) + run.runId();
    }

    /** What the ids of all rehearsals of a cluster begin with. */
    public static String rehearsals(String cluster) {
        return "belay.rehearsal." + dotted(cluster) + ".";
    }

    public static String upgrade(String cluster) {
        return "belay.upgrade." + dotted(cluster);
    }

    public static String ledger(String cluster) {
        return "belay.ledger." + dotted(cluster);
    }

    public static String snapshot(String cluster) {
        return "belay.snapshot." + dotted(cluster);
    }

    public static String guard(String cluster) {
        return "belay.snapshots." + dotted(cluster);
    }

    public static String request(String host, String requestId) {
        return "belay.request." + host + "." + requestId;
    }

    private static String dotted(String cluster) {
        return cluster.replace('/', '.');
    }
}
