package io.belay.plans.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.grammar.Shape.Single;
import io.belay.plans.grammar.Shape.Text;
import io.belay.plans.grammar.Shape.Truth;
import io.belay.plans.grammar.Shape.Whole;
import io.belay.plans.grammar.Shape.Words;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Single values in JSON Schema. Editors see numbers and booleans where YAML does, while Belay reads texts; so a type is as wide
 * as what YAML may make of a right text. Every choice has a title of its own, because editors tell choices apart by it.
 */
final class ShapeWriter {

    /** Where an input stands, whatever stands around it. */
    private static final String INPUT = "\\$\\{inputs\\.[a-z][a-z0-9_]*\\}";

    private static final String DIGITS = "[0-9]{1,9}";

    private final String title;
    private final boolean inputs;

    /**
     * @param title what the value is called
     * @param inputs whether an input may stand in it
     */
    ShapeWriter(String title, boolean inputs) {
        this.title = title;
        this.inputs = inputs;
    }

    /** @param values what its words mean */
    ObjectNode write(Single shape, Map<String, String> values) {
        if (shape instanceof Words words) {
            return inputs && words.words().size() > 1
                    ? either(List.of(words(words, values), input()))
                    : words(words, values);
        }
        if (shape instanceof Truth) {
            return typed(List.of("boolean", "string"), form(shape), "`true` or `false` is expected");
        }
        if (shape instanceof Whole whole) {
            ObjectNode node = typed(List.of("integer", "string"), form(shape), inWords(shape) + " is expected");
            return node.put("minimum", whole.least()).put("maximum", whole.most());
        }
        return typed(types(form(shape)), form(shape), inWords(shape) + " is expected");
    }

    /**
     * A value or a word; words of the language hold nothing that a regular expression reads otherwise. The value's own type covers both, so that one message says what is wrong; the choice beside it
     * excludes nothing and tells editors the words.
     */
    ObjectNode orWord(Words words, Single value, Map<String, String> values) {
        Set<String> types = new LinkedHashSet<>(value instanceof Whole ? List.of("integer") : types(form(value)));
        types.add("string");
        String form = String.join("|", words.words());
        String expected = inWords(value) + ", or `" + String.join("`, `", words.words()) + "` is expected";
        ObjectNode node = typed(List.copyOf(types), form + "|" + form(value), expected);
        if (value instanceof Whole whole) {
            node.put("minimum", whole.least()).put("maximum", whole.most());
        }
        ObjectNode noWord = JsonNodeFactory.instance.objectNode().put("title", title + " (" + inWords(value) + ")");
        words.words().forEach(noWord.putObject("not").putArray("enum")::add);
        return node.setAll(either(List.of(words(words, values), noWord)));
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

    private ObjectNode words(Words words, Map<String, String> values) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("title", title);
        words.words().forEach(node.putArray("enum")::add);
        if (!values.isEmpty()) {
            ArrayNode said = node.putArray("markdownEnumDescriptions");
            words.words().forEach(word -> said.add(values.getOrDefault(word, "")));
        }
        return node;
    }

    private ObjectNode input() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("title", title + " (an input)")
                .put("type", "string")
                .put("pattern", INPUT);
    }

    private static String form(Single shape) {
        if (shape instanceof Text text) {
            return text.form();
        }
        return shape instanceof Truth ? "true|false" : DIGITS;
    }

    private static String inWords(Single shape) {
        if (shape instanceof Whole whole) {
            return "a whole number from " + whole.least() + " to " + whole.most();
        }
        return shape instanceof Text text ? text.words() : "`true` or `false`";
    }

    /** What YAML makes of texts of this form. */
    private static List<String> types(String form) {
        if (form.isEmpty()) {
            return List.of("string", "number", "boolean");
        }
        Pattern pattern = Pattern.compile(form);
        if (pattern.matcher("3.5").matches()) {
            boolean free = pattern.matcher("true").matches();
            return free ? List.of("string", "number", "boolean") : List.of("string", "number");
        }
        return pattern.matcher("17").matches() ? List.of("string", "integer") : List.of("string");
    }

    private ObjectNode typed(List<String> types, String form, String expected) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (types.size() == 1) {
            node.put("type", types.get(0));
        } else {
            types.forEach(node.putArray("type")::add);
        }
        if (!form.isEmpty()) {
            node.put("pattern", inputs ? whole(form) + "|" + INPUT : whole(form));
            node.put("errorMessage", expected);
        }
        return node;
    }
}
