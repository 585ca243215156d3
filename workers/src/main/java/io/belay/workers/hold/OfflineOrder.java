package io.belay.workers.hold;

import io.belay.workers.process.CommandRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The order of a hold in which live is stopped and upgraded. Immutable, without secrets.
 *
 * @param format of this file, 1
 * @param run the run's id
 * @param step the step's id
 * @param epoch of the step
 * @param cluster name of the cluster within its host
 * @param budgetMilliseconds for which clients may be held
 * @param statisticsMilliseconds of them that may go into first statistics
 * @param jobs how much may be done at the same time
 * @param place the place's root
 * @param sockets folder for private sockets of clones
 * @param state the worker's state folder
 * @param transcripts keeps what programs say
 * @param owner account of the data directories
 * @param superuser the cluster's install user
 * @param live what is to be replaced
 * @param fresh what is to replace it
 * @param stage an image from which the new empty cluster is made ahead
 * @param spendsCandidate whether the run's own candidate and its waypoints are of no use behind the crossing, because new is made
 *     afresh; false where the candidate itself becomes new, and in orders that an earlier version wrote
 * @param revoke statement that the run's own clone needed before it could be upgraded; empty when it needed none
 * @param extensions how extensions are brought up to date before new is compared with live's last state
 * @param repeats what else was done to the run's candidate, in the plan's order
 * @param poolers what clients come through
 */
public record OfflineOrder(
        int format,
        String run,
        String step,
        int epoch,
        String cluster,
        long budgetMilliseconds,
        long statisticsMilliseconds,
        int jobs,
        Path place,
        Path sockets,
        Path state,
        Path transcripts,
        String owner,
        String superuser,
        Live live,
        Fresh fresh,
        Stage stage,
        boolean spendsCandidate,
        String revoke,
        Extensions extensions,
        List<Repeat> repeats,
        List<Held> poolers)
        implements HoldOrder {

    /**
     * @param root of its storage unit
     * @param origins storage units that links in an image of it may point into
     * @param data its data directory, real path
     * @param named what the host's file names as data directory, and {@code namedPort} as port
     * @param socketFolder where its socket is
     * @param log for what it says before its own logging begins
     */
    public record Live(
            Programs programs,
            String service,
            Path root,
            List<Path> origins,
            Path data,
            int port,
            Path named,
            int namedPort,
            Path socketFolder,
            Path log) {

        public Live {
            origins = List.copyOf(origins);
        }
    }

    /**
     * @param root its final place as a storage unit; does not exist yet
     * @param data its data directory, inside
     * @param settings the plan's {@code target.settings}
     */
    public record Fresh(Programs programs, Path root, Path data, int port, Map<String, String> settings) {

        public Fresh {
            settings = Map.copyOf(settings);
        }

        Path relativeData() {
            return root.relativize(data);
        }
    }

    /**
     * @param image the run's twin
     * @param snapshot that it descends from
     * @param oldData old's data directory, relative to it
     */
    public record Stage(Path image, String snapshot, String oldData) {}

    public OfflineOrder {
        // Orders that an earlier version wrote have none.
        repeats = List.copyOf(Objects.requireNonNullElse(repeats, List.of()));
        poolers = List.copyOf(poolers);
    }

    /** Never a tree that a server lives in, whatever else is asked. */
    boolean spends(Path tree) {
        return spendsCandidate && !fresh.root().startsWith(tree) && !live.root().startsWith(tree);
    }

    Path liveRelativeData() {
        return live.root().relativize(live.data());
    }

    /** Where clients come until the crossing. */
    LiveServer asBefore() {
        return new LiveServer(live.programs().major(), new LiveAddress(List.of(live.socketFolder()), live.port()));
    }

    /** Where they come behind it. */
    LiveServer asBehind() {
        return new LiveServer(fresh.programs().major(), new LiveAddress(List.of(live.socketFolder()), fresh.port()));
    }

    /** Old's data directory in the final clone. */
    Path oldInClone() {
        return HoldLayout.oldInClone(
                liveRelativeData(), fresh.relativeData(), live.programs().major());
    }

    @Override
    public Course course(HoldFolder folder, CommandRunner commands) {
        return new OfflineCourse(this, folder, commands);
    }
}
