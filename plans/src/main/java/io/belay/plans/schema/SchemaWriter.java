package io.belay.plans.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.grammar.Outline;
import io.belay.plans.grammar.Outline.Field;
import io.belay.plans.grammar.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** An outline as JSON Schema, in what draft-07 and 2020-12 have in common. For one file, for one thread only. */
final class SchemaWriter {

    private final FieldTexts texts;
    private final List<String> sections;
    private final boolean inputs;
    private final BiConsumer<String, Optional<FieldText>> said;

    /**
     * @param sections where words are looked for, nearest first
     * @param inputs whether such a file knows inputs
     * @param said is told of each field and its words
     */
    SchemaWriter(
            FieldTexts texts,
            List<String> sections,
            boolean inputs,
            BiConsumer<String, Optional<FieldText>> said) {
        this.texts = texts;
        this.sections = List.copyOf(sections);
        this.inputs = inputs;
        this.said = said;
    }

    ObjectNode block(Outline outline, String path) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("type", "object");
        node.put("additionalProperties", false);
        List<String> required = outline.fields().stream()
                .filter(Field::required)
                .map(Field::name)
                .toList();
        if (!required.isEmpty()) {
            required.forEach(node.putArray("required")::add);
        }
        ObjectNode properties = node.putObject("properties");
        String within = outline.section().isEmpty() ? path : outline.section() + ":";
        for (Field field : outline.fields()) {
            properties.set(field.name(), field(field, below(within, field.name()), outline.section().isEmpty()));
        }
        outline.exactlyOne().forEach(names -> {
            ArrayNode one = node.putArray("oneOf");
            names.forEach(name -> one.addObject().putArray("required").add(name));
        });
        return node;
    }

    private static String below(String path, String name) {
        return path.isEmpty() || path.endsWith(":") ? path + name : path + "." + name;
    }

    /** @param plain whether it is a field as any other, and no word that says what the block is */
    private ObjectNode field(Field field, String path, boolean plain) {
        Optional<FieldText> text = find(path);
        said.accept(path, text);
        ObjectNode node = shape(field.shape(), path, text.map(FieldText::values).orElse(Map.of()));
        boolean usual = text.flatMap(FieldText::leftOut).isEmpty();
        text.ifPresent(words -> describe(node, words, plain || !field.required() ? leftOut(field, words) : ""));
        field.byDefault().filter(value -> usual && !value.isEmpty() || value.isValueNode() && usual).ifPresent(value ->
                node.set("default", value));
        text.filter(words -> !words.examples().isEmpty()).ifPresent(words -> {
            ArrayNode examples = node.putArray("examples");
            words.examples().forEach(example -> examples.add(EditorYaml.json(example)));
        });
        return node;
    }

    private static void describe(ObjectNode node, FieldText words, String leftOut) {
        String text = words.text() + " " + leftOut;
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        described.put("description", text.replace("`", "").strip());
        described.put("markdownDescription", text.strip());
        described.setAll(node);
        node.removeAll();
        node.setAll(described);
    }

    private static String leftOut(Field field, FieldText words) {
        if (field.required()) {
            return "Required.";
        }
        return words.leftOut()
                .map(when -> "Left out: " + when + ".")
                .or(() -> field.byDefault().map(value -> "Default: " + inWords(value) + "."))
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
        return sections.stream().flatMap(section -> texts.find(section, path).stream()).findFirst();
    }

    private ObjectNode shape(Shape shape, String path, Map<String, String> values) {
        if (shape instanceof Shape.Single single) {
            return ShapeWriter.write(single, false, values);
        }
        if (shape instanceof Shape.WithInputs with) {
            return ShapeWriter.write(with.value(), inputs, values);
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
            Map<String, String> said = values.isEmpty() ? ofBlocks(either) : values;
            return ShapeWriter.either(
                    either.of().stream().map(one -> shape(one, path, said)).toList());
        }
        return JsonNodeFactory.instance.objectNode().put("type", "null");
    }

    /** What a word means that stands for a block of its own name: {@code - clone} for {@code - clone: {}}. */
    private Map<String, String> ofBlocks(Shape.Either either) {
        Map<String, String> said = new LinkedHashMap<>();
        for (Shape shape : either.of()) {
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
