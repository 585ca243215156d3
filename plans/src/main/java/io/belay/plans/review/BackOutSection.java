package io.belay.plans.review;

import io.belay.plans.graph.Stage;
import io.belay.plans.graph.Stop;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.review.Block.Grid;
import io.belay.plans.review.Block.Grid.Row;
import io.belay.plans.step.StepKind.Part;
import io.belay.plans.step.StepKind.Return;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From where one goes back how, what starts it, how long it takes and what is lost. Stateless. */
final class BackOutSection {

    private static final List<String> HEADS =
            List.of("Step", "What starts it", "How one goes back", "Time", "Data lost");

    private BackOutSection() {}

    static Section of(Subject subject) {
        List<Row> rows = new ArrayList<>();
        for (Stop stop : subject.stops()) {
            if (stop.promotes()) {
                rows.add(held(stop, subject));
                rows.add(behind(stop));
            } else {
                rows.add(row(stop));
            }
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Bullets(List.of(
                Prose.of("A step that takes too long is looked at; time alone undoes nothing outside the hold."),
                Prose.of(
                        "Only a proven failure starts a way back by itself, and only before the crossing. What cannot be told waits for"
                                + " a person."),
                Prose.NONE.code("belay abort").plain(" takes everything back at any time before the crossing."))));
        blocks.add(new Grid("The way back from each step", HEADS, rows));
        return new Section("back-out", "Back-out", blocks);
    }

    private static Row row(Stop stop) {
        Return back = stop.goingBack();
        return new Row(
                List.of(
                        Prose.of(stop.number() + " ").code(stop.id()),
                        trigger(stop),
                        stop.isNoReturn() ? Prose.NONE.noReturn("NONE") : Prose.words(back.how()),
                        stop.isNoReturn() ? Prose.of("\u2013") : time(back.cost()),
                        stop.isNoReturn()
                                ? Prose.NONE.noReturn(stop.step().back().loses())
                                : Prose.of(stop.step().back().loses())),
                stop.isNoReturn());
    }

    private static Row held(Stop stop, Subject subject) {
        Optional<Return> undo = stop.parts().stream()
                .filter(part -> !part.crossed())
                .map(Part::goingBack)
                .reduce((first, second) -> second);
        Return back = undo.orElse(stop.goingBack());
        return Row.of(
                Prose.of(stop.number() + " ").code(stop.id()).plain(", until the crossing"),
                Prose.of(
                        "Any failure in it, or " + subject.hold() + " of holding are over: undone at once, by itself."),
                Prose.words(back.how()),
                time(back.cost()),
                Prose.of("nothing"));
    }

    private static Row behind(Stop stop) {
        boolean none = stop.isNoReturn();
        Optional<Return> undo = stop.parts().stream().map(Part::goingBack).reduce((first, second) -> second);
        Return back = undo.orElse(stop.goingBack());
        return new Row(
                List.of(
                        Prose.of(stop.number() + " ").code(stop.id()).plain(", behind the crossing"),
                        Prose.of("A person decides; nothing rolls back by itself."),
                        none ? Prose.NONE.noReturn("NONE") : Prose.words(back.how()),
                        none ? Prose.of("\u2013") : time(back.cost()),
                        none
                                ? Prose.NONE.noReturn(stop.step().back().loses())
                                : Prose.of(stop.step().back().loses())),
                none);
    }

    private static Prose trigger(Stop stop) {
        ResolvedStep step = stop.step();
        if (stop.stage() == Stage.CROSSED || stop.stage() == Stage.ENDED) {
            return Prose.of("A person decides; nothing rolls back by itself.");
        }
        if (stop.waits()) {
            return Prose.of(
                    step.kind().equals("window")
                            ? "It closes before the work is done."
                            : "It is rejected: the run stops and a person decides.");
        }
        int launches = step.retry().launches();
        String when =
                launches > 1 ? "It fails for certain, after up to " + launches + " tries: " : "It fails for certain: ";
        return Prose.of(when)
                .plain(rolls(step.onFailure().rollBackTo()) + ", then "
                        + then(step.onFailure().then()) + ".");
    }

    private static String rolls(String to) {
        return switch (to) {
            case "last_good_step" -> "Belay goes back to the last good step by itself";
            case "start" -> "Belay goes back to the start by itself";
            case "nothing" -> "nothing is rolled back";
            default -> "Belay goes back to behind " + to + " by itself";
        };
    }

    private static String then(String what) {
        return switch (what) {
            case "end" -> "the run ends";
            case "continue" -> "the run goes on";
            default -> "a person decides";
        };
    }

    /** Costs are written as {@code time, what is lost}. */
    private static Prose time(String cost) {
        int comma = cost.indexOf(',');
        String time = comma < 0 ? cost : cost.substring(0, comma);
        return Prose.of(time.isEmpty() ? "\u2013" : time);
    }
}
