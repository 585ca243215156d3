package io.belay.plans.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.read.Node;
import java.util.Optional;

/** How the value of a field is written and read. Implementations are immutable. */
public interface FieldType<T> {

    /** For messages: {@code a duration}. */
    String words();

    /** Empty when it cannot be read; then the reason is among the problems. */
    Optional<T> read(Node node, Slot slot);

    /** The value in canonical form. */
    JsonNode write(T value);

    /** How it may look, for editors. */
    Shape shape();
}
