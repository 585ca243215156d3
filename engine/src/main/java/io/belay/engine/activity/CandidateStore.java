package io.belay.engine.activity;

import io.temporal.activity.ActivityInterface;

/** The candidate of a run as a whole: its waypoints, and its end. Every call may be repeated. */
@ActivityInterface(namePrefix = "Candidate")
public interface CandidateStore {

    /**
     * Freezes the (stopped) candidate behind a step. Taking a waypoint that exists already, complete, changes nothing.
     *
     * @return milliseconds that the storage needed, for the record
     */
    long takeWaypoint(RunReference run, String waypoint);

    /** Stops whatever runs in the candidate and puts it back as it was at the waypoint. */
    StepResult restore(RunReference run, String waypoint);

    /** Stops whatever runs in the candidate, then removes it and its waypoints. Snapshots and evidence stay. */
    StepResult drop(RunReference run);
}
