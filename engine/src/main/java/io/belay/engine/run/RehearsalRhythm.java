package io.belay.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.ledger.Depth;
import io.belay.engine.ledger.LastRehearsals;
import io.belay.plans.resolve.ResolvedPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which rehearsal a guarded plan wants on a new snapshot. Pure. */
public final class RehearsalRhythm {

    private static final String NEVER = "never";
    private static final String EVERY_SNAPSHOT = "every_snapshot";

    /** Snapshots are not taken to the second: who is a little early counts as punctual. */
    private static final int TOLERANCE = 10;

    private RehearsalRhythm() {}

    /**
     * One is due when by the next snapshot more time would have passed than the plan allows, so that it is rehearsed at least as often as
     * it says. A full one stands for a quick one.
     *
     * @param last of this very plan: another text was not rehearsed yet
     * @return empty for none
     */
    public static Optional<Depth> next(ResolvedPlan plan, LastRehearsals last, Instant now) {
        JsonNode rehearse = plan.blocks().path("rehearse");
        String every = plan.blocks().path("snapshots").path("every").asText("1h");
        Duration step = every.equals(NEVER) ? Duration.ZERO : Durations.parse(every);
        Instant nextSnapshot = now.plus(step).minus(step.dividedBy(TOLERANCE));
        if (isDue(rehearse.path("full").asText("1d"), until(now, last.fullAt()), nextSnapshot)) {
            return Optional.of(Depth.FULL);
        }
        return isDue(rehearse.path("quick").asText(EVERY_SNAPSHOT), until(now, last.anyAt()), nextSnapshot)
                ? Optional.of(Depth.QUICK)
                : Optional.empty();
    }

    /** One that began at a time to come began by a clock that was wrong; it would hold off all others until then. */
    private static Optional<Instant> until(Instant now, Optional<Instant> began) {
        return began.filter(at -> !at.isAfter(now));
    }

    private static boolean isDue(String rhythm, Optional<Instant> last, Instant nextSnapshot) {
        return switch (rhythm) {
            case NEVER -> false;
            case EVERY_SNAPSHOT -> true;
            default ->
                last.filter(began -> !began.plus(Durations.parse(rhythm)).isBefore(nextSnapshot))
                        .isEmpty();
        };
    }

    /** Whether a guard of this plan rehearses anything at all. */
    public static boolean isNever(ResolvedPlan plan) {
        JsonNode rehearse = plan.blocks().path("rehearse");
        return rehearse.path("full").asText("1d").equals(NEVER)
                && rehearse.path("quick").asText(EVERY_SNAPSHOT).equals(NEVER);
    }

    /** {@code each in short, in full every 1d}: for people. */
    public static String words(ResolvedPlan plan) {
        JsonNode rehearse = plan.blocks().path("rehearse");
        String quick = rehearse.path("quick").asText(EVERY_SNAPSHOT);
        String full = rehearse.path("full").asText("1d");
        if (isNever(plan)) {
            return "never, as the plan says";
        }
        String inFull = full.equals(NEVER) ? "never in full" : "in full every " + full;
        return switch (quick) {
            case NEVER -> inFull;
            case EVERY_SNAPSHOT -> inFull + ", quickly on each other snapshot";
            default -> inFull + ", quickly every " + quick;
        };
    }
}
