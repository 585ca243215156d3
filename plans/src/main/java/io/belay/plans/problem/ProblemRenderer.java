package io.belay.plans.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes problems for a person at a terminal: severity, code, place, the lines, carets, the text to write. Immutable. */
public final class ProblemRenderer {

    /** More than a screen of mistakes helps nobody; the rest is counted. */
    static final int AT_MOST = 20;

    /** Longer lines are cut around the caret, where no terminal says how much it holds. */
    private static final int WIDEST = 140;

    /** On a narrower terminal the lines break, and still say where. */
    private static final int NARROWEST = 40;

    private enum Ink {
        ERROR("\u001b[1;31m"),
        WARNING("\u001b[1;33m"),
        GUTTER("\u001b[34m"),
        SECOND("\u001b[36m"),
        HELP("\u001b[1m");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    private record Marker(SourcePlace place, String label, char sign, Ink ink) {}

    private final boolean colour;

    /** Columns of the terminal; 0 when there is none. */
    private final int width;

    private ProblemRenderer(boolean colour, int width) {
        this.colour = colour;
        this.width = width;
    }

    public static ProblemRenderer plain() {
        return new ProblemRenderer(false, 0);
    }

    /** With ANSI colours; no word and no sign depends on them. */
    public static ProblemRenderer coloured() {
        return new ProblemRenderer(true, 0);
    }

    /**
     * Lines of the file are cut to what a terminal holds. Statements and helps are not folded: they hold commands and lines to
     * copy, and a terminal that breaks them itself gives them back whole.
     */
    public ProblemRenderer within(int columns) {
        return new ProblemRenderer(colour, columns);
    }

    /** All problems of a file, a blank line between two of them; empty when there are none. */
    public String text(Problems problems) {
        List<Problem> sorted = problems.sorted();
        List<String> parts = new ArrayList<>();
        sorted.stream().limit(AT_MOST).forEach(problem -> parts.add(text(problem, problems)));
        int rest = sorted.size() - AT_MOST;
        if (rest > 0) {
            parts.add("and " + rest + " more: correct these " + AT_MOST + " first, then validate again\n");
        }
        return String.join("\n", parts);
    }

    private String text(Problem problem, Problems problems) {
        Ink ink = problem.isError() ? Ink.ERROR : Ink.WARNING;
        List<Marker> markers = markers(problem, ink);
        int last =
                markers.stream().mapToInt(marker -> marker.place().line()).max().orElse(0);
        String margin = " ".repeat(Integer.toString(Math.max(1, last)).length());
        StringBuilder out = new StringBuilder();
        out.append(paint(ink, problem.severity().word() + "[" + problem.code().text() + "]"))
                .append(": ")
                .append(problem.statement())
                .append('\n')
                .append(margin)
                .append(paint(Ink.GUTTER, "--> "))
                .append(where(problem.place()))
                .append('\n');
        lines(markers, margin, problems, out);
        if (!problem.help().isEmpty()) {
            out.append(paint(Ink.HELP, "help"))
                    .append(": ")
                    .append(problem.help())
                    .append('\n');
        }
        return out.append("see: belay explain ")
                .append(problem.code().text())
                .append('\n')
                .toString();
    }

    private static List<Marker> markers(Problem problem, Ink ink) {
        List<Marker> markers = new ArrayList<>();
        if (!problem.place().isWholeFile()) {
            markers.add(new Marker(problem.place(), problem.label(), '^', ink));
        }
        problem.second().ifPresent(second -> markers.add(new Marker(second.place(), second.label(), '-', Ink.SECOND)));
        // Lines of the problem's own file first; of one file in their order.
        markers.sort(Comparator.<Marker, Boolean>comparing(
                        marker -> !marker.place().file().equals(problem.place().file()))
                .thenComparing(Marker::place));
        return markers;
    }

    /** A name of a file must command the terminal no more than what the file holds. */
    private static String where(SourcePlace place) {
        String name = Invisible.shown(place.file());
        return place.isWholeFile() ? name : name + ":" + place.line() + ":" + place.column();
    }

    private void lines(List<Marker> markers, String margin, Problems problems, StringBuilder out) {
        int widest = width == 0 ? WIDEST : Math.max(NARROWEST, width - margin.length() - " | ……".length());
        String file = markers.isEmpty() ? "" : markers.get(0).place().file();
        int line = 0;
        Excerpt shown = Excerpt.NOTHING;
        for (Marker marker : markers) {
            SourcePlace place = marker.place();
            Source source = problems.source(place.file());
            if (!place.file().equals(file)) {
                file = place.file();
                line = 0;
                out.append(margin)
                        .append(paint(Ink.GUTTER, "::: "))
                        .append(where(place))
                        .append('\n');
            }
            if (place.line() != line || !shown.shows(place, source)) {
                line = place.line();
                shown = Excerpt.around(place, source, widest);
                String number = Integer.toString(line);
                out.append(paint(Ink.GUTTER, " ".repeat(margin.length() - number.length()) + number + " | "))
                        .append(shown.text())
                        .append('\n');
            }
            int column = shown.column(place, source);
            String carets = String.valueOf(marker.sign()).repeat(shown.length(place, source));
            out.append(paint(Ink.GUTTER, margin + " | "))
                    .append(" ".repeat(column))
                    .append(paint(marker.ink(), carets))
                    .append(label(marker.label(), margin, column + carets.length(), widest))
                    .append('\n');
        }
    }

    /** Behind the carets; below them where the terminal has no room. */
    private String label(String label, String margin, int column, int widest) {
        if (label.isEmpty()) {
            return "";
        }
        int length = DisplayWidth.of(label);
        if (width == 0 || column + 1 + length <= widest) {
            return " " + label;
        }
        return "\n" + paint(Ink.GUTTER, margin + " | ") + " ".repeat(Math.max(0, Math.min(column, widest - length)))
                + label;
    }

    private String paint(Ink ink, String text) {
        return colour ? ink.code + text + "\u001b[0m" : text;
    }
}
