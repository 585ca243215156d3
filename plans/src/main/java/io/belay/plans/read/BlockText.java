package io.belay.plans.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts behind {@code |} and {@code >}: the indicator in its first line, the lines below it. Stateless. */
final class BlockText {

    private static final Pattern INDICATOR = Pattern.compile("^([|>])([-+]?)([1-9]?)([-+]?)(.*)$");

    /** The writer indents these lines by two. */
    private static final String INDENTATION = "2";

    private BlockText() {}

    /** Whether blank lines at its end are part of it. */
    static boolean keepsBlankLines(String indicator) {
        Matcher matcher = INDICATOR.matcher(indicator);
        return matcher.matches() && (matcher.group(2) + matcher.group(4)).contains("+");
    }

    /**
     * The lines without the indentation that is not part of the text.
     *
     * @param parent column from 0 of the block in which it stands
     */
    static List<String> relative(List<String> lines, int parent) {
        Matcher matcher = INDICATOR.matcher(lines.get(0));
        if (!matcher.matches()) {
            return lines;
        }
        boolean said = !matcher.group(3).isEmpty();
        List<String> below = lines.subList(1, lines.size());
        int base = said ? Math.max(0, parent) + Integer.parseInt(matcher.group(3)) : indentation(below);
        List<String> relative = new ArrayList<>();
        relative.add(matcher.group(1)
                + (said ? INDENTATION : "")
                + matcher.group(2)
                + matcher.group(4)
                + matcher.group(5).stripTrailing());
        below.forEach(line -> relative.add(line.length() > base ? line.substring(base) : ""));
        return relative;
    }

    private static int indentation(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(line -> line.length() - line.stripLeading().length())
                .orElse(0);
    }
}
