package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.workers.process.CancelledByOperator;
import io.belay.workers.storage.Mounts;
import io.belay.workers.storage.Mounts.Mount;
import io.belay.workers.storage.Storage.Space;
import io.belay.workers.storage.StorageErrors;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The share of the store below which nothing of a run writes, because live writes there too: looked at before a step, and many times
 * a second while one of its programs writes the candidate. What was ended for it is noted, so that a later attempt tells the same.
 */
final class RoomReserve {

    private static final String NAME = "room-taken";

    private record Taken(String step, int epoch, String figures) {}

    private RoomReserve() {}

    /** @return how much there is and how much is missing, when the reserve is touched */
    static Optional<String> touched(StepContext context) {
        Path place = context.cluster().place().root();
        Space space = context.cluster().storage().space(place);
        long reserve = Shares.of(space.totalBytes(), limit(context));
        return space.freeBytes() >= reserve ? Optional.empty() : Optional.of(figures(context, space, reserve));
    }

    /** Which file system, and what of it is left; also where the reserve is not touched any more. */
    static String figures(StepContext context) {
        Space space =
                context.cluster().storage().space(context.cluster().place().root());
        return figures(context, space, Shares.of(space.totalBytes(), limit(context)));
    }

    private static String figures(StepContext context, Space space, long reserve) {
        Mount mount = Mounts.ofThisProcess().of(context.cluster().place().root());
        String left = "the " + mount.fileSystem() + " file system at `" + mount.point() + "` has "
                + mebibytes(space.freeBytes()) + " of " + mebibytes(space.totalBytes()) + " free" + space.note();
        return space.freeBytes() >= reserve
                ? left
                : left + ", and `stop_below: " + limit(context) + "` keeps " + mebibytes(reserve)
                        + " for live: at least " + mebibytes(reserve - space.freeBytes()) + " are missing";
    }

    static String remedy(StepContext context) {
        return "make room: `belay snapshots " + context.cluster().reference()
                + "` lists what is kept; then: belay retry " + context.run().runId();
    }

    /** @throws CancelledByOperator when the reserve is touched: what the program made is restored, what live writes is not */
    static void keep(StepContext context) {
        touched(context).ifPresent(figures -> {
            context.memory()
                    .write(
                            NAME,
                            new Taken(
                                    context.request().stepId(),
                                    context.request().epoch(),
                                    figures));
            throw new CancelledByOperator("it would have left live without room: " + figures);
        });
    }

    /** What follows where a program of this launch was ended for room, by whichever attempt. */
    static Optional<StepResult> ended(StepContext context) {
        return context.memory()
                .read(NAME, Taken.class)
                .filter(taken -> taken.step().equals(context.request().stepId())
                        && taken.epoch() == context.request().epoch())
                .map(taken -> StepResult.failed(
                        StorageErrors.NO_ROOM,
                        "the step was ended before the store ran full: " + taken.figures()
                                + ". The candidate goes back to its last waypoint, live is untouched",
                        remedy(context),
                        Map.of()));
    }

    private static String limit(StepContext context) {
        return context.plan().blocks().path("snapshots").path("stop_below").asText("8%");
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
