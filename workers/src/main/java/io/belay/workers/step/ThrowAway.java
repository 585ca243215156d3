package io.belay.workers.step;

import io.belay.workers.clone.SafeClone;
import io.belay.workers.clone.StartedClone;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.storage.StorageFailure;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A running copy that is thrown away when it is closed: for looking at a snapshot or a waypoint without touching either. What an
 * interrupted attempt left under the same name is removed first. One thread.
 */
final class ThrowAway implements AutoCloseable {

    private final StepContext context;
    private final Candidates candidates;
    private final Path root;
    private final SafeClone clone;
    private final StartedClone started;

    private ThrowAway(StepContext context, Candidates candidates, Path root, SafeClone clone, StartedClone started) {
        this.context = context;
        this.candidates = candidates;
        this.root = root;
        this.clone = clone;
        this.started = started;
    }

    /**
     * @param server as which its statements are noted
     * @param image read-only image to copy
     * @param inside the cluster in it
     * @param origins where links in the image may still point to
     */
    static ThrowAway open(
            StepContext context, String name, RunServer server, Path image, Inside inside, List<Path> origins) {
        Candidates candidates = new Candidates(context);
        Path root =
                context.cluster().place().throwaway(context.run().runId(), name).path();
        candidates.remove(root);
        context.cluster().storage().copy(image, root);
        try {
            SafeClone clone = candidates.gate(root, inside, origins);
            return new ThrowAway(
                    context, candidates, root, clone, candidates.servers(server).start(clone, Candidates.START));
        } catch (RuntimeException failed) {
            removeQuietly(candidates, root, failed);
            throw failed;
        }
    }

    /** What cannot be removed now is removed with the candidate; why it could not be used must not be lost over that. */
    private static void removeQuietly(Candidates candidates, Path root, RuntimeException reason) {
        try {
            candidates.remove(root);
        } catch (RuntimeException second) {
            reason.addSuppressed(second);
        }
    }

    RunningServer server() {
        return started.server();
    }

    StartedClone started() {
        return started;
    }

    SafeClone copy() {
        return clone;
    }

    /** One that cannot be removed now is removed with the candidate; what was learned from it stands. */
    @Override
    public void close() {
        try {
            candidates.remove(root);
        } catch (StorageFailure | IllegalStateException | UncheckedIOException left) {
            context.evidence()
                    .record()
                    .append(context.request().stepId(), "the throw-away copy " + root + " stays for now: " + left);
        }
    }
}
