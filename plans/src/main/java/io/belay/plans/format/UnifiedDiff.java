package io.belay.plans.format;

import java.util.ArrayList;
import java.util.List;

/** What changes from one text to another, in the form that {@code diff -u} and code hosts have. Stateless. */
public final class UnifiedDiff {

    /** Unchanged lines around a change. */
    private static final int CONTEXT = 3;

    /** Beyond this many pairs of lines the part that differs is given as a whole: a table of all pairs would not fit. */
    private static final long MOST_PAIRS = 4_000_000;

    /** @param sign {@code ' '}, {@code '-'} or {@code '+'} */
    private record Line(char sign, String text) {}

    private UnifiedDiff() {}

    /**
     * Empty when nothing differs.
     *
     * @param before lines of the old text, as a person may see them
     * @param after lines of the new one
     */
    public static List<String> of(String name, List<String> before, List<String> after) {
        if (before.equals(after)) {
            return List.of();
        }
        List<String> diff = new ArrayList<>(List.of("--- " + name, "+++ " + name + " (normal form)"));
        List<Line> lines = lines(before, after);
        int old = 1;
        int now = 1;
        int next = 0;
        while (next < lines.size()) {
            int change = next;
            while (change < lines.size() && lines.get(change).sign() == ' ') {
                change++;
            }
            if (change == lines.size()) {
                return diff;
            }
            int from = Math.max(next, change - CONTEXT);
            old += from - next;
            now += from - next;
            int to = end(lines, change);
            List<Line> hunk = lines.subList(from, to);
            int gone = count(hunk, '+');
            int come = count(hunk, '-');
            diff.add("@@ -" + range(old, gone) + " +" + range(now, come) + " @@");
            hunk.forEach(line -> diff.add(line.sign() + line.text()));
            old += gone;
            now += come;
            next = to;
        }
        return diff;
    }

    /** Behind the last change that is near enough, with the lines around it. */
    private static int end(List<Line> lines, int change) {
        int last = change;
        for (int i = change; i < lines.size() && i <= last + 2 * CONTEXT; i++) {
            if (lines.get(i).sign() != ' ') {
                last = i;
            }
        }
        return Math.min(lines.size(), last + 1 + CONTEXT);
    }

    private static int count(List<Line> hunk, char except) {
        return (int) hunk.stream().filter(line -> line.sign() != except).count();
    }

    private static String range(int first, int count) {
        return (count == 0 ? first - 1 : first) + (count == 1 ? "" : "," + count);
    }

    private static List<Line> lines(List<String> before, List<String> after) {
        int head = 0;
        while (head < before.size() && head < after.size() && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < before.size() - head
                && tail < after.size() - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<Line> lines = new ArrayList<>();
        before.subList(0, head).forEach(text -> lines.add(new Line(' ', text)));
        lines.addAll(middle(before.subList(head, before.size() - tail), after.subList(head, after.size() - tail)));
        before.subList(before.size() - tail, before.size()).forEach(text -> lines.add(new Line(' ', text)));
        return lines;
    }

    /** The longest common lines stay; what is gone stands before what came. */
    private static List<Line> middle(List<String> before, List<String> after) {
        List<Line> lines = new ArrayList<>();
        if ((long) before.size() * after.size() > MOST_PAIRS) {
            before.forEach(text -> lines.add(new Line('-', text)));
            after.forEach(text -> lines.add(new Line('+', text)));
            return lines;
        }
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                lines.add(new Line(' ', before.get(i++)));
                j++;
            } else if (i < before.size() && (j == after.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line('-', before.get(i++)));
            } else {
                lines.add(new Line('+', after.get(j++)));
            }
        }
        return lines;
    }
}
