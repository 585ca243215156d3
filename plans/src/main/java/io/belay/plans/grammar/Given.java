package io.belay.plans.grammar;

import io.belay.plans.problem.SourcePlace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Values of inputs from outside of the file that declares them. Immutable.
 *
 * @param values by name; they go before defaults
 * @param places where each was written; empty for those of the command line
 * @param open whether values may be missing because nobody gave any yet
 */
public record Given(Map<String, String> values, Map<String, SourcePlace> places, boolean open) {

    public Given {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        places = Map.copyOf(places);
    }

    public static Given byCommand(Map<String, String> values) {
        return new Given(values, Map.of(), false);
    }

    /** By the {@code with} of an include. */
    public static Given within(Map<String, String> values, Map<String, SourcePlace> places) {
        return new Given(values, places, false);
    }

    /** A file that is looked at by itself, whose inputs others will give. */
    public static Given nothingYet() {
        return new Given(Map.of(), Map.of(), true);
    }

    Optional<SourcePlace> place(String name) {
        return Optional.ofNullable(places.get(name));
    }

    /** How one gives a value. */
    String spelled(String name, String value) {
        return places.isEmpty() ? "--input " + name + "=" + value : "with: {" + name + ": " + value + "}";
    }
}
