package io.belay.workers.hold;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a hold ended. Immutable, without secrets.
 *
 * @param crossed whether new is live; else live is open again
 * @param code of what made it be undone; empty when it crossed
 * @param fault name of the code's {@link io.belay.plans.problem.ErrorCode.Fault}
 * @param summary what happened, in words
 * @param remedy what to do next; may be empty
 * @param heldMilliseconds for which clients waited, from the first pause to the last release
 * @param parts what took how long, in order
 * @param facts small proven facts by name
 * @param notes what a person should know
 */
public record HoldResult(
        boolean crossed,
        String code,
        String fault,
        String summary,
        String remedy,
        long heldMilliseconds,
        List<PartTime> parts,
        Map<String, String> facts,
        List<String> notes) {

    public HoldResult {
        parts = List.copyOf(parts);
        facts = Map.copyOf(new LinkedHashMap<>(facts));
        notes = List.copyOf(notes);
    }

    /** @param held whether clients waited meanwhile */
    public record PartTime(String part, long milliseconds, boolean held) {}

    /** The table of parts, for evidence. */
    public String table() {
        StringBuilder table = new StringBuilder(summary).append("\n\nmilliseconds  part\n");
        parts.forEach(part -> table.append(String.format(
                "%12d  %s%s%n", part.milliseconds(), part.part(), part.held() ? "" : "  (clients not held)")));
        table.append(String.format("%12d  all in which clients waited%n", heldMilliseconds));
        notes.forEach(note -> table.append("\n").append(note));
        return table.append("\n").toString();
    }
}
