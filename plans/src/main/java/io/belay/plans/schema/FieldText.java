package io.belay.plans.schema;

import io.belay.plans.read.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is said of one field to a person. Immutable.
 *
 * @param key as it stands in the file of texts
 * @param text what the field means, whole sentences
 * @param leftOut what holds when it is left out, where it has no default
 * @param byDefault its default in words, where it depends on other fields
 * @param examples values as one writes them
 * @param values for each word that it takes, what it means
 */
record FieldText(
        String key,
        String text,
        Optional<String> leftOut,
        Optional<String> byDefault,
        List<Node> examples,
        Map<String, String> values) {

    FieldText {
        examples = List.copyOf(examples);
        values = Map.copyOf(values);
    }
}
