package io.belay.cli;

import java.util.Optional;

/** Where a person types an answer, as something that a test can play. */
@FunctionalInterface
interface Keyboard {

    /** Nobody is there to answer. */
    Keyboard NONE = () -> Optional.empty();

    /** The next line that a person types; empty when no terminal is at the other end, or its end is reached. */
    Optional<String> line();
}
