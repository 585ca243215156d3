package io.belay.plans.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.StringJoiner;

/** A value as one writes it in a plan on one line. Stateless. */
final class FlowYaml {

    private static final String BARE = "[A-Za-z0-9/_.][A-Za-z0-9/_.%@+-]*(?: [A-Za-z0-9/_.%@+-]+)*";

    private FlowYaml() {}

    static String text(JsonNode value) {
        if (value.isObject()) {
            StringJoiner fields = new StringJoiner(", ", "{", "}");
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                fields.add(field.getKey() + ": " + text(field.getValue()));
            }
            return fields.toString();
        }
        if (value.isArray()) {
            StringJoiner items = new StringJoiner(", ", "[", "]");
            value.forEach(item -> items.add(text(item)));
            return items.toString();
        }
        boolean number = value.isTextual() && value.asText().matches("[-+]?[0-9.]+");
        boolean bare = !value.isTextual() || (!number && value.asText().matches(BARE));
        return bare || isDashed(value.asText()) ? value.asText() : "\"" + value.asText() + "\"";
    }

    /** An option of a program. */
    private static boolean isDashed(String text) {
        return text.matches("--[a-z-]+");
    }
}
