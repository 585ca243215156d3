package io.belay.plans.explain;

import io.belay.plans.explain.Explanation.Row;
import io.belay.plans.step.StepKind.Part;
import io.belay.plans.step.StepKind.Return;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The steps, one line each. Where a terminal is too narrow for that, the way back from a step stands in a line of its own below it. For one
 * thread only.
 */
final class StepTable {

    private static final Line HEADS = new Line(
            "#", " ", "step", "touches", "waypoint", new Return("to go back from here", "how long, what is lost"));

    private static final String BACK = "        back: ";

    private record Line(String number, String sign, String step, String touches, String waypoint, Return back) {}

    private final List<Row> rows;
    private final Folding folding;
    private final int[] widths;
    private final boolean wholeLines;
    private final StringBuilder out = new StringBuilder();

    StepTable(List<Row> rows, Folding folding) {
        this.rows = rows;
        this.folding = folding;
        List<Line> lines = new ArrayList<>(List.of(HEADS));
        for (Row row : rows) {
            lines.add(line(row));
            row.parts().forEach(part -> lines.add(line(part)));
        }
        this.widths = new int[] {
            widest(lines, Line::step),
            widest(lines, Line::touches),
            widest(lines, Line::waypoint),
            widest(lines, line -> line.back().how())
        };
        this.wholeLines =
                lines.stream().allMatch(line -> folding.fits(whole(line).length()));
    }

    private static int widest(List<Line> lines, Function<Line, String> column) {
        return lines.stream()
                .mapToInt(line -> column.apply(line).length())
                .max()
                .orElse(0);
    }

    String text() {
        out.setLength(0);
        if (wholeLines) {
            print(HEADS);
        } else {
            out.append(upToWaypoint(HEADS).stripTrailing()).append('\n');
            out.append(folding.always(
                    BACK
                            + "how one goes back from there; how long it takes, what is lost. Without it nothing is to be undone",
                    " ".repeat(BACK.length())));
        }
        String group = "";
        for (Row row : rows) {
            if (!row.group().equals(group) && !row.group().isEmpty()) {
                out.append(folding.onTerminal(
                        "      " + row.group() + ": side by side, at most " + row.limit()
                                + " at a time, with one waypoint for all",
                        "        "));
            }
            group = row.group();
            print(line(row));
            behind(row);
        }
        return out.toString();
    }

    private static Line line(Part part) {
        String sign = part.rule().isEmpty() ? "  " : "+ ";
        return new Line("", "", sign + part.name(), part.touches(), "-", part.goingBack());
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
                row.goingBack());
    }

    private void behind(Row row) {
        boolean crossed = false;
        for (Part part : row.parts()) {
            if (part.crossed() && !crossed && !row.crossing().isEmpty()) {
                crossing(row.crossing());
                crossed = true;
            }
            print(line(part));
        }
        if (!crossed && !row.crossing().isEmpty()) {
            crossing(row.crossing());
        }
        if (!row.note().isEmpty()) {
            out.append(folding.always("       note: " + row.note().replace('\n', ' '), "         "));
        }
    }

    private void crossing(String text) {
        String line = folding.onTerminal("    ── " + text, "       ").stripTrailing() + " ";
        int room = folding.width() - (line.length() - line.lastIndexOf('\n') - 1);
        int least = folding.terminal() == 0 ? 2 : 0;
        out.append((line + "─".repeat(Math.max(least, room))).stripTrailing()).append('\n');
    }

    private void print(Line line) {
        if (wholeLines) {
            out.append(whole(line)).append('\n');
            return;
        }
        out.append(upToWaypoint(line).stripTrailing()).append('\n');
        if (!line.back().isNothing()) {
            String cost = line.back().cost().isEmpty() ? "" : "; " + line.back().cost();
            out.append(folding.always(BACK + line.back().how() + cost, " ".repeat(BACK.length())));
        }
    }

    private String whole(Line line) {
        return (upToWaypoint(line) + "   " + pad(line.back().how(), widths[3]) + "   "
                        + line.back().cost())
                .stripTrailing();
    }

    private String upToWaypoint(Line line) {
        return " ".repeat(Math.max(0, 3 - line.number().length())) + line.number()
                + " " + pad(line.sign(), 1) + " " + pad(line.step(), widths[0])
                + "   " + pad(line.touches(), widths[1])
                + "   " + pad(line.waypoint(), widths[2]);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
