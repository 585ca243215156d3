package io.belay.plans.review;

import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.review.Block.Grid;
import io.belay.plans.review.Block.Grid.Row;
import java.util.ArrayList;
import java.util.List;

/** What exactly was reviewed: hashes and versions. Stateless. */
final class HashSection {

    private HashSection() {}

    static Section of(Subject subject) {
        ResolvedPlan plan = subject.way().plan();
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(Prose.of("Plan hash"), Prose.NONE.code(subject.hash())));
        rows.add(Row.of(
                Prose.of("Facts hash"),
                subject.facts().isProbed()
                        ? Prose.NONE.quoted(subject.facts().factsHash())
                        : Prose.unknown("unknown: the host was not asked")));
        rows.add(Row.of(
                Prose.of("Probed at"),
                subject.facts().probedAt().map(at -> Prose.of(at.toString())).orElse(Prose.unknown("unknown"))));
        subject.from().ifPresent(at -> rows.add(Row.of(Prose.of("Openings counted from"), Prose.of(at.toString()))));
        rows.add(Row.of(Prose.of("Language"), Prose.NONE.code(plan.language() + ", resolver " + plan.resolver())));
        if (!subject.version().isEmpty()) {
            rows.add(Row.of(Prose.of("Written by"), Prose.of("belay " + subject.version())));
        }
        return new Section(
                "hashes",
                "Hashes and versions",
                List.of(new Grid("What exactly was reviewed", List.of("What", "Value"), rows)));
    }
}
