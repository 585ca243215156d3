package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.review.Block.Grid;
import io.belay.plans.review.Block.Grid.Row;
import java.util.ArrayList;
import java.util.List;

/** Findings that a person takes upon themselves. Stateless. */
final class AcceptedSection {

    private AcceptedSection() {}

    static Section of(Subject subject) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode accepted : subject.block("accept")) {
            String object = accepted.path("object").asText();
            rows.add(Row.of(
                    Prose.NONE.code(accepted.path("code").asText()),
                    object.isEmpty() ? Prose.of("all") : Prose.NONE.quoted(object),
                    Prose.NONE.quoted(accepted.path("reason").asText()),
                    Prose.NONE.quoted(accepted.path("owner").asText()),
                    Prose.of(accepted.path("until").asText() + ", to its end, UTC")));
        }
        Block block = rows.isEmpty()
                ? new Block.Paragraph(Prose.of("None: every finding of preflight and verification counts."))
                : new Grid(
                        "Findings that a person has accepted",
                        List.of("Finding", "Object", "Reason", "Owner", "Until"),
                        rows);
        return new Section("accepted", "Accepted findings", List.of(block));
    }
}
