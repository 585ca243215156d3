package io.belay.plans.review;

import io.belay.plans.markup.VisibleText;

/** Text in Markdown that means nothing to Markdown: it stays one line, and none of its signs does anything. Stateless. */
final class MarkdownText {

    private static final String SPECIAL = "\\`*_[]<>#|~&$!";

    private MarkdownText() {}

    /** In a sentence or in a cell. */
    static String plain(String text) {
        StringBuilder escaped = new StringBuilder();
        VisibleText.line(text).codePoints().forEach(point -> {
            if (SPECIAL.indexOf(point) >= 0) {
                escaped.append('\\');
            }
            escaped.appendCodePoint(point);
        });
        // Addresses are shown and not made into links by whoever displays the ticket.
        return escaped.toString().replace("://", "&#58;//").replace("www.", "www&#46;");
    }

    /** At the beginning of a line, where some signs would begin a list or a rule. */
    static String beginning(String text) {
        if (text.isEmpty()) {
            return text;
        }
        char first = text.charAt(0);
        if (first == '-' || first == '+' || first == '=') {
            return "\\" + text;
        }
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        boolean numbered = digits > 0 && digits < text.length() && ".)".indexOf(text.charAt(digits)) >= 0;
        return numbered ? text.substring(0, digits) + "\\" + text.substring(digits) : text;
    }

    /**
     * As code, whatever the text holds.
     *
     * @param inTable a bar would end the cell even within code
     */
    static String code(String text, boolean inTable) {
        String line = VisibleText.line(text);
        String fence = "`".repeat(longestRun(line) + 1);
        boolean touches = line.startsWith("`") || line.endsWith("`") || line.isBlank();
        String padded = touches ? " " + line + " " : line;
        return fence + (inTable ? padded.replace("|", "\\|") : padded) + fence;
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
