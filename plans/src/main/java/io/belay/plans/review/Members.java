package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Members of a JSON object, each in the shape that is asked for; an {@link IllegalArgumentException} names the one that is not. Stateless. */
final class Members {

    private static final Duration LONGEST = Duration.ofDays(3650);

    private Members() {}

    static <T> List<T> list(JsonNode root, String member, Function<JsonNode, T> read) {
        List<T> list = new ArrayList<>();
        for (JsonNode item : items(root, member)) {
            requireObject(item, member);
            list.add(read.apply(item));
        }
        return list;
    }

    static List<String> texts(JsonNode root, String member) {
        List<String> texts = new ArrayList<>();
        items(root, member).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    static JsonNode items(JsonNode root, String member) {
        JsonNode items = root.path(member);
        if (!items.isMissingNode() && !items.isNull() && !items.isArray()) {
            throw new IllegalArgumentException("`" + member + "` is no list");
        }
        return items;
    }

    static String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        if (value.isContainerNode()) {
            throw new IllegalArgumentException("`" + member + "` is no text");
        }
        return value.isNull() ? "" : value.asText();
    }

    static Duration duration(JsonNode node, String member) {
        JsonNode value = node.path(member);
        if (!value.isIntegralNumber() || value.asLong() < 0 || value.asLong() > LONGEST.toMillis()) {
            throw new IllegalArgumentException("`" + member + "` is no time in milliseconds");
        }
        return Duration.ofMillis(value.asLong());
    }

    static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the time of the probe is no instant such as 2026-12-04T09:12:00Z", e);
        }
    }

    static void requireObject(JsonNode node, String what) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("`" + what + "` does not hold what it should");
        }
    }
}
