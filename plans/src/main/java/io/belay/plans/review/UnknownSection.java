package io.belay.plans.review;

import io.belay.plans.graph.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What this report takes for true, and what it does not know. Stateless. */
final class UnknownSection {

    private UnknownSection() {}

    static Section of(Subject subject) {
        return new Section(
                "unknown",
                "Assumptions and unknowns",
                List.of(new Block.Bullets(assumptions(subject)), new Block.Bullets(unknowns(subject))));
    }

    private static List<Prose> assumptions(Subject subject) {
        List<Prose> items = new ArrayList<>();
        items.add(Prose.NONE
                .strong("Assumed: ")
                .plain("what live holds when it is promoted behaves like the clones that were rehearsed; ")
                .plain("a rehearsal of this very plan, green within "
                        + subject.block("budget").path("rehearsal_age").asText()
                        + ", is demanded before the promotion."));
        subject.facts()
                .assumptions()
                .forEach(text -> items.add(Prose.NONE.strong("Assumed: ").quoted(text)));
        return items;
    }

    private static List<Prose> unknowns(Subject subject) {
        List<Prose> items = new ArrayList<>();
        if (!subject.facts().isProbed()) {
            items.add(unknown("the host was not asked: sizes, extensions, poolers' settings, collations, free space."));
        }
        List<Stop> untimed = Gantt.of(subject).bars().stream()
                .filter(bar -> Gantt.works(bar.stop()) && bar.time().isEmpty())
                .map(Gantt.Bar::stop)
                .toList();
        if (!untimed.isEmpty()) {
            items.add(unknown(
                    "how long these take: " + untimed.stream().map(Stop::id).collect(Collectors.joining(", ")) + "."));
        }
        if (subject.facts().rehearsals().isEmpty() && subject.facts().failing().isEmpty()) {
            items.add(unknown("whether the plan passes in rehearsals."));
        }
        if (subject.from().isEmpty()
                && subject.kind("window").stream()
                        .anyMatch(stop -> new WindowWords(stop.step().with()).repeats())) {
            items.add(unknown("the next openings of its windows."));
        }
        subject.facts()
                .unknowns()
                .forEach(text -> items.add(Prose.NONE
                        .with(Prose.Mark.UNKNOWN, "Unknown:")
                        .plain(" ")
                        .quoted(text)));
        if (items.isEmpty()) {
            items.add(Prose.of("Nothing that this report asks for is unknown."));
        }
        return items;
    }

    private static Prose unknown(String text) {
        return Prose.unknown("Unknown:").plain(" " + text);
    }
}
