package io.belay.plans.explain;

import io.belay.plans.explain.Explanation.Row;
import io.belay.plans.grammar.Reading.UsedDefault;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.step.StepKind.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes an explanation as the table that a change reviewer reads. For one thread only. */
final class ExplanationText {

    /** The hash's beginning is enough for people; the whole of it is in the JSON. */
    private static final int SHORT_HASH = 12;

    private static final int WIDTH = 110;

    private record Line(String number, String step, String touches, String waypoint, String back, String cost) {}

    private final Explanation explanation;
    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    ExplanationText(Explanation explanation) {
        this.explanation = explanation;
    }

    String write(boolean listDefaults) {
        header();
        table();
        footer(listDefaults);
        return out.toString();
    }

    private void header() {
        ResolvedPlan plan = explanation.plan();
        String from = plan.live().has("version") ? plan.live().path("version").asText() : "live's version";
        String hold = plan.blocks().path("budget").path("hold").asText();
        String end = explanation.promotes()
                ? "offline, clients held at most " + hold
                : "rehearsals only: nothing in this plan can promote";
        out.append(plan.name())
                .append("   plan ")
                .append(explanation.hash(), 0, SHORT_HASH)
                .append("   ")
                .append(from)
                .append(" to ")
                .append(plan.targetVersion())
                .append(" on ")
                .append(plan.cluster())
                .append(", ")
                .append(end)
                .append('\n');
    }

    private void table() {
        lines.add(new Line("#", "step", "touches", "waypoint", "to go back from here", "how long, what is lost"));
        for (Row row : explanation.rows()) {
            lines.add(line(row));
        }
        int[] widths = {3, width(Line::step), width(Line::touches), width(Line::waypoint), width(Line::back)};
        print(lines.get(0), widths);
        for (int i = 0; i < explanation.rows().size(); i++) {
            Row row = explanation.rows().get(i);
            print(lines.get(i + 1), widths);
            behind(row);
        }
    }

    private static Line line(Row row) {
        String step = row.id().equals(row.kind()) ? row.id() : row.id() + " (" + row.kind() + ")";
        return new Line(
                Integer.toString(row.number()),
                step,
                row.touches(),
                row.waypoint(),
                row.goingBack().how(),
                row.goingBack().cost());
    }

    private void behind(Row row) {
        List<Part> parts = row.parts();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (i == parts.size() - 1 && !row.crossing().isEmpty()) {
                crossing(row.crossing());
            }
            out.append(wrapped("       " + part.name() + ": " + part.what(), "         "));
            out.append("         to go back: ").append(part.goingBack().how());
            out.append(
                            part.goingBack().cost().isEmpty()
                                    ? ""
                                    : " (" + part.goingBack().cost() + ")")
                    .append('\n');
        }
        if (parts.isEmpty() && !row.crossing().isEmpty()) {
            crossing(row.crossing());
        }
        if (!row.note().isEmpty()) {
            out.append(wrapped("       note: " + row.note().replace('\n', ' '), "         "));
        }
    }

    private void crossing(String text) {
        String line = "    ── " + text + " ";
        out.append(line).append("─".repeat(Math.max(2, WIDTH - line.length()))).append('\n');
    }

    private static String wrapped(String text, String margin) {
        StringBuilder wrapped = new StringBuilder();
        String rest = text;
        while (rest.length() > WIDTH && rest.lastIndexOf(' ', WIDTH) > margin.length()) {
            int cut = rest.lastIndexOf(' ', WIDTH);
            wrapped.append(rest, 0, cut).append('\n');
            rest = margin + rest.substring(cut + 1);
        }
        return wrapped.append(rest).append('\n').toString();
    }

    private void footer(boolean listDefaults) {
        if (!explanation.applyOnly().isEmpty()) {
            out.append("  left out of rehearsals: ")
                    .append(String.join(", ", explanation.applyOnly()))
                    .append('\n');
        }
        List<UsedDefault> defaults = explanation.defaults();
        if (!defaults.isEmpty()) {
            out.append("  defaults used: ").append(defaults.size());
            out.append(listDefaults ? "\n" : " (belay explain --defaults)\n");
        }
        if (listDefaults) {
            defaults.forEach(used -> out.append("    ")
                    .append(path(used.path()))
                    .append(": ")
                    .append(used.value())
                    .append("   default\n"));
        }
        out.append("  unknown until the host is asked: sizes, times, poolers, collations\n");
    }

    /** {@code steps[3].pg_upgrade.jobs} is {@code step 4, pg_upgrade.jobs} to a person. */
    private static String path(String path) {
        if (!path.startsWith("steps[")) {
            return path;
        }
        int close = path.indexOf(']');
        int number = Integer.parseInt(path.substring("steps[".length(), close)) + 1;
        return "step " + number + ", " + path.substring(close + 2);
    }

    private int width(Function<Line, String> column) {
        return lines.stream()
                .mapToInt(line -> column.apply(line).length())
                .max()
                .orElse(0);
    }

    private void print(Line line, int[] widths) {
        String text = " ".repeat(Math.max(0, widths[0] - line.number().length())) + line.number()
                + "   " + pad(line.step(), widths[1])
                + "   " + pad(line.touches(), widths[2])
                + "   " + pad(line.waypoint(), widths[3])
                + "   " + pad(line.back(), widths[4])
                + "   " + line.cost();
        out.append(text.stripTrailing()).append('\n');
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
