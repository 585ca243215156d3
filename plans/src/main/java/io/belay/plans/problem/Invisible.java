package io.belay.plans.problem;

import java.util.Set;

/** Characters that print as nothing, or that change how their neighbours print. Stateless. */
public final class Invisible {

    /** Letters and symbols that print as nothing, or stand for what cannot be shown, although Unicode calls them otherwise. */
    private static final Set<Integer> BLANK_LETTERS = Set.of(0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0xFFFC);

    private Invisible() {}

    public static boolean is(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> true;
            case Character.SPACE_SEPARATOR -> point != ' ';
            default -> BLANK_LETTERS.contains(point);
        };
    }

    /** The text with a sign in place of each: what a file holds must not command the terminal that shows it. */
    public static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(point -> {
            int visible = is(point) ? '·' : point;
            shown.appendCodePoint(point == '\t' ? '→' : visible);
        });
        return shown.toString();
    }
}
