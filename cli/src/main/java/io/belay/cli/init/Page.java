package io.belay.cli.init;

import java.util.ArrayList;
import java.util.List;

/** A file in the making: lines of YAML with what a newcomer wants to know beside or above them. For one thread. */
final class Page {

    private static final int COLUMN = 44;
    private static final int WIDEST = 120;

    private final List<String> lines = new ArrayList<>();

    /** Lines of comment, at the indentation of what follows. */
    Page note(int indent, String... comments) {
        for (String comment : comments) {
            lines.add(" ".repeat(indent) + "# " + comment);
        }
        return this;
    }

    Page line(String yaml) {
        lines.add(yaml);
        return this;
    }

    /** The comment stands beside the line, or above it when the two do not fit. */
    Page line(String yaml, String comment) {
        String padded = yaml.length() < COLUMN ? yaml + " ".repeat(COLUMN - yaml.length()) : yaml + "  ";
        if (padded.length() + comment.length() + 2 <= WIDEST) {
            lines.add(padded + "# " + comment);
            return this;
        }
        int indent = yaml.length() - yaml.stripLeading().length();
        return note(indent, comment).line(yaml);
    }

    Page gap() {
        lines.add("");
        return this;
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** As a plain word where YAML reads one, else in quotes. */
    static String quoted(Object value) {
        String text = String.valueOf(value);
        return text.matches("[A-Za-z0-9_./@][A-Za-z0-9_./@+-]*")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    static String list(List<String> values) {
        return "[" + String.join(", ", values.stream().map(Page::quoted).toList()) + "]";
    }
}
