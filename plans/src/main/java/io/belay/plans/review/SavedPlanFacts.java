package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.review.ReviewFacts.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a saved plan holds of its host, as facts for a review: what the facts hash covers, and what is judged anew each time. Read from
 * the file's JSON alone, so that a report can be written wherever the file is. Stateless.
 */
final class SavedPlanFacts {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private SavedPlanFacts() {}

    static boolean isOne(JsonNode root) {
        return root.path("kind").asText().equals("SavedPlan");
    }

    static ReviewFacts of(JsonNode root) {
        List<Fact> world = new ArrayList<>();
        collect("", root.path("facts"), world);
        collect("", root.path("judged"), world);
        List<String> unknowns = new ArrayList<>();
        root.path("unknowns").forEach(unknown -> unknowns.add(unknown(unknown)));
        List<String> assumptions = new ArrayList<>();
        root.path("assumptions").forEach(text -> assumptions.add(text.asText()));
        return new ReviewFacts(
                Optional.of(Members.instant(root.path("origin").path("at").asText())),
                root.path("plan_hash").asText(),
                root.path("facts_hash").asText(),
                world,
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                assumptions,
                unknowns);
    }

    private static String unknown(JsonNode unknown) {
        String remedy = unknown.path("remedy").asText();
        return unknown.isObject()
                ? unknown.path("what").asText() + (remedy.isEmpty() ? "" : "; to know it: " + remedy)
                : unknown.asText();
    }

    /** Hashes of single programs are left to the facts hash: nobody reads forty of them. */
    private static void collect(String name, JsonNode value, List<Fact> world) {
        if (value.isObject()) {
            value.properties().forEach(field -> {
                if (!field.getKey().equals("programs")) {
                    collect(name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), world);
                }
            });
        } else if (!value.isMissingNode()) {
            world.add(new Fact(name.replace('_', ' '), text(name, value)));
        }
    }

    private static String text(String name, JsonNode value) {
        return value.isIntegralNumber() && name.endsWith("bytes") ? size(value.asLong()) : CanonicalText.of(value);
    }

    /** Rounded down, with the unit that leaves a number below 1024. */
    static String size(long bytes) {
        long amount = bytes;
        int unit = 0;
        while (amount >= 1024 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return (unit == 0 ? "" : "about ") + amount + UNITS[unit];
    }
}
