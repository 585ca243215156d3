package io.belay.engine.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.belay.plans.resolve.CanonicalForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of a run's chain. Immutable.
 *
 * @param number its place, from 1
 * @param sha256 of its bytes without the line end
 * @param content what it says; absent when it is no line of a chain, as a crash in the middle of writing leaves one
 */
public record ChainLine(long number, String sha256, Optional<Content> content) {

    /** What {@link Content#what} says behind a line that was cut off. */
    public static final String TORN = "the line before this one was not written to its end";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * @param previous SHA-256 of the line before it
     * @param sequence the number that it gives itself
     * @param step empty for the run as a whole
     * @param time ISO-8601, by the host's clock
     * @param kind what it is about; {@link ChainWords#NOTE} when it says nothing more than its sentence
     * @param what one sentence
     * @param data what a program wants to know of it; missing as a rule in notes
     */
    public record Content(
            String previous, long sequence, String step, String time, String kind, String what, JsonNode data) {

        /** The files that it binds, in its order. */
        public List<BoundFile> files() {
            List<BoundFile> files = new ArrayList<>();
            data.path("files")
                    .forEach(file -> files.add(new BoundFile(
                            file.path("name").asText(),
                            file.path("bytes").asLong(),
                            file.path("sha256").asText())));
            return files;
        }

        public boolean is(String other) {
            return kind.equals(other);
        }
    }

    static ChainLine of(long number, byte[] bytes) {
        return new ChainLine(number, CanonicalForm.hash(bytes), content(bytes));
    }

    private static Optional<Content> content(byte[] bytes) {
        try {
            JsonNode line = MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
            boolean whole = line.isObject()
                    && line.path("previous").asText().matches("[0-9a-f]{64}")
                    && line.path("sequence").isIntegralNumber()
                    && line.path("what").isTextual();
            return whole ? Optional.of(content(line)) : Optional.empty();
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }

    private static Content content(JsonNode line) {
        JsonNode data = line.path("data");
        return new Content(
                line.path("previous").asText(),
                line.path("sequence").asLong(),
                line.path("step").asText(),
                line.path("time").asText(),
                line.path("kind").asText(ChainWords.NOTE),
                line.path("what").asText(),
                data.isObject() ? data : MissingNode.getInstance());
    }

    boolean tellsOfATornOne() {
        return content.filter(said -> said.what().equals(TORN)).isPresent();
    }
}
