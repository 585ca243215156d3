package io.belay.plans.resolve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * The one text of a resolved plan: JSON with keys sorted by code point, no blanks, UTF-8 in normal form C, integers only. The
 * same on every machine, Java version, locale and time zone. Stateless.
 */
public final class CanonicalForm {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private CanonicalForm() {}

    public static String write(ResolvedPlan plan) {
        return write(MAPPER.<JsonNode>valueToTree(plan));
    }

    /** Any JSON value in canonical form; used for parts of a plan, and for facts. */
    public static String write(JsonNode value) {
        try {
            return MAPPER.writeValueAsString(sorted(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree could not be written", impossible);
        }
    }

    /** @throws IllegalArgumentException when the text is not the canonical form of a plan of this resolver */
    public static ResolvedPlan read(String canonical) {
        try {
            return MAPPER.readValue(canonical, ResolvedPlan.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a resolved plan: " + e.getOriginalMessage(), e);
        }
    }

    /** SHA-256 of the text in UTF-8, 64 lower-case hex digits. */
    public static String hash(String canonical) {
        return hash(canonical.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 of a file that a plan names, as it lies on the disk. */
    public static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static JsonNode sorted(JsonNode value) {
        if (value.isObject()) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            value.properties().forEach(field -> fields.put(normal(field.getKey()), sorted(field.getValue())));
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields.forEach(object::set);
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> array.add(sorted(element)));
            return array;
        }
        if (value.isTextual()) {
            return JsonNodeFactory.instance.textNode(normal(value.textValue()));
        }
        if (value.isFloatingPointNumber()) {
            throw new IllegalArgumentException("the canonical form has integers only: " + value);
        }
        return value;
    }

    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
