package io.belay.plans.read;

import io.belay.plans.problem.Invisible;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the characters before YAML does. What must not stand in a file is reported and replaced by as many harmless
 * characters, so that reading goes on and every later place still fits; a tab that indents becomes two blanks, as most people
 * mean it, and the shift is remembered. For one thread only.
 */
final class TextScan {

    private final Problems problems;
    private final Source source;
    private final StringBuilder safe = new StringBuilder();
    private final Map<Integer, Integer> shifts = new HashMap<>();
    private int line = 1;
    private int column = 1;
    private boolean onlyBlanksSoFar = true;
    private char quote;
    private boolean escaped;
    private boolean comment;
    private int before = '\n';
    private boolean tabsQuoted;
    private int lineOfQuoted;
    private Optional<String> quotedLine = Optional.empty();

    private TextScan(Problems problems) {
        this.problems = problems;
        this.source = problems.source();
    }

    /**
     * @param text for YAML
     * @param shifts by how much the columns of a line are further right than in the file
     * @param tabsQuoted whether a tab stood within quotes, where nobody can say what it was meant to be
     */
    record Safe(String text, Map<Integer, Integer> shifts, boolean tabsQuoted) {}

    static Safe scan(String text, Problems problems) {
        TextScan scan = new TextScan(problems);
        int[] points =
                Source.withoutMark(text).replace("\r\n", "\n").codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            i += scan.step(points, i);
        }
        return new Safe(scan.safe.toString(), Map.copyOf(scan.shifts), scan.tabsQuoted);
    }

    /** Returns how many code points beyond this one were dealt with. */
    private int step(int[] points, int i) {
        int point = points[i];
        if (point == '\n') {
            newLine();
        } else if (point == '\t') {
            tab();
        } else if (Invisible.is(point)) {
            invisible(point, i + 1 < points.length ? points[i + 1] : '\n');
        } else if (point == '$' && i + 1 < points.length && points[i + 1] == '{' && quote == 0 && !comment) {
            return unquoted(points, i);
        } else {
            follow(point, i + 1 < points.length ? points[i + 1] : '\n');
            pass(point);
        }
        return 0;
    }

    private void newLine() {
        safe.append('\n');
        line++;
        column = 1;
        comment = false;
        onlyBlanksSoFar = true;
        before = '\n';
    }

    private void tab() {
        boolean indents = onlyBlanksSoFar;
        tabsQuoted |= quote != 0;
        problems.add(Problem.error(
                        ReadErrors.TAB,
                        source.place(line, column, 1),
                        indents ? "a tab indents this line" : "a tab stands in this line")
                .withHelp("write two blanks for each tab; `belay format FILE` does it"));
        if (indents) {
            safe.append(' ');
            shifts.merge(line, 1, Integer::sum);
        }
        pass(' ');
    }

    /** At the edge of a word it can be left out of thought; within one it spoils the word. */
    private void invisible(int point, int next) {
        String code = HexFormat.of().withUpperCase().toHexDigits((char) point);
        if (point > 0xFFFF) {
            code = Integer.toHexString(point).toUpperCase(Locale.ROOT);
        }
        problems.add(Problem.error(
                        ReadErrors.INVISIBLE,
                        source.place(line, column, 1),
                        "an invisible character U+" + code + " hides in this line")
                .withHelp("delete it, or write an ordinary blank"));
        boolean edge = " \n".indexOf(before) >= 0 || " \n:".indexOf(next) >= 0;
        boolean blank = edge || Character.getType(point) == Character.SPACE_SEPARATOR;
        pass(blank ? ' ' : UnreadText.SIGN);
    }

    /** A brace that YAML would take for a mapping; the placeholder keeps the width and cannot be mistaken for a value. */
    private int unquoted(int[] points, int from) {
        int to = from;
        while (to < points.length && points[to] != '}' && points[to] != '\n') {
            to++;
        }
        boolean closed = to < points.length && points[to] == '}';
        int length = closed ? to - from + 1 : to - from;
        String written = new String(points, from, length);
        problems.add(Problem.error(
                        ReadErrors.NEEDS_QUOTES,
                        source.place(line, column, length),
                        "`" + written + "` needs quotes here")
                .withLabel("YAML takes this brace for a mapping")
                .withHelp("write `"
                        + (closed ? quotedLine() : Optional.<String>empty())
                                .orElse("\"" + written + (closed ? "" : "}") + "\"")
                        + "`"));
        for (int i = 0; i < length; i++) {
            pass(i == 0 ? UnreadText.SIGN : 'x');
        }
        return length - 1;
    }

    /** Asked for by every input in the line. */
    private Optional<String> quotedLine() {
        if (lineOfQuoted != line) {
            quotedLine = QuotedInputs.in(source.quoted(source.restOfLine(line, 1)));
            lineOfQuoted = line;
        }
        return quotedLine;
    }

    private void pass(int point) {
        safe.appendCodePoint(point);
        column++;
        if (point != ' ') {
            onlyBlanksSoFar = false;
        }
        before = point;
    }

    /** Quotes open only where a value may begin; what an apostrophe does inside a plain text is nothing. */
    private void follow(int point, int next) {
        if (comment) {
            return;
        }
        if (quote != 0) {
            if (escaped) {
                escaped = false;
            } else if ((quote == '"' && point == '\\') || (quote == '\'' && point == '\'' && next == '\'')) {
                escaped = true;
            } else if (point == quote) {
                quote = 0;
            }
            return;
        }
        boolean valueMayBegin = onlyBlanksSoFar || before == ' ' || before == '[' || before == '{' || before == ',';
        if ((point == '"' || point == '\'') && valueMayBegin) {
            quote = (char) point;
        } else if (point == '#' && (onlyBlanksSoFar || before == ' ')) {
            comment = true;
        }
    }
}
