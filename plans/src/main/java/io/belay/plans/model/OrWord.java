package io.belay.plans.model;

import java.util.Optional;

/**
 * A value, or a word that stands in its place ({@code never}, {@code auto}, {@code none}). Immutable.
 *
 * @param word empty when there is a value
 */
public record OrWord<T>(Optional<T> value, String word) {

    public static <T> OrWord<T> of(T value) {
        return new OrWord<>(Optional.of(value), "");
    }

    public static <T> OrWord<T> word(String word) {
        return new OrWord<>(Optional.empty(), word);
    }

    public boolean isWord(String other) {
        return value.isEmpty() && word.equals(other);
    }
}
