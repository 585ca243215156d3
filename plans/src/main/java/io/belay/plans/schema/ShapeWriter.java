package io.belay.plans.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.grammar.Shape;
import io.belay.plans.grammar.Shape.Single;
import io.belay.plans.grammar.Shape.Text;
import io.belay.plans.grammar.Shape.Truth;
import io.belay.plans.grammar.Shape.Whole;
import io.belay.plans.grammar.Shape.Words;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Single values in JSON Schema. Editors see numbers and booleans where YAML does, while Belay reads texts; so a type is as wide
 * as what YAML may make of a right text. Stateless.
 */
final class ShapeWriter {

    /** Where an input stands, whatever stands around it. */
    private static final String INPUT = "\\$\\{inputs\\.[a-z][a-z0-9_]*\\}";

    private ShapeWriter() {}

    /**
     * @param inputs whether an input may stand in it
     * @param values what its words mean
     */
    static ObjectNode write(Single shape, boolean inputs, Map<String, String> values) {
        if (shape instanceof Words words) {
            return inputs && words.words().size() > 1
                    ? either(List.of(words(words.words(), values), input(words)))
                    : words(words.words(), values);
        }
        if (shape instanceof Truth) {
            return typed(List.of("boolean", "string"), "true|false", inputs, "`true` or `false`");
        }
        if (shape instanceof Whole whole) {
            String words = "a whole number from " + whole.least() + " to " + whole.most();
            ObjectNode node = typed(List.of("integer", "string"), "[0-9]{1,9}", inputs, words);
            return node.put("minimum", whole.least()).put("maximum", whole.most());
        }
        return text((Text) shape, inputs);
    }

    static ObjectNode either(List<ObjectNode> schemas) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode any = node.putArray("anyOf");
        schemas.forEach(any::add);
        return node;
    }

    /** A regular expression for a whole text. */
    static String whole(String form) {
        return "^(?:" + form + ")$";
    }

    private static ObjectNode words(List<String> words, Map<String, String> values) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (words.size() == 1 && values.isEmpty()) {
            return node.put("const", words.get(0));
        }
        ArrayNode all = node.putArray("enum");
        words.forEach(all::add);
        if (!values.isEmpty()) {
            ArrayNode said = node.putArray("markdownEnumDescriptions");
            words.forEach(word -> said.add(values.getOrDefault(word, "")));
        }
        return node;
    }

    private static ObjectNode input(Words words) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "string")
                .put("pattern", INPUT)
                .put("patternErrorMessage", "one of " + String.join(", ", words.words()));
    }

    private static ObjectNode text(Text text, boolean inputs) {
        if (text.form().isEmpty()) {
            return typed(List.of("string", "number", "boolean"), "", inputs, text.words());
        }
        Pattern form = Pattern.compile(text.form());
        boolean whole = form.matcher("17").matches();
        boolean number = form.matcher("3.5").matches();
        boolean free = number && form.matcher("true").matches();
        List<String> types = free
                ? List.of("string", "number", "boolean")
                : number ? List.of("string", "number") : whole ? List.of("string", "integer") : List.of("string");
        return typed(types, text.form(), inputs, text.words());
    }

    private static ObjectNode typed(List<String> types, String form, boolean inputs, String words) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (types.size() == 1) {
            node.put("type", types.get(0));
        } else {
            types.forEach(node.putArray("type")::add);
        }
        if (!form.isEmpty()) {
            node.put("pattern", inputs ? whole(form) + "|" + INPUT : whole(form));
            node.put("patternErrorMessage", words + " is expected");
        }
        return node;
    }
}
