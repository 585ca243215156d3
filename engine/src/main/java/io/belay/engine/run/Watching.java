package io.belay.engine.run;

import java.time.Duration;
import java.time.Instant;

/**
 * When a run behind its crossing looks at its way back, while it has nothing else to do. Often at first, for that is when going back is
 * asked for; a host that has something to tell answers a look early, so the pauses cost nobody the news. Stateless.
 */
final class Watching {

    private static final Duration FIRST = Duration.ofMinutes(5);
    private static final Duration LATER = Duration.ofMinutes(30);
    private static final Duration LATE = Duration.ofHours(1);

    private Watching() {}

    /** The planned action, or a look that is due before it. */
    static Action before(RunState state, Action planned) {
        return state.wayBack()
                .filter(way -> way.open() && way.swap().isEmpty() && isIdle(planned))
                .map(way -> look(state, way, planned))
                .orElse(planned);
    }

    /** Whether the run only waits. */
    static boolean isIdle(Action planned) {
        return planned.verb() == Verb.AWAIT_OPERATOR
                || (planned.verb() == Verb.PAUSE && !planned.step().isEmpty());
    }

    /** How long to the next look, and so how long a look may wait for something to tell. */
    static Duration interval(WayBack way) {
        Duration open = Duration.between(way.since(), way.lookedAt());
        if (open.compareTo(Duration.ofDays(1)) < 0) {
            return FIRST;
        }
        return open.compareTo(Duration.ofDays(7)) < 0 ? LATER : LATE;
    }

    private static Action look(RunState state, WayBack way, Action planned) {
        Instant next = way.lookedAt().plus(interval(way));
        Duration left = Duration.between(state.changedAt(), next);
        StepState crosser = state.step(way.step());
        if (left.isNegative() || left.isZero()) {
            return Action.of(Verb.LOOK, crosser);
        }
        if (planned.verb() == Verb.PAUSE && planned.pause().compareTo(left) <= 0) {
            return planned;
        }
        StepState shown = planned.step().isEmpty() ? crosser : state.step(planned.step());
        return new Action(Verb.PAUSE, shown.id(), shown.epoch(), "", left);
    }
}
