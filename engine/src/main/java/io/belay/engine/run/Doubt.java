package io.belay.engine.run;

import io.belay.engine.activity.StepResult;
import io.belay.engine.problem.EngineErrors;
import java.time.Duration;

/** What follows an answer that proves nothing: ask again, ever more slowly, and at last ask a person. Never an undo (I5). */
final class Doubt {

    /** With the pauses below, about half an hour; past it more of the same answers tell nothing new. */
    static final int LIMIT = 10;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private Doubt() {}

    static RunState apply(RunState state, StepState step, Verb verb, StepResult answer) {
        if (verb == Verb.RUN) {
            return state.withStep(step.answered(StepStatus.UNCLEAR, answer));
        }
        StepState doubted = step.doubted();
        RunState next = state.withStep(doubted);
        if (doubted.doubts() < LIMIT) {
            return next.withPause(pauseAfter(doubted.doubts()));
        }
        return Failing.stayingUnclear(
                next,
                Failure.unclear(
                        step.id(),
                        EngineErrors.STEP_UNCLEAR,
                        "nobody can tell how step `" + step.id() + "` ended: " + answer.summary(),
                        "look on the host, then let it be inspected again"));
    }

    static Duration pauseAfter(int times) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(times - 1, 0), 12));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
