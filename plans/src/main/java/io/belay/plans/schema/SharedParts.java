package io.belay.plans.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Writes a field that stands in a schema several times once, under {@code definitions}. For one schema, for one thread only. */
final class SharedParts {

    /** Below this a reference saves nothing. */
    private static final int WORTHWHILE = 200;

    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, ObjectNode> definitions = new LinkedHashMap<>();

    private SharedParts() {}

    /** Changes the schema; it means the same afterwards. */
    static ObjectNode share(ObjectNode schema) {
        SharedParts parts = new SharedParts();
        parts.count(schema);
        parts.replace(schema);
        if (!parts.definitions.isEmpty()) {
            ObjectNode all = schema.withObject("/definitions");
            parts.definitions.forEach(all::set);
        }
        return schema;
    }

    private void count(JsonNode node) {
        if (node.get("properties") instanceof ObjectNode properties) {
            for (JsonNode field : properties) {
                // What stands within a field that is shared is shared with it.
                if (counts.merge(field.toString(), 1, Integer::sum) == 1) {
                    count(field);
                }
            }
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getKey().equals("properties")) {
                count(entry.getValue());
            }
        }
        if (node.isArray()) {
            node.forEach(this::count);
        }
    }

    private void replace(JsonNode node) {
        fields(node, (name, field) -> {
            String text = field.toString();
            if (text.length() >= WORTHWHILE && counts.getOrDefault(text, 0) > 1) {
                ObjectNode reference = JsonNodeFactory.instance.objectNode();
                ((ObjectNode) node.get("properties")).set(name, reference);
                reference.put("$ref", "#/definitions/" + define(name, text, field));
            }
        });
        node.forEach(this::replace);
    }

    private String define(String name, String text, ObjectNode field) {
        String known = names.get(text);
        if (known != null) {
            return known;
        }
        String free = name;
        for (int number = 2; definitions.containsKey(free); number++) {
            free = name + "-" + number;
        }
        names.put(text, free);
        ObjectNode own = field.deepCopy();
        definitions.put(free, own);
        replace(own);
        return free;
    }

    private static void fields(JsonNode node, BiConsumer<String, ObjectNode> action) {
        if (node.get("properties") instanceof ObjectNode properties) {
            List<String> names = new ArrayList<>();
            properties.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (properties.get(name) instanceof ObjectNode field) {
                    action.accept(name, field);
                }
            }
        }
    }
}
