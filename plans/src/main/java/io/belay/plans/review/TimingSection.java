package io.belay.plans.review;

import io.belay.plans.graph.Stop;
import io.belay.plans.review.Block.Grid;
import io.belay.plans.review.Block.Grid.Row;
import io.belay.plans.review.ReviewFacts.StepTime;
import java.util.ArrayList;
import java.util.List;

/** When each step begins and how long it took in rehearsals, as a picture and as a table. Stateless. */
final class TimingSection {

    private TimingSection() {}

    static Section of(Subject subject) {
        Gantt gantt = Gantt.of(subject);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(basis(gantt)));
        blocks.add(new Block.Timeline(gantt));
        List<Row> rows = gantt.bars().stream().map(bar -> row(bar, subject)).toList();
        blocks.add(new Grid(
                "Beginning and length of each step", List.of("Step", "Begins after", "As rehearsed", "Limit"), rows));
        return new Section("timing", "Timing", blocks);
    }

    private static Prose basis(Gantt gantt) {
        List<Gantt.Bar> work =
                gantt.bars().stream().filter(bar -> Gantt.works(bar.stop())).toList();
        int unknown = Gantt.unknown(work);
        if (!gantt.knowsAny()) {
            return Prose.unknown("No step has a rehearsed time.")
                    .plain(" The hatched bars show the order and nothing else. With ")
                    .code("--ledger")
                    .plain(" times come from rehearsals.");
        }
        Prose known = Prose.of(
                "Lengths are those of rehearsals on clones of live; waiting for people and windows is left out.");
        return unknown == 0
                ? known
                : known.plain(" ")
                        .with(Prose.Mark.UNKNOWN, Subject.counted(unknown, "step") + " of " + work.size() + " unknown")
                        .plain(": hatched, and their length says nothing.");
    }

    private static Row row(Gantt.Bar bar, Subject subject) {
        Stop stop = bar.stop();
        return Row.of(
                Prose.of(stop.number() + " ").code(stop.id()),
                begins(bar),
                length(bar),
                Prose.of(limit(stop, subject)));
    }

    private static Prose begins(Gantt.Bar bar) {
        if (!Gantt.works(bar.stop()) && !bar.stop().waits()) {
            return Prose.of(bar.stop().step().with().path("after").asText() + " after the promotion");
        }
        if (bar.exact()) {
            return Prose.of(Spent.text(bar.offset()));
        }
        return bar.offset().isZero() ? Prose.unknown("unknown") : Prose.of("at least " + Spent.text(bar.offset()));
    }

    private static Prose length(Gantt.Bar bar) {
        if (bar.stop().waits()) {
            return Prose.of(bar.stop().step().kind().equals("window") ? "waits for its opening" : "waits for people");
        }
        if (!Gantt.works(bar.stop())) {
            return Prose.of("\u2013");
        }
        return bar.time().map(TimingSection::words).orElseGet(() -> Prose.unknown("unknown"));
    }

    private static Prose words(StepTime time) {
        return time.median()
                .map(median -> Prose.of(
                        Spent.text(median) + " (median of " + time.count() + ", last " + Spent.text(time.last()) + ")"))
                .orElseGet(() -> Prose.of(Spent.text(time.last()) + " (the last rehearsal)"));
    }

    private static String limit(Stop stop, Subject subject) {
        if (stop.promotes()) {
            return "clients held at most " + subject.hold();
        }
        String timeout = stop.step().timeout();
        return timeout.equals("none") ? "none" : "looked at after " + timeout;
    }
}
