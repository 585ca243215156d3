package io.belay.plans.review;

import io.belay.plans.grammar.Reading.UsedDefault;
import io.belay.plans.graph.Stop;
import io.belay.plans.review.Block.Grid;
import io.belay.plans.review.Block.Grid.Row;
import java.util.ArrayList;
import java.util.List;

/** What stands in the resolved plan and not in its author's text: inserted steps, waypoints, defaults. Stateless. */
final class AddedSection {

    private AddedSection() {}

    static Section of(Subject subject) {
        List<Prose> added = new ArrayList<>();
        for (Stop stop : subject.stops()) {
            if (!stop.inserted().isEmpty()) {
                added.add(Prose.of("Step " + stop.number() + ", ").code(stop.id()).plain(": ").then(Prose.words(stop.does())).plain("."));
            }
        }
        List<String> waypoints = subject.stops().stream()
                .filter(stop -> stop.step().waypoint())
                .map(Stop::id)
                .toList();
        if (!waypoints.isEmpty()) {
            added.add(Prose.of("A waypoint behind ")
                    .code(String.join(", ", waypoints))
                    .plain(": each changes the candidate, and a retry or a way back is then one storage operation."));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(added.isEmpty() ? new Block.Paragraph(Prose.of("No step was added.")) : new Block.Bullets(added));
        if (!subject.defaults().isEmpty()) {
            blocks.add(defaults(subject.defaults()));
        }
        return new Section("added", "What Belay added", blocks);
    }

    private static Block defaults(List<UsedDefault> used) {
        List<Row> rows = used.stream()
                .map(one -> Row.of(Prose.NONE.code(one.path()), Prose.NONE.code(one.value())))
                .toList();
        return new Grid("Defaults: what the author left out", List.of("Field", "Value"), rows);
    }
}
