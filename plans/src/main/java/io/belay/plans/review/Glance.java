package io.belay.plans.review;

import io.belay.plans.graph.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The five answers that a board asks for first: risk, impact, timing, back-out, points of no return. Stateless. */
final class Glance {

    /** @param gone whether it is about what cannot be taken back */
    record Answer(String question, Prose headline, Prose detail, boolean gone) {}

    private final Subject subject;
    private final Gantt gantt;

    private Glance(Subject subject) {
        this.subject = subject;
        this.gantt = Gantt.of(subject);
    }

    static List<Answer> of(Subject subject) {
        Glance glance = new Glance(subject);
        return List.of(glance.risk(), glance.impact(), glance.timing(), glance.backOut(), glance.noReturn());
    }

    private Answer risk() {
        if (subject.way().promotion().isEmpty()) {
            return new Answer(
                    "Risk", Prose.of("Live is only read. Nothing here can promote."), Evidence.of(subject), false);
        }
        Stop promotion = subject.way().promotion().get();
        Stop first = subject.way().firstOnLive().orElse(promotion);
        Prose headline = first.equals(promotion)
                ? step(Prose.of("Live is untouched until step "), promotion)
                : step(
                        step(Prose.of("Live is prepared in step "), first)
                                .plain("; clients go on as always until step "),
                        promotion);
        Prose behind = Prose.of("What fails before the crossing is taken back and loses nothing")
                .then(except(promotion))
                .plain(
                        subject.wayBack().isEmpty()
                                ? ". Going back from behind it would lose what clients wrote to new. "
                                : ". Behind it new's changes flow to old for " + subject.wayBack()
                                        + ", so going back loses nothing either. ");
        return new Answer("Risk", headline.plain("."), behind.then(Evidence.of(subject)), false);
    }

    private static Prose step(Prose text, Stop stop) {
        return text.plain(stop.number() + ", ").code(stop.id());
    }

    /** Steps before the crossing that nobody takes back. */
    private Prose except(Stop promotion) {
        Prose text = Prose.NONE;
        for (Stop stop : subject.way().pointsOfNoReturn()) {
            if (stop.number() < promotion.number()) {
                text = step(text.plain(", except for step "), stop);
            }
        }
        return text;
    }

    private Answer impact() {
        if (subject.way().promotion().isEmpty()) {
            return new Answer(
                    "Impact on clients",
                    Prose.of("None."),
                    Prose.of("Work is done on clones, beside live, on the same host: ")
                            .then(HostShare.words(subject))
                            .plain("."),
                    false);
        }
        Prose detail = Prose.of("They are held at ")
                .then(ClientWords.poolers(subject))
                .plain(". When " + subject.hold() + " is not enough, everything is undone and live is open again. ")
                .then(ClientWords.direct(subject))
                .plain(" ")
                .then(ClientWords.rehearsedHold(subject));
        return new Answer(
                "Impact on clients", Prose.of("Clients wait for at most " + subject.hold() + "."), detail, false);
    }

    private Answer timing() {
        List<Stop> windows = subject.kind("window");
        boolean asked = !subject.kind("approve").isEmpty();
        Prose headline = windows.isEmpty()
                ? Prose.of(
                        asked
                                ? "No window: it goes on when the last approval is given."
                                : "No window: it begins when it is started.")
                : Prose.of(capital(new WindowWords(windows.get(0).step().with()).rule()) + ".");
        Prose detail = Prose.NONE;
        for (Stop window : windows) {
            detail = detail.then(next(new WindowWords(window.step().with())));
        }
        return new Answer("Timing", headline, detail.then(preparation()), false);
    }

    private Prose next(WindowWords window) {
        List<String> openings = window.openings(subject.from());
        if (!window.repeats()) {
            return Prose.NONE;
        }
        return openings.isEmpty()
                ? Prose.unknown("Next opening: unknown without a day to count from.")
                        .plain(" ")
                : Prose.of("Next: " + openings.get(0) + ". ");
    }

    private Prose preparation() {
        List<Gantt.Bar> bars = gantt.preparation();
        String what = subject.way().promotion().isPresent() ? "Work before clients are held: " : "Work: ";
        int unknown = Gantt.unknown(bars);
        if (unknown == bars.size()) {
            return Prose.of(what)
                    .with(Prose.Mark.UNKNOWN, "unknown, no rehearsed times")
                    .plain(".");
        }
        Duration known = Gantt.sum(bars);
        Prose text = Prose.of(what + Spent.text(known) + " as rehearsed");
        return unknown == 0
                ? text.plain(".")
                : text.plain(", and ")
                        .with(Prose.Mark.UNKNOWN, Subject.counted(unknown, "step") + " of " + bars.size() + " unknown")
                        .plain(".");
    }

    private Answer backOut() {
        if (subject.way().promotion().isEmpty()) {
            return new Answer(
                    "Back-out",
                    Prose.of("Nothing to back out."),
                    Prose.of("The candidate is dropped; live was not touched."),
                    false);
        }
        Stop promotion = subject.way().promotion().get();
        boolean first = !subject.way().firstOnLive().orElse(promotion).equals(promotion);
        Prose headline = step(Prose.of("Back to live without loss until the crossing in step "), promotion)
                .plain(".");
        Prose behind = subject.wayBack().isEmpty()
                ? Prose.of("Behind it: ").strong("no way back").plain(".")
                : Prose.of("Behind it: ")
                        .code("belay rollback")
                        .plain(" for " + subject.wayBack() + ", one hold with the sides swapped, nothing lost.");
        return new Answer(
                "Back-out",
                headline,
                Prose.of("Before clients are held: one storage operation"
                                + (first ? ", and once rows flow the whole preparation is taken back" : "")
                                + ". While they are held: live is open again, at the latest"
                                + " when " + subject.hold() + " is over. ")
                        .then(behind),
                false);
    }

    private Answer noReturn() {
        List<Stop> gone = subject.way().pointsOfNoReturn();
        if (gone.isEmpty()) {
            return new Answer(
                    "Points of no return", Prose.of("None."), Prose.of("Every step can be taken back."), false);
        }
        String names = gone.stream()
                .map(stop -> "STEP " + stop.number() + ", " + stop.id().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(" \u00b7 "));
        List<Prose> lost = new ArrayList<>();
        gone.forEach(stop -> lost.add(NoReturnWords.behind(stop)));
        Prose detail = Prose.NONE;
        for (Prose text : lost) {
            detail = detail.then(text).plain(" ");
        }
        return new Answer("Points of no return", Prose.NONE.noReturn(names), detail, true);
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
