package io.belay.plans.review;

import io.belay.plans.graph.Stop;
import io.belay.plans.review.Block.Grid;
import io.belay.plans.review.Block.Grid.Row;
import java.util.ArrayList;
import java.util.List;

/** What clients notice, stage by stage. Stateless. */
final class ImpactSection {

    private ImpactSection() {}

    static Section of(Subject subject) {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(
                Prose.of("Before the promotion"),
                Prose.of("read and write live as always"),
                Prose.of("no waiting, no errors")));
        subject.way().promotion().ifPresent(stop -> during(subject, stop, rows));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Grid("What clients can do", List.of("When", "Clients", "How long"), rows));
        subject.way().promotion().ifPresent(stop -> blocks.add(new Block.Bullets(bullets(subject, stop))));
        return new Section("impact", "Impact on clients", blocks);
    }

    private static List<Prose> bullets(Subject subject, Stop promotion) {
        List<Prose> bullets = new ArrayList<>();
        bullets.add(Prose.of("Held at ").then(ClientWords.poolers(subject)).plain("."));
        bullets.add(ClientWords.direct(subject)
                .plain(" They are looked for when it begins; nothing watches for them before."));
        bullets.add(Prose.of("Bound by ")
                .code("budget.hold: " + subject.hold())
                .plain(": not an estimate, a limit at which Belay gives up and" + " undoes."));
        Prose again = ClientWords.doneAgain(subject, promotion);
        if (!again.isEmpty()) {
            bullets.add(Prose.of("Done once more while they wait: ").then(again).plain("."));
        }
        return bullets;
    }

    private static void during(Subject subject, Stop stop, List<Row> rows) {
        String how = subject.isOnline()
                ? "wait at the poolers; both servers run, so what is in flight is finished or repeated by the client"
                : "wait at the poolers; live is stopped and new is made from its last state";
        rows.add(Row.of(
                Prose.of("During step " + stop.number() + ", ").code(stop.id()),
                Prose.of(how),
                Prose.of("at most " + subject.hold() + ". ").then(ClientWords.rehearsedHold(subject))));
        rows.add(Row.of(
                Prose.of("Behind the crossing"),
                Prose.of("read and write new, through the same poolers"),
                Prose.of("new's memory is cold at first: slower answers for a while")));
    }
}
