package io.belay.plans.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * A step's id in at most two lines, cut where its words end. Immutable.
 *
 * @param width most characters of a line, at least 4
 */
record ShortName(String id, int width) {

    List<String> lines() {
        if (id.length() <= width) {
            return List.of(id);
        }
        int cut = cut();
        List<String> lines = new ArrayList<>();
        lines.add(id.substring(0, cut));
        String rest = id.substring(cut);
        lines.add(rest.length() <= width ? rest : rest.substring(0, width - 1) + "…");
        return List.copyOf(lines);
    }

    /** Behind the last sign that joins two words within the width. */
    private int cut() {
        for (int i = width; i > width / 3; i--) {
            if ("-_.".indexOf(id.charAt(i - 1)) >= 0) {
                return i;
            }
        }
        return width;
    }
}
