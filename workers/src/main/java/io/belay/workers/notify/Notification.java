package io.belay.workers.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What people are told. Its JSON is an interface for programs of others (docs/manual/notifications.md): fields are added, never
 * changed. Immutable.
 *
 * @param id the same whenever the same thing is told again
 * @param message the plan's own words
 * @param rehearsal whether nothing of it concerns live
 */
public record Notification(
        String id,
        String message,
        String plan,
        String planHash,
        String run,
        String step,
        String cluster,
        boolean rehearsal,
        Instant at) {

    private static final int FORMAT_VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** One line. */
    public String json() {
        ObjectNode fields = MAPPER.createObjectNode()
                .put("format_version", FORMAT_VERSION)
                .put("id", id)
                .put("kind", "step")
                .put("text", text())
                .put("message", message)
                .put("plan", plan)
                .put("plan_hash", planHash)
                .put("run", run)
                .put("step", step)
                .put("cluster", cluster)
                .put("rehearsal", rehearsal)
                .put("at", at.toString());
        try {
            return MAPPER.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a notification could not be written", impossible);
        }
    }

    /** For chats, which show one text. */
    public String text() {
        return plan + " on " + cluster + ": " + message + " (run " + run + ")";
    }
}
