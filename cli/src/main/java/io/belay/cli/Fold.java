package io.belay.cli;

import java.util.regex.Pattern;

/** Breaks lines of prose at blanks. Stateless. */
public final class Fold {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private Fold() {}

    /**
     * @param width in columns; a word that is longer stays whole, so that commands can be copied
     * @param indent put before every line but the first
     */
    public static String at(String line, int width, String indent) {
        StringBuilder folded = new StringBuilder();
        int column = 0;
        boolean first = true;
        for (String word : line.split(" ", -1)) {
            int visible = COLOUR.matcher(word).replaceAll("").length();
            if (column > 0 && column + 1 + visible > width) {
                folded.append('\n').append(indent);
                column = indent.length();
            } else if (!first) {
                folded.append(' ');
                column++;
            }
            first = false;
            folded.append(word);
            column += visible;
        }
        return folded.toString();
    }
}
