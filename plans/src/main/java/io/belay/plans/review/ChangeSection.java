package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.review.Block.Grid;
import io.belay.plans.review.Block.Grid.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What becomes what, and where: from the plan, then what was found on the host. */
final class ChangeSection {

    private final Subject subject;
    private final List<Row> rows = new ArrayList<>();

    private ChangeSection(Subject subject) {
        this.subject = subject;
    }

    static Section of(Subject subject) {
        return new Section("changes", "What changes", new ChangeSection(subject).blocks());
    }

    private List<Block> blocks() {
        ResolvedPlan plan = subject.way().plan();
        row("Cluster", Prose.NONE.code(plan.cluster()));
        row(
                "PostgreSQL",
                subject.liveVersion().isEmpty()
                        ? Prose.unknown("the version of live is not stated").plain(" to " + plan.targetVersion())
                        : Prose.of(subject.liveVersion() + " becomes " + plan.targetVersion()
                                + ", all databases of the cluster"));
        subject.way()
                .promotion()
                .ifPresentOrElse(
                        stop -> row(
                                "How",
                                Prose.of(stop.step().with().path("mode").asText() + ", way back ")
                                        .plain(subject.wayBack().isEmpty() ? "none" : subject.wayBack())),
                        () -> row("How", Prose.of("rehearsals only")));
        stated("Live, as stated", plan.live());
        stated("New, as stated", plan.target());
        row("Storage", values(subject.block("storage")));
        row("Snapshots", values(subject.block("snapshots")));
        row("Clients", Prose.of("through ").then(ClientWords.poolers(subject)));
        List<String> standbys = Subject.texts(subject.block("standbys"));
        if (!standbys.isEmpty()) {
            row("Standbys", Prose.NONE.code(String.join(", ", standbys)));
        }
        row("Belay's share of the host", values(subject.block("limits")).plain("; nothing holds to it yet"));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Grid("What the plan says", List.of("What", "In this plan"), rows));
        blocks.add(found());
        return blocks;
    }

    private Block found() {
        List<ReviewFacts.Fact> world = subject.facts().world();
        if (world.isEmpty()) {
            return new Block.Paragraph(
                    Prose.unknown("Not probed: sizes, extensions and settings of the host are unknown.")
                            .plain(" ")
                            .code("belay plan")
                            .plain(" asks for them."));
        }
        List<Row> facts = world.stream()
                .map(fact -> Row.of(Prose.NONE.quoted(fact.subject()), Prose.NONE.quoted(fact.value())))
                .toList();
        return new Grid("What was found on the host", List.of("Subject", "Found"), facts);
    }

    private void row(String what, Prose value) {
        if (!value.isEmpty()) {
            rows.add(Row.of(Prose.of(what), value));
        }
    }

    /** Versions and the cluster's name stand in rows of their own. */
    private void stated(String what, JsonNode block) {
        Prose text = Prose.NONE;
        for (Map.Entry<String, JsonNode> field : block.properties()) {
            boolean elsewhere =
                    field.getKey().equals("version") || field.getKey().equals("cluster");
            boolean empty =
                    field.getValue().isContainerNode() && field.getValue().isEmpty();
            text = elsewhere || empty ? text : with(text, field);
        }
        row(what, text);
    }

    private static Prose values(JsonNode block) {
        Prose text = Prose.NONE;
        for (Map.Entry<String, JsonNode> field : block.properties()) {
            text = with(text, field);
        }
        return text;
    }

    private static Prose with(Prose text, Map.Entry<String, JsonNode> field) {
        return text.plain((text.isEmpty() ? "" : ", ") + field.getKey() + " ").code(CanonicalText.of(field.getValue()));
    }
}
