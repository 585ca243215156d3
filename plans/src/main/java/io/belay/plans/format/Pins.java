package io.belay.plans.format;

import io.belay.plans.problem.SourcePlace;
import java.util.Optional;

/** Knows the content of files that a file names. */
@FunctionalInterface
public interface Pins {

    /** Leaves every hash as it is. */
    Pins NONE = (file, place) -> Optional.empty();

    /**
     * The SHA-256 of a file as 64 hex digits; empty when it cannot be read, which the implementation reports.
     *
     * @param file as it is named in the text
     * @param place where it is named
     */
    Optional<String> hash(String file, SourcePlace place);
}
