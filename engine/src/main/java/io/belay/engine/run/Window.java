package io.belay.engine.run;

import io.belay.engine.activity.StepResult;
import io.belay.engine.problem.EngineErrors;
import io.belay.plans.window.WindowTimes;
import io.belay.plans.window.WindowTimes.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Waiting for a window, and for the next one when it has closed before clients were touched. Stateless. */
final class Window {

    private Window() {}

    /** When it opens, or since when it is open; empty when no window opens any more. */
    static Optional<Instant> opening(StepState window, Instant at) {
        return next(window, at).map(span -> span.opens().toInstant());
    }

    private static Optional<Span> next(StepState window, Instant at) {
        return WindowTimes.of(window.step().with()).openOrNext(at);
    }

    /** The run behind a look at the clock: the window is open, still closed, or opens too late or never. */
    static RunState waited(RunState state, StepState window, Instant at) {
        Optional<Span> span = next(window, at);
        if (span.isEmpty()) {
            return failed(
                    state,
                    window,
                    "no window opens any more: the one of the plan has closed",
                    "apply a plan with a window to come; this run: `belay abort`",
                    at);
        }
        if (span.get().isOpenAt(at)) {
            return state.withStep(window.ended(StepStatus.DONE, "", at)
                    .noted("open until " + OperatorRules.exact(span.get().closes())));
        }
        Instant latest = latest(window).orElse(Instant.MAX);
        return span.get().opens().toInstant().isAfter(latest)
                ? failed(
                        state,
                        window,
                        "the window opens at " + text(span.get()) + ", and the plan waits no longer than until "
                                + OperatorRules.exact(latest),
                        "apply a plan whose `timeout` of step `STEP` reaches its window; this run: `belay abort`",
                        at)
                : state;
    }

    private static Optional<Instant> latest(StepState window) {
        Optional<Duration> patience =
                Durations.parseLimit(window.step().timeout()).map(window.extra()::plus);
        return window.startedAt().flatMap(since -> patience.map(since::plus));
    }

    private static RunState failed(RunState state, StepState window, String why, String remedy, Instant at) {
        return Failing.definitely(
                state,
                window,
                StepResult.failed(EngineErrors.WINDOW_MISSED, why, remedy.replace("STEP", window.id()), Map.of()),
                at);
    }

    /** A passed window before the step that is closed by now: the next one is waited for. */
    static Optional<StepState> closedBefore(RunState state, StepState step, Instant at) {
        return state.steps().stream()
                .filter(window ->
                        window.number() < step.number() && window.isWindow() && window.status() == StepStatus.DONE)
                .filter(window -> !WindowTimes.of(window.step().with()).isOpenAt(at))
                .findFirst();
    }

    /** As it is told behind the words "waits for". */
    static String words(StepState window, Instant at) {
        String again = window.note().isEmpty() ? "" : ", " + window.note();
        return next(window, at)
                        .map(span -> "the window that opens at " + text(span))
                        .orElse("a window")
                + again;
    }

    /** By the clock on the wall, and by everybody's. */
    private static String text(Span span) {
        return span.opens().toLocalDateTime() + " " + span.opens().getZone() + " ("
                + OperatorRules.exact(span.opens().toInstant()) + ")";
    }
}
