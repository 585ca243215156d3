package io.belay.workers.step;

import io.belay.workers.hold.Decision;
import io.belay.workers.hold.HoldFolder;
import io.belay.workers.hold.OnlineOrder;
import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.replication.Way;
import io.belay.workers.replication.Way.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the holds of a run have decided: which of the two servers serves. Reads their folders only. Immutable. */
record Switches(Path run) {

    private static final Pattern HOLD = Pattern.compile("hold-([1-9][0-9]{0,8})");

    /**
     * Behind a crossing between two running servers.
     *
     * @param way by which {@code following} follows {@code serving}
     * @param hold that decided it
     */
    record Standing(Side serving, Side following, Way way, HoldFolder hold, OnlineOrder order) {

        boolean newServes() {
            return way.direction() == Direction.BACK;
        }
    }

    static Switches of(StepContext context) {
        return new Switches(context.memory().path());
    }

    /** Empty before the first crossing, and where live was stopped for it. */
    Optional<Standing> standing() {
        return crossed().reduce((one, later) -> later).flatMap(Switches::standing);
    }

    private static Optional<Standing> standing(HoldFolder hold) {
        return hold.order()
                .filter(OnlineOrder.class::isInstance)
                .map(OnlineOrder.class::cast)
                .map(order ->
                        new Standing(order.to().onceOpened(), order.from().onceOpened(), order.next(), hold, order));
    }

    /** Whether new is live by any hold of this run, whichever its kind. */
    boolean newServes() {
        Optional<Standing> standing = standing();
        return standing.map(Standing::newServes)
                .orElseGet(() -> crossed().findAny().isPresent());
    }

    private Stream<HoldFolder> crossed() {
        return epochs().stream()
                .map(epoch -> HoldFolder.of(run, epoch))
                .filter(hold -> hold.decision()
                        .standing()
                        .filter(Decision.COMMIT::equals)
                        .isPresent());
    }

    /** Of all holds that were ordered, in their order. */
    List<Integer> epochs() {
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(run)) {
            return entries.map(entry -> HOLD.matcher(String.valueOf(entry.getFileName())))
                    .filter(Matcher::matches)
                    .map(matcher -> Integer.valueOf(matcher.group(1)))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the decisions of the run's holds cannot be read", unreadable);
        }
    }
}
