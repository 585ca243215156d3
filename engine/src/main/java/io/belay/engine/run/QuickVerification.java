package io.belay.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.resolve.ResolvedStep;

/** What a quick rehearsal leaves of a verification: all whose time does not grow with the data. Pure. */
public final class QuickVerification {

    private static final String KIND = "verify";

    private QuickVerification() {}

    /** Whether a quick rehearsal tries less of this step than the plan says. */
    public static boolean shortens(ResolvedStep step) {
        return !fields(step).equals(step.with());
    }

    /** The step's own fields for a quick rehearsal; those of any other kind are as written. */
    public static JsonNode fields(ResolvedStep step) {
        if (!step.kind().equals(KIND) || !(step.with() instanceof ObjectNode written)) {
            return step.with();
        }
        ObjectNode with = written.deepCopy();
        if (with.has("rows")) {
            with.put("rows", "none");
        }
        if (with.path("indexes").asText().startsWith("amcheck")) {
            with.put("indexes", "catalog");
        }
        if (with.path("plans").isObject()) {
            with.put("plans", "none");
        }
        if (with.get("content") instanceof ObjectNode content) {
            if (content.path("proof").asText().equals("read_all")) {
                content.put("proof", "shared_extents");
            }
            if (content.has("sample")) {
                content.put("sample", "0%");
            }
        }
        if (with.get("sql") instanceof ArrayNode queries) {
            ArrayNode quick = with.putArray("sql");
            queries.forEach(query -> {
                if (query.path("quick").asBoolean()) {
                    quick.add(query);
                }
            });
        }
        return with;
    }
}
