package io.belay.plans.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.facts.SavedPlan.Origin;
import io.belay.plans.facts.UnusableSavedPlan.Reason;
import io.belay.plans.resolve.CanonicalForm;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Saved plans as JSON text, for people and programs. Three hashes keep it whole: the plan's, the facts', and {@code seal}, which covers
 * all the rest too. The seal shows damage and careless edits; whoever means ill can write another one. Stateless.
 */
public final class SavedPlanText {

    /** The part before the dot rises when something that was there goes or changes its meaning. */
    static final String FORMAT = "1.0";

    private static final String KIND = "SavedPlan";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SavedPlanText() {}

    public static String write(SavedPlan saved) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("format_version", FORMAT).put("kind", KIND);
        document.put("plan_hash", saved.planHash());
        document.put("facts_hash", saved.facts().hash());
        document.putObject("origin")
                .put("source", saved.origin().source())
                .put("by", saved.origin().by())
                .put("at", saved.origin().at().toString())
                .put("belay", saved.origin().belay());
        document.set("plan", tree(saved.canonical()));
        document.set("facts", saved.facts().tree());
        document.set("judged", saved.judged().deepCopy());
        saved.assumptions().forEach(document.putArray("assumptions")::add);
        ArrayNode unknowns = document.putArray("unknowns");
        saved.unknowns()
                .forEach(unknown ->
                        unknowns.addObject().put("what", unknown.what()).put("remedy", unknown.remedy()));
        document.put("seal", seal(document));
        try {
            return MAPPER.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a saved plan could not be written", impossible);
        }
    }

    /** @throws UnusableSavedPlan when it is not, whole, what {@link #write} wrote */
    public static SavedPlan read(String text) {
        JsonNode document = parsed(text);
        String format = document.path("format_version").asText();
        if (!format.startsWith(FORMAT.substring(0, FORMAT.indexOf('.') + 1))) {
            throw new UnusableSavedPlan(
                    Reason.OTHER_FORMAT, "it has format " + format + ", and this Belay reads " + FORMAT);
        }
        try {
            requireWhole(document);
            return content(document);
        } catch (IllegalArgumentException | DateTimeParseException unreadable) {
            throw new UnusableSavedPlan(Reason.DAMAGED, String.valueOf(unreadable.getMessage()));
        }
    }

    private static JsonNode parsed(String text) {
        try {
            JsonNode document = MAPPER.readTree(text);
            if (document.isObject() && document.path("kind").asText().equals(KIND)) {
                return document;
            }
        } catch (JsonProcessingException notJson) {
            boolean wasOne = text.contains("\"" + KIND + "\"");
            throw new UnusableSavedPlan(
                    wasOne ? Reason.DAMAGED : Reason.NOT_ONE, "it is no JSON: " + notJson.getOriginalMessage());
        }
        throw new UnusableSavedPlan(Reason.NOT_ONE, "it has no `\"kind\": \"" + KIND + "\"`");
    }

    private static void requireWhole(JsonNode document) {
        require(document, "plan_hash", CanonicalForm.hash(CanonicalForm.write(document.path("plan"))), "plan");
        require(document, "facts_hash", CanonicalForm.hash(CanonicalForm.write(document.path("facts"))), "facts");
        require(document, "seal", seal(document), "rest");
    }

    private static void require(JsonNode document, String field, String computed, String what) {
        String written = document.path(field).asText();
        if (!written.equals(computed)) {
            throw new UnusableSavedPlan(
                    Reason.DAMAGED,
                    "its " + what + " has the hash " + computed.substring(0, 12) + ", and `" + field + "` says "
                            + written.substring(0, Math.min(12, written.length())));
        }
    }

    private static SavedPlan content(JsonNode document) {
        List<String> assumptions = new ArrayList<>();
        document.path("assumptions").forEach(text -> assumptions.add(text.asText()));
        List<Unknown> unknowns = new ArrayList<>();
        document.path("unknowns")
                .forEach(unknown -> unknowns.add(new Unknown(
                        unknown.path("what").asText(), unknown.path("remedy").asText())));
        JsonNode origin = document.path("origin");
        SavedPlan saved = new SavedPlan(
                CanonicalForm.write(document.path("plan")),
                PinnedFacts.of(document.path("facts")),
                document.path("judged"),
                assumptions,
                unknowns,
                new Origin(
                        origin.path("source").asText(),
                        origin.path("by").asText(),
                        Instant.parse(origin.path("at").asText()),
                        origin.path("belay").asText()));
        try {
            saved.plan();
        } catch (IllegalArgumentException byAnother) {
            throw new UnusableSavedPlan(
                    Reason.OTHER_FORMAT,
                    "its plan was resolved by Belay " + saved.origin().belay() + ", and this one does not read it: "
                            + byAnother.getMessage());
        }
        return saved;
    }

    /** Over everything but itself. */
    private static String seal(JsonNode document) {
        ObjectNode sealed = ((ObjectNode) document).deepCopy();
        sealed.remove("seal");
        return CanonicalForm.hash(CanonicalForm.write(sealed));
    }

    private static JsonNode tree(String canonical) {
        try {
            return MAPPER.readTree(canonical);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not a resolved plan", impossible);
        }
    }
}
