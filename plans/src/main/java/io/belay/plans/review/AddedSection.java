package io.belay.plans.review;

import io.belay.plans.grammar.Reading.UsedDefault;
import io.belay.plans.grammar.SpokenPath;
import io.belay.plans.graph.Stop;
import io.belay.plans.step.StepKind.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands in the resolved plan and not in its author's text: inserted steps, waypoints, defaults. Stateless. */
final class AddedSection {

    /** Why what a rule of insertion brings has one right place. */
    private static final Map<String, String> WHY = Map.of(
            "INS-2",
                    "before new's first start every file must still share its extents with the recovered clone; later the proof blurs.",
            "INS-3",
                    "behind verification, because its twin stands still; before the gates, because those may take days.",
            "INS-4", "cold memory would make the first second on new slow.",
            "INS-5", "making the way back's slot takes up to half a second, which must not be part of the hold.",
            "INS-6",
                    "the candidate that was tested lacks what live wrote since, so the work is done again on live's last state.",
            "INS-8", "else the candidate's recovery would end before a slot begins.",
            "INS-9",
                    "on the candidate as it will be, before it follows, so that the hold and the way back are measured each time.");

    private AddedSection() {}

    private static String why(String rule) {
        return WHY.getOrDefault(rule, "a rule of insertion brought it.");
    }

    private static String parts(Stop stop, String rule) {
        return stop.parts().stream()
                .filter(part -> part.rule().equals(rule))
                .map(Part::name)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    static Section of(Subject subject) {
        List<Prose> added = new ArrayList<>();
        for (Stop stop : subject.stops()) {
            if (!stop.inserted().isEmpty()) {
                added.add(Prose.of("Step " + stop.number() + ", ")
                        .code(stop.id())
                        .plain(" (" + stop.inserted() + "): " + why(stop.inserted())));
            }
            stop.parts().stream()
                    .map(Part::rule)
                    .filter(rule -> WHY.containsKey(rule))
                    .distinct()
                    .forEach(rule -> added.add(Prose.of("Within step " + stop.number() + ", ")
                            .code(stop.id())
                            .plain(", ")
                            .code(parts(stop, rule))
                            .plain(" (" + rule + "): " + why(rule))));
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
            blocks.add(new Block.Paragraph(Prose.of(
                    "Defaults, where the author said nothing (items are those of the author's own list of steps):")));
            blocks.add(defaults(subject.defaults()));
        }
        return new Section("added", "What Belay added", blocks);
    }

    /** Many and short: a list, which the sheet sets in columns. */
    private static Block defaults(List<UsedDefault> used) {
        return new Block.Bullets(used.stream()
                .map(one -> Prose.NONE.code(SpokenPath.of(one.path()) + ": " + one.value()))
                .toList());
    }
}
