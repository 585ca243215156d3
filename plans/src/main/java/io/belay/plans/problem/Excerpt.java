package io.belay.plans.problem;

/**
 * A line of a file as a person sees it, cut to a width around what is marked in it. All columns are those of a terminal, from
 * 0: a wide character takes two of them. Immutable.
 */
final class Excerpt {

    private static final String CUT = "…";

    static final Excerpt NOTHING = new Excerpt(new int[0], 0, 0);

    private final int[] points;
    private final int from;
    private final int to;

    private Excerpt(int[] points, int from, int to) {
        this.points = points;
        this.from = from;
        this.to = to;
    }

    /** The line around a place, at most this wide; the signs where it was cut are not counted. */
    static Excerpt around(SourcePlace place, Source source, int widest) {
        int[] points = source.shown(place.line()).codePoints().toArray();
        int marked = source.shownBegin(place);
        int from = 0;
        if (width(points, 0, marked) >= widest * 2 / 3) {
            from = Math.min(marked, points.length);
            while (from > 0 && width(points, from - 1, marked) < widest / 2) {
                from--;
            }
        }
        int to = points.length;
        if (width(points, from, to) > widest) {
            to = from;
            while (width(points, from, to + 1) <= widest) {
                to++;
            }
        }
        return new Excerpt(points, from, to);
    }

    private static int width(int[] points, int from, int to) {
        int width = 0;
        for (int i = from; i < to; i++) {
            width += i < points.length ? DisplayWidth.of(points[i]) : 1;
        }
        return width;
    }

    String text() {
        return (from > 0 ? CUT : "") + new String(points, from, to - from) + (to < points.length ? CUT : "");
    }

    /** Whether the beginning of the place is in it. */
    boolean shows(SourcePlace place, Source source) {
        int begin = source.shownBegin(place);
        return begin >= from && (begin < to || to == points.length);
    }

    int column(SourcePlace place, Source source) {
        int begin = source.shownBegin(place);
        return (from > 0 ? 1 : 0) + width(points, from, begin);
    }

    /** How many columns the place takes, as far as it is in it; at least one. */
    int length(SourcePlace place, Source source) {
        int begin = source.shownBegin(place);
        int end = source.shownEnd(place);
        return Math.max(1, width(points, begin, to < points.length ? Math.min(end, to) : end));
    }
}
