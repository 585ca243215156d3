package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Canonical values as plans write them: {@code {hourly: 24, daily: 7}} without quotes. Stateless. */
final class CanonicalText {

    private CanonicalText() {}

    static String of(JsonNode value) {
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(of(item)));
            return "[" + String.join(", ", items) + "]";
        }
        return value.isObject() ? "{" + fields(value) + "}" : value.asText();
    }

    /** {@code jobs: 4, mode: link}. */
    static String fields(JsonNode object) {
        List<String> fields = new ArrayList<>();
        object.properties().forEach(field -> fields.add(field.getKey() + ": " + of(field.getValue())));
        return String.join(", ", fields);
    }
}
