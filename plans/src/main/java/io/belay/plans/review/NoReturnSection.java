package io.belay.plans.review;

import io.belay.plans.graph.Stop;
import io.belay.plans.review.Block.Grid;
import io.belay.plans.review.Block.Grid.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Each point behind which nothing brings back what was. Stateless. */
final class NoReturnSection {

    private NoReturnSection() {}

    static Section of(Subject subject) {
        List<Stop> gone = subject.way().pointsOfNoReturn();
        if (gone.isEmpty()) {
            return new Section(
                    "no-return",
                    "Points of no return",
                    List.of(new Block.Paragraph(Prose.of("None: every step of this plan can be taken back."))));
        }
        List<Row> rows = new ArrayList<>();
        for (Stop stop : gone) {
            rows.add(new Row(
                    List.of(
                            Prose.of("Step " + stop.number() + ", ")
                                    .noReturn(stop.id().toUpperCase(Locale.ROOT)),
                            Prose.NONE.noReturn(stop.crossing().isEmpty() ? "POINT OF NO RETURN" : stop.crossing()),
                            NoReturnWords.behind(stop),
                            NoReturnWords.asked(stop)),
                    true));
        }
        return new Section(
                "no-return",
                "Points of no return",
                List.of(new Grid(
                        "Behind each of these nothing brings back what was",
                        List.of("Where", "What is crossed", "What is lost", "Who is asked"),
                        rows)));
    }
}
