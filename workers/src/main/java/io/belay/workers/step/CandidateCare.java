package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.workers.clone.CloneServers;
import io.belay.workers.clone.GateRefusal;
import io.belay.workers.clone.SafeClone;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.TreeProcesses;
import io.belay.workers.storage.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The candidate as a whole: its waypoints and its end. Every call may be repeated, also after a crash in the middle of it; a
 * waypoint is there whole or not at all, because the store makes it in one step.
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

    /**
     * @return milliseconds that the storage needed; 0 when the waypoint stood already
     * @throws IllegalStateException when something still works in the candidate; no waypoint was taken then
     */
    public long takeWaypoint(String waypoint) {
        Path image = waypoints.path(waypoint);
        if (waypoints.names().contains(waypoint) && Files.exists(image)) {
            return 0;
        }
        Path root = candidates.candidate().root();
        requireNothingLaunched(waypoint);
        standStill();
        if (TreeProcesses.isAnyIn(root)) {
            throw new IllegalStateException(
                    "programs still work in the candidate, so waypoint `" + waypoint + "` was not taken");
        }
        // One that is not in the list was left by an attempt that ended between image and list, or is from before a
        // restore.
        context.cluster().storage().remove(image);
        long milliseconds = context.cluster().storage().freeze(root, image).storeMilliseconds();
        waypoints.add(waypoint);
        context.evidence().record().appendOnce(waypoint, "waypoint " + waypoint + " taken");
        return milliseconds;
    }

    /** Stops what serves in the candidate, cleanly; nothing happens when nothing does. */
    void standStill() {
        CandidateRecord record = candidates.record();
        stopCleanly(() -> candidates.reopenNew(record));
        stopCleanly(() -> candidates.reopenOld(record));
    }

    /** Whatever works in the candidate is ended first, whoever launched it: it would go on in the tree that takes its place. */
    public StepResult restore(String waypoint) {
        Path image = waypoints.path(waypoint);
        if (!waypoints.names().contains(waypoint) || !Files.exists(image)) {
            return StepResult.failed(
                    StepErrors.CANDIDATE_MISSING,
                    "there is no waypoint `" + waypoint + "` of run " + runId + "; live is untouched",
                    "belay abort " + runId + ", then start again",
                    Map.of());
        }
        Generation.next(context.memory());
        Launches.endAll(context);
        removeThrowAways();
        new FollowerPlace(context).forget();
        Path root = place.candidate(runId).path();
        TreeProcesses.end(root);
        candidates.sockets().empty(root);
        context.cluster().storage().remove(root);
        context.cluster().storage().copy(image, root);
        // The list first: what is not in it is removed by the next restore or drop, should this one end here.
        waypoints.cutBehind(waypoint);
        removeWaypoints(waypoints.names());
        context.evidence().record().append("", "candidate restored to waypoint " + waypoint);
        return StepResult.succeeded("the candidate is back at " + waypoint, Map.of("waypoint", waypoint));
    }

    /** Copes with a candidate that never came to be, is half made, or is gone already. */
    public StepResult drop() {
        Generation.next(context.memory());
        Launches.endAll(context);
        removeThrowAways();
        new FollowerPlace(context).forget();
        candidates.remove(place.candidate(runId).path());
        removeWaypoints(List.of());
        Dumps.remove(context);
        removeIfEmpty(Place.folderOf(place.waypoint(runId, "any")));
        removeIfEmpty(Place.folderOf(place.throwaway(runId, "any").path()));
        context.memory().forget(CandidateRecord.NAME);
        waypoints.forget();
        Launches.forget(context);
        SnapshotImages.release(context);
        context.evidence().record().appendOnce("", "candidate dropped");
        return StepResult.succeeded("candidate and waypoints are dropped; snapshots and evidence stay", Map.of());
    }

    /** Behind a crossing by which the candidate itself became live: nothing that it was made by is of use any more. */
    void spend() {
        removeThrowAways();
        removeWaypoints(List.of());
        Dumps.remove(context);
        removeIfEmpty(Place.folderOf(place.waypoint(runId, "any")));
        removeIfEmpty(Place.folderOf(place.throwaway(runId, "any").path()));
        waypoints.forget();
    }

    private void requireNothingLaunched(String waypoint) {
        if (Launches.isAnyRunning(context)) {
            throw new IllegalStateException("a program of run " + runId + " still runs, so waypoint `" + waypoint
                    + "` was not taken; the next attempt looks again");
        }
    }

    /** A server that a restart of the host ended is started once more: a waypoint is a cluster that was stopped cleanly. */
    private void stopCleanly(Supplier<SafeClone> reopen) {
        SafeClone clone;
        try {
            clone = reopen.get();
        } catch (GateRefusal | ServerFailure notThere) {
            // New does not exist before pg_upgrade.
            context.attempt().show("no server there: " + notThere.getMessage());
            return;
        }
        CloneServers servers = candidates.servers();
        if (!servers.mayStart(clone)) {
            return;
        }
        if (!servers.isRunning(clone)) {
            if (servers.control(clone).isShutDown()) {
                return;
            }
            servers.start(clone, Candidates.START);
        }
        servers.stop(clone);
    }

    private void removeThrowAways() {
        place.list(Place.Kind.THROWAWAY, runId).forEach(candidates::remove);
    }

    /** All that exist but the named ones, whether or not the list knows them. */
    private void removeWaypoints(List<String> kept) {
        List<Path> stay = kept.stream().map(waypoints::path).toList();
        place.list(Place.Kind.WAYPOINT, runId).stream()
                .filter(image -> !stay.contains(image))
                .forEach(context.cluster().storage()::remove);
    }

    private static void removeIfEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException inUse) {
            // What is in there is none of ours: it stays, and its folder with it.
        } catch (IOException e) {
            throw new UncheckedIOException("the empty folder " + folder + " cannot be removed", e);
        }
    }
}
