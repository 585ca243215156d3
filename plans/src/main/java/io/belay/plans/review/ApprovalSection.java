package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.graph.Stop;
import io.belay.plans.review.Block.Grid;
import io.belay.plans.review.Block.Grid.Row;
import io.belay.plans.review.ReviewFacts.Approval;
import java.util.ArrayList;
import java.util.List;

/** Who has to say yes, who has, and when windows open. Stateless. */
final class ApprovalSection {

    private ApprovalSection() {}

    static Section of(Subject subject) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(asked(subject));
        blocks.add(given(subject));
        subject.kind("window").forEach(stop -> window(stop, subject, blocks));
        return new Section("approvals", "Approvals and windows", blocks);
    }

    private static Block asked(Subject subject) {
        List<Row> rows = new ArrayList<>();
        for (Stop stop : subject.kind("approve")) {
            JsonNode with = stop.step().with();
            int count = with.path("count").asInt(1);
            String asks = with.path("asks").asText();
            rows.add(Row.of(
                    Prose.of(stop.number() + " ").code(stop.id()),
                    Prose.of(count > 1 ? count + " of " : "")
                            .quoted(String.join(" or ", Subject.texts(with.path("by")))),
                    asks.isEmpty() ? Prose.of("the plan as it is") : Prose.NONE.quoted(asks),
                    Prose.of(with.path("expires").asText() + " after it is given"),
                    Prose.of(with.path("self").asBoolean() ? "may approve" : "may not approve")));
        }
        return rows.isEmpty()
                ? new Block.Paragraph(Prose.NONE.strong("Nobody is asked").plain(" before this plan is carried out."))
                : new Grid(
                        "Who is asked", List.of("Step", "Who", "What they approve", "Expires", "Who started it"), rows);
    }

    private static Block given(Subject subject) {
        List<Approval> approvals = subject.facts().approvals();
        if (approvals.isEmpty()) {
            return new Block.Paragraph(Prose.of("An approval binds to plan hash ")
                    .code(subject.hash().substring(0, Subject.SHORT_HASH))
                    .plain(": any change of the plan voids it. None is known to this report."));
        }
        List<Row> rows = approvals.stream()
                .map(given -> Row.of(
                        Prose.NONE.quoted(given.person()),
                        Prose.NONE.code(given.step()),
                        Prose.NONE.quoted(given.at()),
                        Prose.NONE.quoted(given.statement())))
                .toList();
        return new Grid("Approvals given", List.of("Who", "Step", "When", "What was said"), rows);
    }

    private static void window(Stop stop, Subject subject, List<Block> blocks) {
        WindowWords words = new WindowWords(stop.step().with());
        Prose rule = Prose.of("Window, step " + stop.number() + " ")
                .code(stop.id())
                .plain(": " + words.rule() + ". What stands behind it must be done, or undone, before it closes.");
        blocks.add(new Block.Paragraph(rule));
        if (!words.repeats()) {
            return;
        }
        List<String> openings = words.openings(subject.from());
        blocks.add(
                openings.isEmpty()
                        ? new Block.Paragraph(Prose.unknown("Its next openings are unknown:")
                                .plain(" this report counts from no day. Give one with ")
                                .code("--as-of 2026-12-01")
                                .plain("."))
                        : new Block.Bullets(openings.stream().map(Prose::of).toList()));
    }
}
