package io.belay.plans.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.grammar.Outline;
import io.belay.plans.grammar.Outline.Field;
import io.belay.plans.grammar.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An outline as JSON Schema, in what draft-07 and 2020-12 have in common. For one file, for one thread only. */
final class SchemaWriter {

    private final FieldTexts texts;
    private final List<String> sections;
    private final boolean inputs;
    private final Witness witness;
    private final FormerFields formerFields;

    /** Is told of each field that is written. */
    @FunctionalInterface
    interface Witness {

        /** @param path begins with {@code SECTION:} where it is not a path from the file on */
        void field(String path, Optional<FieldText> text, ObjectNode schema);
    }

    /**
     * @param sections where words are looked for, nearest first
     * @param inputs whether such a file knows inputs
     */
    SchemaWriter(FieldTexts texts, List<String> sections, boolean inputs, Witness witness, FormerFields formerFields) {
        this.texts = texts;
        this.sections = List.copyOf(sections);
        this.inputs = inputs;
        this.witness = witness;
        this.formerFields = formerFields;
    }

    ObjectNode block(Outline outline, String path) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (!outline.section().isEmpty()) {
            node.put("title", String.join(", ", names(outline)));
        }
        node.put("type", "object");
        node.put("additionalProperties", false);
        List<String> required = names(outline);
        if (!required.isEmpty()) {
            required.forEach(node.putArray("required")::add);
        }
        ObjectNode properties = node.putObject("properties");
        String within = outline.section().isEmpty() ? path : outline.section() + ":";
        for (Field field : outline.fields()) {
            properties.set(
                    field.name(),
                    field(field, below(within, field.name()), outline.section().isEmpty()));
        }
        formerFields.add(properties, within, below -> below(within, below), witness);
        outline.exactlyOne().forEach(names -> {
            ArrayNode one = node.putArray("oneOf");
            names.forEach(name -> one.addObject().putArray("required").add(name));
        });
        return node;
    }

    private static List<String> names(Outline outline) {
        return outline.fields().stream()
                .filter(Field::required)
                .map(Field::name)
                .toList();
    }

    private static String below(String path, String name) {
        return path.isEmpty() || path.endsWith(":") ? path + name : path + "." + name;
    }

    /** @param plain whether it is a field as any other, and no word that says what the block is */
    private ObjectNode field(Field field, String path, boolean plain) {
        Optional<FieldText> text = find(path);
        ObjectNode node = shape(field.shape(), path, text.map(FieldText::values).orElse(Map.of()));
        text.ifPresent(words -> describe(node, path, words, plain || !field.required() ? leftOut(field, words) : ""));
        field.byDefault()
                .filter(value -> text.flatMap(FieldText::byDefault).isEmpty())
                .filter(value -> value.isValueNode() || !value.isEmpty())
                .ifPresent(value -> node.set("default", value));
        text.filter(words -> !words.examples().isEmpty()).ifPresent(words -> {
            ArrayNode examples = node.putArray("examples");
            words.examples().forEach(example -> examples.add(EditorYaml.json(example)));
            if (node.has("errorMessage") && examples.get(0).isValueNode()) {
                String such = ", for example `" + examples.get(0).asText() + "`";
                node.put("errorMessage", node.get("errorMessage").asText() + such);
            }
        });
        witness.field(path, text, node);
        return node;
    }

    private static void describe(ObjectNode node, String path, FieldText words, String leftOut) {
        String text = words.text() + " " + leftOut;
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        described.put("title", title(path));
        say(described, text.strip());
        described.setAll(node);
        node.removeAll();
        node.setAll(described);
    }

    private static void say(ObjectNode node, String markdown) {
        String plain = markdown.replace("`", "");
        node.put("description", plain);
        if (!plain.equals(markdown)) {
            node.put("markdownDescription", markdown);
        }
    }

    private static String title(String path) {
        return path.substring(path.indexOf(':') + 1);
    }

    private static String leftOut(Field field, FieldText words) {
        if (field.required()) {
            return "Required.";
        }
        return words.byDefault()
                .or(() -> field.byDefault().map(SchemaWriter::inWords))
                .map(value -> "Default: " + value + ".")
                .or(() -> words.leftOut().map(when -> "Left out: " + when + "."))
                .orElse("");
    }

    private static String inWords(JsonNode value) {
        if (value.isContainerNode() && value.isEmpty()) {
            return "none";
        }
        return value.isValueNode()
                ? "`" + value.asText() + "`"
                : "`" + value.toString().replace("\"", "").replace(",", ", ") + "`";
    }

    /** @param path begins with {@code SECTION:} where the block around it says where its words stand */
    private Optional<FieldText> find(String path) {
        int colon = path.indexOf(':');
        if (colon >= 0) {
            return texts.find(path.substring(0, colon), path.substring(colon + 1));
        }
        return sections.stream()
                .flatMap(section -> texts.find(section, path).stream())
                .findFirst();
    }

    ObjectNode shape(Shape shape, String path, Map<String, String> values) {
        if (shape instanceof Shape.Single single) {
            return new ShapeWriter(title(path), false).write(single, values);
        }
        if (shape instanceof Shape.WithInputs with) {
            return new ShapeWriter(title(path), inputs).write(with.value(), values);
        }
        if (shape instanceof Shape.Block block) {
            return block(block.outline(), path);
        }
        if (shape instanceof Shape.Items items) {
            return items(items, path, values);
        }
        if (shape instanceof Shape.Named named) {
            return named(named, path, values);
        }
        if (shape instanceof Shape.Either either) {
            return either(either.of(), path, values);
        }
        return JsonNodeFactory.instance.objectNode().put("type", "null");
    }

    private ObjectNode either(List<Shape> shapes, String path, Map<String, String> values) {
        boolean two = shapes.size() == 2;
        if (two && shapes.get(1) instanceof Shape.Nothing) {
            ObjectNode node = shape(shapes.get(0), path, values);
            node.putArray("type").add("object").add("null");
            return node;
        }
        if (two && shapes.get(0) instanceof Shape.Words words) {
            if (shapes.get(1) instanceof Shape.WithInputs with) {
                return new ShapeWriter(title(path), inputs).orWord(words, with.value(), values);
            }
            if (shapes.get(1) instanceof Shape.Single single) {
                return new ShapeWriter(title(path), false).orWord(words, single, values);
            }
        }
        List<ObjectNode> all = new ArrayList<>();
        Map<String, String> said = ofBlocks(shapes);
        for (Shape shape : shapes) {
            if (shape instanceof Shape.Words words && !said.isEmpty()) {
                words.words().forEach(word -> all.add(constant(word, said.getOrDefault(word, ""))));
            } else {
                all.add(shape(shape, path, values));
            }
        }
        return ShapeWriter.either(all);
    }

    private static ObjectNode constant(String word, String text) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("title", word).put("const", word);
        say(node, text);
        return node;
    }

    /** What a word means that stands for a block of its own name: {@code - clone} for {@code - clone: {}}. */
    private Map<String, String> ofBlocks(List<Shape> shapes) {
        Map<String, String> said = new LinkedHashMap<>();
        for (Shape shape : shapes) {
            if (shape instanceof Shape.Block block && !block.outline().section().isEmpty()) {
                block.outline().fields().stream()
                        .filter(Field::required)
                        .forEach(field -> texts.find(block.outline().section(), field.name())
                                .ifPresent(text -> said.put(field.name(), text.text())));
            }
        }
        return said;
    }

    private ObjectNode items(Shape.Items items, String path, Map<String, String> values) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("type", "array");
        ObjectNode item = shape(items.item(), path + "[]", values);
        node.set("items", item);
        if (items.once()) {
            node.put("uniqueItems", true);
        }
        if (items.filled()) {
            node.put("minItems", 1);
        }
        return items.orOne() ? ShapeWriter.either(List.of(item.deepCopy(), node)) : node;
    }

    private ObjectNode named(Shape.Named named, String path, Map<String, String> values) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("type", "object");
        node.put("additionalProperties", false);
        node.putObject("patternProperties")
                .set(ShapeWriter.whole(named.keys()), shape(named.value(), path + ".<" + named.name() + ">", values));
        return node;
    }
}
