package io.belay.plans.read;

import io.belay.plans.read.Written.Comment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** What stands between two pieces of content: comments and blank lines, each taken once. For one thread only. */
final class Gap {

    /**
     * @param line from 0
     * @param column from 0
     * @param own whether nothing but blanks stands before it on its line
     */
    record Remark(Comment comment, int line, int column, boolean own) {}

    private final Deque<Remark> remarks = new ArrayDeque<>();
    private boolean blankAtEnd;

    /** @param lines code points of each line; the gap reaches from one line and column to the other */
    static Gap between(List<int[]> lines, Spot from, Spot to) {
        Gap gap = new Gap();
        boolean blank = false;
        for (int line = from.line(); line <= to.line() && line < lines.size(); line++) {
            int[] points = lines.get(line);
            int first = line == from.line() ? from.column() : 0;
            int last = line == to.line() ? Math.min(to.column(), points.length) : points.length;
            int sign = indexOfSign(points, first, last);
            boolean empty = first == 0 && last == points.length && isBlank(points, 0, last) && line != to.line();
            if (sign >= 0) {
                String text = new String(points, sign, points.length - sign).stripTrailing();
                boolean own = isBlank(points, 0, sign);
                gap.remarks.add(new Remark(new Comment(text, blank), line, sign, own));
                blank = false;
            } else if (empty) {
                blank = true;
            }
        }
        gap.blankAtEnd = blank;
        return gap;
    }

    private static int indexOfSign(int[] points, int from, int to) {
        for (int i = from; i < to; i++) {
            if (points[i] == '#') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isBlank(int[] points, int from, int to) {
        for (int i = from; i < to; i++) {
            if (points[i] != ' ') {
                return false;
            }
        }
        return true;
    }

    /** The comment on this line, if the gap begins with it; or empty. */
    String takeBehind(int line) {
        Remark first = remarks.peek();
        if (first == null || first.line() != line) {
            return "";
        }
        remarks.remove();
        return first.comment().text();
    }

    List<Comment> takeAll() {
        return takeWhile(remark -> true);
    }

    List<Comment> takeWhile(Predicate<Remark> wanted) {
        List<Comment> taken = new ArrayList<>();
        while (!remarks.isEmpty() && wanted.test(remarks.peek())) {
            taken.add(remarks.remove().comment());
        }
        return taken;
    }

    /** Whether a blank line stands right before what follows; said once. */
    boolean takeBlank() {
        boolean was = blankAtEnd;
        blankAtEnd = false;
        return was;
    }

    /** A place in a text, both from 0. */
    record Spot(int line, int column) {}
}
