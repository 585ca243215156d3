package io.belay.plans.review;

import io.belay.plans.graph.Stop;
import io.belay.plans.review.Block.Grid;
import io.belay.plans.review.Block.Grid.Row;
import io.belay.plans.step.StepKind.Part;
import java.util.ArrayList;
import java.util.List;

/** What is done, step by step. Stateless. */
final class StepsSection {

    private StepsSection() {}

    static Section of(Subject subject) {
        List<Row> rows = new ArrayList<>();
        for (Stop stop : subject.stops()) {
            rows.add(new Row(
                    List.of(name(stop), does(stop), Prose.of(stop.touches()), settings(stop)), stop.isNoReturn()));
        }
        return new Section(
                "steps",
                "What is done, step by step",
                List.of(
                        new Block.Picture(),
                        new Grid(
                                "Each step, in its order",
                                List.of("Step", "What it does", "Touches", "Its settings"),
                                rows)));
    }

    private static Prose name(Stop stop) {
        Prose name = Prose.of(stop.number() + " ").code(stop.id());
        name = stop.id().equals(stop.step().kind())
                ? name
                : name.plain(" (" + stop.step().kind() + ")");
        return stop.inserted().isEmpty() ? name : name.plain(", added by Belay");
    }

    private static Prose does(Stop stop) {
        Prose does = Prose.sentence(stop.does());
        if (!stop.parts().isEmpty()) {
            String within = stop.parts().size() == 1 ? "Within it:" : "Within it, in this order:";
            does = does.plain(" ").strong(within).plain(" ").then(parts(stop));
        }
        if (!stop.crossing().isEmpty()) {
            does = does.plain(" ").with(mark(stop), stop.crossing() + ".");
        }
        if (stop.rehearsedOnly()) {
            does = does.plain(" Only in rehearsals.");
        }
        return stop.step().note().isEmpty()
                ? does
                : does.plain(" ").strong("Note:").plain(" ").quoted(stop.step().note());
    }

    private static Prose parts(Stop stop) {
        List<Part> parts = stop.parts();
        Prose text = Prose.NONE;
        boolean crossed = false;
        for (Part part : parts) {
            if (part.crossed() && !crossed) {
                text = text.with(mark(stop), "CROSSING").plain(", ");
                crossed = true;
            }
            boolean last = part.equals(parts.get(parts.size() - 1));
            String what = part.name().endsWith(" again") ? "" : " (" + part.what() + ")";
            text = text.plain(part.name()).then(Prose.words(what)).plain(last ? "." : ", ");
        }
        return text;
    }

    private static Prose.Mark mark(Stop stop) {
        return stop.isNoReturn() ? Prose.Mark.NO_RETURN : Prose.Mark.STRONG;
    }

    private static Prose settings(Stop stop) {
        String fields = CanonicalText.fields(stop.step().with());
        return fields.isEmpty() ? Prose.of("none") : Prose.NONE.code(fields);
    }
}
