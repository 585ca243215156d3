package io.belay.plans.explain;

import io.belay.plans.explain.Explanation.Row;
import io.belay.plans.explain.Reasons.Inserted;
import io.belay.plans.grammar.Reading.UsedDefault;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.step.StepKind.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes an explanation as the table that a change reviewer reads. For one thread only. */
final class ExplanationText {

    /** The hash's beginning is enough for people; the whole of it is in the JSON. */
    private static final int SHORT_HASH = 12;

    private static final int WIDTH = 110;

    private record Line(
            String number, String sign, String step, String touches, String waypoint, String back, String cost) {}

    /** An item of a list of steps, also of one within {@code parallel} or {@code include}. */
    private static final Pattern ITEM = Pattern.compile("(?:(?:parallel|include)[.])?steps\\[([0-9]+)][.]");

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
                ? explanation.mode() + ", clients held at most " + hold
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
        lines.add(new Line("#", " ", "step", "touches", "waypoint", "to go back from here", "how long, what is lost"));
        for (Row row : explanation.rows()) {
            lines.add(line(row));
        }
        explanation.rows().forEach(row -> row.parts().forEach(part -> lines.add(line(part))));
        int[] widths = {3, width(Line::step), width(Line::touches), width(Line::waypoint), width(Line::back)};
        print(lines.get(0), widths);
        String group = "";
        for (Row row : explanation.rows()) {
            if (!row.group().equals(group) && !row.group().isEmpty()) {
                out.append("      ").append(row.group()).append(": side by side, at most ");
                out.append(row.limit()).append(" at a time, with one waypoint for all\n");
            }
            group = row.group();
            print(line(row), widths);
            behind(row, widths);
        }
    }

    private static Line line(Part part) {
        String sign = part.rule().isEmpty() ? "  " : "+ ";
        return new Line(
                "",
                "",
                sign + part.name(),
                part.touches(),
                "-",
                part.goingBack().how(),
                part.goingBack().cost());
    }

    private static Line line(Row row) {
        String step = row.id().equals(row.kind()) ? row.id() : row.id() + " (" + row.kind() + ")";
        String beside = row.group().isEmpty() ? " " : "|";
        return new Line(
                Integer.toString(row.number()),
                row.inserted().isEmpty() ? beside : "+",
                step,
                row.touches(),
                row.waypoint(),
                row.goingBack().how(),
                row.goingBack().cost());
    }

    private void behind(Row row, int[] widths) {
        boolean crossed = false;
        for (Part part : row.parts()) {
            if (part.crossed() && !crossed && !row.crossing().isEmpty()) {
                crossing(row.crossing());
                crossed = true;
            }
            print(line(part), widths);
        }
        if (!crossed && !row.crossing().isEmpty()) {
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
        inserted();
        missing();
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

    private void inserted() {
        List<Inserted> inserted = Reasons.of(explanation.rows());
        if (!inserted.isEmpty()) {
            out.append("  + inserted by Belay\n");
        }
        inserted.forEach(rule -> out.append(wrapped(
                "    " + String.join(", ", rule.what()) + ": " + rule.why() + " (" + rule.rule() + ")", "      ")));
    }

    private void missing() {
        if (!explanation.missing().isEmpty()) {
            out.append("  nothing at hand carries out\n");
        }
        explanation.missing().forEach(words -> out.append(wrapped("    " + words, "      ")));
    }

    /** {@code steps[3].pg_upgrade.jobs} is {@code item 4, pg_upgrade.jobs} to a person; within another item, {@code item 4.1}. */
    private static String path(String path) {
        Matcher item = ITEM.matcher(path);
        if (!item.lookingAt()) {
            return path;
        }
        StringBuilder number = new StringBuilder();
        int end = 0;
        while (item.lookingAt()) {
            number.append(end == 0 ? "" : ".").append(Integer.parseInt(item.group(1)) + 1);
            end = item.end();
            item.region(end, path.length());
        }
        return "item " + number + ", " + path.substring(end);
    }

    private int width(Function<Line, String> column) {
        return lines.stream()
                .mapToInt(line -> column.apply(line).length())
                .max()
                .orElse(0);
    }

    private void print(Line line, int[] widths) {
        String text = " ".repeat(Math.max(0, widths[0] - line.number().length())) + line.number()
                + " " + pad(line.sign(), 1) + " " + pad(line.step(), widths[1])
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
