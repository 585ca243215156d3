package io.belay.plans.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.plans.resolve.CanonicalForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a host said of a cluster that the facts hash covers: who live is, which programs will run, where things lie, whom it asks. As
 * one canonical text, so that the same world has the same hash. Never secrets, not even a digest of one. Immutable.
 */
public final class PinnedFacts {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JsonNode tree;
    private final String text;

    private PinnedFacts(JsonNode tree) {
        this.text = CanonicalForm.write(tree);
        this.tree = tree.deepCopy();
    }

    /** @throws IllegalArgumentException when it is no object, or holds fractions */
    public static PinnedFacts of(JsonNode tree) {
        if (!tree.isObject()) {
            throw new IllegalArgumentException("facts are an object with names");
        }
        return new PinnedFacts(tree);
    }

    /** @throws IllegalArgumentException when the text is no JSON object */
    public static PinnedFacts read(String text) {
        try {
            return of(MAPPER.readTree(text));
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("facts are JSON: " + notJson.getOriginalMessage(), notJson);
        }
    }

    /** Canonical: what {@link #hash} covers. */
    public String text() {
        return text;
    }

    /** SHA-256, 64 hex digits. */
    public String hash() {
        return CanonicalForm.hash(text);
    }

    public JsonNode tree() {
        return tree.deepCopy();
    }

    /** Each value under its full name, by name. */
    public Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        collect("", tree, values);
        return values;
    }

    /** What is another in a later look, by name; empty when the hashes are the same. */
    public List<Drift> driftTo(PinnedFacts now) {
        Map<String, String> before = values();
        Map<String, String> after = now.values();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Drift> drift = new ArrayList<>();
        for (String name : names) {
            Drift one = new Drift(name, before.getOrDefault(name, ""), after.getOrDefault(name, ""));
            if (!one.was().equals(one.now())) {
                drift.add(one);
            }
        }
        if (drift.isEmpty() && !text.equals(now.text)) {
            // They differ in what is no value: a number by now a text, an object without anything.
            drift.add(new Drift("facts", hash(), now.hash()));
        }
        return List.copyOf(drift);
    }

    private static void collect(String name, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), values));
            return;
        }
        values.put(name, value(node));
    }

    private static String value(JsonNode node) {
        if (node.isArray()) {
            List<String> parts = new ArrayList<>();
            node.forEach(element -> parts.add(value(element)));
            return "[" + String.join(", ", parts) + "]";
        }
        return node.isObject() ? node.toString() : node.asText();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PinnedFacts facts && facts.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
