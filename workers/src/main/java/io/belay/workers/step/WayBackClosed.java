package io.belay.workers.step;

import io.belay.workers.step.Switches.Standing;
import java.time.Instant;
import java.util.Optional;

/**
 * That the other side follows no more, as the run's folder has it: once closed, a way stays closed. Immutable.
 *
 * @param hold epoch of the hold behind which it was closed: another crossing opens another way
 */
record WayBackClosed(int hold, String why, String at) {

    private static final String NAME = "way-back-closed";

    static void keep(StepContext context, Standing standing, String why, Instant at) {
        context.memory().write(NAME, new WayBackClosed(standing.order().epoch(), why, at.toString()));
    }

    /** Why the way from this standing is closed; empty while it is open. */
    static Optional<String> of(StepContext context, Standing standing) {
        Optional<String> known = context.memory()
                .read(NAME, WayBackClosed.class)
                .filter(closed -> closed.hold() == standing.order().epoch())
                .map(WayBackClosed::why);
        return known.or(() -> standing.order().wayBack()
                ? standing.hold()
                        .result()
                        .filter(result -> !"open".equals(result.facts().get("way_back")))
                        .map(result ->
                                "it could not be opened behind the crossing: " + String.join("; ", result.notes()))
                : Optional.of("the plan promised none"));
    }
}
