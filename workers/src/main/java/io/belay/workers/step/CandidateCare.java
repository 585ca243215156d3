package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.workers.clone.GateRefusal;
import io.belay.workers.clone.SafeClone;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.storage.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The candidate as a whole: its waypoints and its end. Every call may be repeated; a waypoint is there whole or not at all,
 * because the store makes it in one step.
 */
public final class CandidateCare {

    private final StepContext context;
    private final Candidates candidates;
    private final Waypoints waypoints;
    private final Place place;
    private final String runId;

    public CandidateCare(StepContext context) {
        this.context = context;
        this.candidates = new Candidates(context);
        this.waypoints = new Waypoints(context);
        this.place = context.cluster().place();
        this.runId = context.run().runId();
    }

    /** @return milliseconds that the storage needed; 0 when the waypoint stood already */
    public long takeWaypoint(String waypoint) {
        stopServers(false);
        Path image = waypoints.path(waypoint);
        if (waypoints.names().contains(waypoint) && Files.exists(image)) {
            return 0;
        }
        // One that is not in the list was left by an attempt that ended between image and list, or is from before a
        // restore.
        context.cluster().storage().remove(image);
        long milliseconds = context.cluster()
                .storage()
                .freeze(candidates.candidate().root(), image)
                .storeMilliseconds();
        waypoints.add(waypoint);
        context.evidence().record().appendOnce(waypoint, "waypoint " + waypoint + " taken");
        return milliseconds;
    }

    public StepResult restore(String waypoint) {
        Path image = waypoints.path(waypoint);
        if (!waypoints.names().contains(waypoint) || !Files.exists(image)) {
            return StepResult.failed(
                    StepErrors.CANDIDATE_MISSING,
                    "there is no waypoint `" + waypoint + "` of run " + runId + "; live is untouched",
                    "belay abort " + runId + ", then start again",
                    Map.of());
        }
        stopServers(true);
        Path root = candidates.candidate().root();
        context.cluster().storage().remove(root);
        context.cluster().storage().copy(image, root);
        waypoints
                .cutBehind(waypoint)
                .forEach(name -> context.cluster().storage().remove(waypoints.path(name)));
        context.evidence().record().append("", "candidate restored to waypoint " + waypoint);
        return StepResult.succeeded("the candidate is back at " + waypoint, Map.of("waypoint", waypoint));
    }

    public StepResult drop() {
        stopServers(true);
        context.cluster().storage().remove(place.candidate(runId).path());
        waypoints.names().forEach(name -> context.cluster().storage().remove(waypoints.path(name)));
        place.list(Place.Kind.THROWAWAY, runId).forEach(context.cluster().storage()::remove);
        context.memory().forget(CandidateRecord.NAME);
        waypoints.forget();
        SnapshotImages.release(context);
        context.evidence().record().appendOnce("", "candidate dropped");
        return StepResult.succeeded("candidate and waypoints are dropped; snapshots and evidence stay", Map.of());
    }

    /**
     * Whatever serves the candidate, old or new.
     *
     * @param quickly without a checkpoint, because the tree is about to go
     */
    private void stopServers(boolean quickly) {
        if (context.memory().read(CandidateRecord.NAME, CandidateRecord.class).isEmpty()) {
            return;
        }
        CandidateRecord record = candidates.record();
        stop(() -> candidates.reopenNew(record), quickly);
        stop(() -> candidates.reopenOld(record), quickly);
    }

    private void stop(Supplier<SafeClone> reopen, boolean quickly) {
        SafeClone clone;
        try {
            clone = reopen.get();
        } catch (GateRefusal | ServerFailure notThere) {
            // New does not exist before pg_upgrade, and old has no control file behind it: neither can run.
            context.attempt().show("no server there: " + notThere.getMessage());
            return;
        }
        if (!candidates.servers().isRunning(clone)) {
            return;
        }
        if (quickly) {
            candidates.servers().end(clone);
        } else {
            candidates.servers().stop(clone);
        }
    }
}
