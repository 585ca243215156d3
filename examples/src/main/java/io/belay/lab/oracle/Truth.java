package io.belay.lab.oracle;

import io.belay.lab.Proof;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was found on the host. Immutable.
 *
 * @param oldTakesWrites whether the server in old's data directory took a write
 * @param newTakesWrites whether the server in new's data directory took one
 * @param oldIsThere whether old's files are
 * @param candidate whether the run has a candidate
 * @param waypoints names of the run's waypoints
 * @param left what a run that has ended must not leave: processes, mounts, trees
 * @param proof acknowledged payments beside those that the server with the writes holds; absent while none took a write
 */
public record Truth(
        boolean oldTakesWrites,
        boolean newTakesWrites,
        boolean oldIsThere,
        boolean candidate,
        Set<String> waypoints,
        List<String> left,
        Optional<Proof> proof) {

    public Truth {
        waypoints = Set.copyOf(waypoints);
        left = List.copyOf(left);
    }
}
