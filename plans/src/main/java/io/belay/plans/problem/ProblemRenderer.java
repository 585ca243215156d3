package io.belay.plans.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes problems for a person at a terminal: severity, code, place, the lines, carets, the text to write. Immutable. */
public final class ProblemRenderer {

    /** More than a screen of mistakes helps nobody; the rest is counted. */
    static final int AT_MOST = 20;

    /** Longer lines are cut around the caret. */
    private static final int WIDEST = 140;

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

    private ProblemRenderer(boolean colour) {
        this.colour = colour;
    }

    public static ProblemRenderer plain() {
        return new ProblemRenderer(false);
    }

    /** With ANSI colours; no word and no sign depends on them. */
    public static ProblemRenderer coloured() {
        return new ProblemRenderer(true);
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
        int shown = 0;
        String file = problem.place().file();
        for (Marker marker : markers) {
            int line = marker.place().line();
            Source source = problems.source(marker.place().file());
            if (!marker.place().file().equals(file)) {
                file = marker.place().file();
                shown = 0;
                out.append(margin)
                        .append(paint(Ink.GUTTER, "::: "))
                        .append(where(marker.place()))
                        .append('\n');
            }
            int cut = cut(source, marker.place());
            if (line != shown) {
                String number = Integer.toString(line);
                out.append(paint(Ink.GUTTER, " ".repeat(margin.length() - number.length()) + number + " | "))
                        .append(window(source.shown(line), cut))
                        .append('\n');
                shown = line;
            }
            out.append(paint(Ink.GUTTER, margin + " | "))
                    .append(underline(marker, source, cut))
                    .append('\n');
        }
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

    private static String where(SourcePlace place) {
        return place.isWholeFile() ? place.file() : place.file() + ":" + place.line() + ":" + place.column();
    }

    private String underline(Marker marker, Source source, int cut) {
        SourcePlace place = marker.place();
        int column = source.shownColumn(place.line(), place.column()) - cut + (cut > 0 ? 1 : 0);
        int length = source.isHidden(place) ? Source.MASK.length() : place.length();
        int room = Math.max(1, WIDEST + 1 - column);
        String carets = paint(marker.ink(), String.valueOf(marker.sign()).repeat(Math.min(length, room)));
        return " ".repeat(Math.max(0, column - 1)) + carets + (marker.label().isEmpty() ? "" : " " + marker.label());
    }

    /** How many code points of a very long line are left out before the caret. */
    private static int cut(Source source, SourcePlace place) {
        int column = source.shownColumn(place.line(), place.column());
        return column <= WIDEST * 2 / 3 ? 0 : column - WIDEST / 2;
    }

    private static String window(String line, int cut) {
        int[] points = line.codePoints().toArray();
        int from = Math.min(cut, points.length);
        int to = Math.min(points.length, from + WIDEST);
        return (from > 0 ? "…" : "") + new String(points, from, to - from) + (to < points.length ? "…" : "");
    }

    private String paint(Ink ink, String text) {
        return colour ? ink.code + text + "\u001b[0m" : text;
    }
}
