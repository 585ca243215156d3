package io.belay.cli;

/**
 * Colours by meaning. A colour never says anything that a word beside it does not say. Immutable.
 *
 * @param on whether escape sequences are written at all
 */
public record Palette(boolean on) {

    public String good(String text) {
        return paint("32", text);
    }

    public String bad(String text) {
        return paint("1;31", text);
    }

    public String caution(String text) {
        return paint("33", text);
    }

    public String quiet(String text) {
        return paint("2", text);
    }

    public String strong(String text) {
        return paint("1", text);
    }

    private String paint(String code, String text) {
        return on && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
