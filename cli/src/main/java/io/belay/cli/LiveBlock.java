package io.belay.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A block of lines on a terminal that is redrawn in place. Lines are cut to the terminal's width, because a line that wraps
 * would make the way back up too short. For one thread.
 */
final class LiveBlock {

    private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-9;]*m");

    private final PrintWriter out;
    private final int width;
    private int drawn;

    LiveBlock(PrintWriter out, int width) {
        this.out = out;
        this.width = width;
    }

    void draw(List<String> lines) {
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "A");
        }
        lines.forEach(line -> out.print("\r" + cut(line) + "\u001b[K\n"));
        // What an earlier, longer block left below.
        out.print("\u001b[J");
        out.flush();
        drawn = lines.size();
    }

    /** Cuts what is visible; escape sequences count nothing and are all kept, so that a colour is always closed. */
    private String cut(String line) {
        StringBuilder kept = new StringBuilder();
        int column = 0;
        int index = 0;
        var escapes = ESCAPE.matcher(line);
        while (index < line.length()) {
            if (escapes.find(index) && escapes.start() == index) {
                kept.append(escapes.group());
                index = escapes.end();
            } else {
                if (column < width) {
                    kept.append(line.charAt(index));
                }
                column++;
                index++;
            }
        }
        return kept.toString();
    }
}
