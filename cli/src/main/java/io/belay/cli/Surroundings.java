package io.belay.cli;

import java.time.Clock;
import java.time.Duration;

/**
 * Everything that a command reaches outside of itself. Tests hand in fakes. Immutable.
 *
 * @param console where to read and write
 * @param engines how to reach the engine
 * @param clock for ages
 * @param pause waits between two looks at a run
 * @param keyboard where a person answers
 */
record Surroundings(Console console, EngineAccess engines, Clock clock, Pause pause, Keyboard keyboard) {

    EngineDesk open(TemporalOption temporal) {
        return engines.open(temporal.resolve(console));
    }

    /** Waiting, as something that a test can make instant. */
    @FunctionalInterface
    interface Pause {
        /** @throws InterruptedException when the command is to end */
        void of(Duration duration) throws InterruptedException;
    }
}
