package io.belay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The machine form of what commands print and read. Every document begins with {@code format_version}: the part before the dot
 * rises when something that was there goes or changes its meaning, the part behind it when something is added.
 */
final class Json {

    static final String FORMAT_VERSION = "1.0";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonMapper LINES = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode document(String kind) {
        return MAPPER.createObjectNode().put("format_version", FORMAT_VERSION).put("kind", kind);
    }

    static String text(ObjectNode document) {
        return write(MAPPER, document);
    }

    /** On one line, for documents that follow each other. */
    static String line(ObjectNode document) {
        return write(LINES, document);
    }

    /** Kept here, and not with the commands that read: to make a mapper is a tenth of the time of a short command. */
    static JsonNode read(String text) throws JsonProcessingException {
        return LINES.readTree(text);
    }

    private static String write(JsonMapper mapper, ObjectNode document) {
        try {
            return mapper.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree could not be written", impossible);
        }
    }
}
