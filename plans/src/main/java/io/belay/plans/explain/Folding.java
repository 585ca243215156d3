package io.belay.plans.explain;

/**
 * How wide text may be: what a file or a pipe takes has one width everywhere, so that it is the same on every machine. Immutable.
 *
 * @param terminal its columns; 0 where there is none
 */
record Folding(int terminal) {

    private static final int USUAL = 110;

    /** On a narrower terminal lines break by themselves, and still can be read. */
    private static final int NARROWEST = 40;

    boolean fits(int columns) {
        return terminal == 0 || columns <= terminal;
    }

    int width() {
        return terminal == 0 ? USUAL : Math.max(NARROWEST, Math.min(USUAL, terminal));
    }

    /** Ends with a line break. A word that is longer stays whole, so that commands can be copied. */
    String always(String text, String margin) {
        StringBuilder folded = new StringBuilder();
        String rest = text;
        while (rest.length() > width() && rest.lastIndexOf(' ', width()) > margin.length()) {
            int cut = rest.lastIndexOf(' ', width());
            folded.append(rest, 0, cut).append('\n');
            rest = margin + rest.substring(cut + 1);
        }
        return folded.append(rest).append('\n').toString();
    }

    /** One line wherever no terminal limits it. */
    String onTerminal(String text, String margin) {
        return terminal == 0 ? text + '\n' : always(text, margin);
    }
}
