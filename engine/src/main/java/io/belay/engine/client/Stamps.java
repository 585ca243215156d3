package io.belay.engine.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** Values of the wire as values of Java. Stateless. */
final class Stamps {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Stamps() {}

    static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(MAPPER.readTree(text));
        } catch (JsonProcessingException notJson) {
            return Optional.of(MAPPER.getNodeFactory().textNode(text));
        }
    }
}
