package io.belay.engine.run;

import io.belay.engine.activity.StepResult;
import java.time.Instant;

/** What happened, with the time at which the engine learned of it. */
public sealed interface Event {

    Instant at();

    /** The state behind this event. */
    RunState applyTo(RunState state);

    /** The host answered. */
    record Answered(Action action, StepResult result, Instant at) implements Event {
        @Override
        public RunState applyTo(RunState state) {
            return Answers.apply(state, this);
        }
    }

    /** Nobody answered in time, so nothing is known. */
    record Silent(Action action, String why, Instant at) implements Event {
        @Override
        public RunState applyTo(RunState state) {
            return Silence.apply(state, this);
        }
    }

    /** A pause is over. */
    record Elapsed(Instant at) implements Event {
        @Override
        public RunState applyTo(RunState state) {
            return state.withoutPause();
        }
    }

    /** An operator decided; checked before by {@link OperatorRules}. */
    record Decided(Decision decision, Instant at) implements Event {
        @Override
        public RunState applyTo(RunState state) {
            return Decisions.apply(state, this);
        }
    }
}
