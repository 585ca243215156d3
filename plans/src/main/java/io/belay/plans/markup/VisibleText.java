package io.belay.plans.markup;

import java.util.Locale;

/**
 * Text in which nothing hides: what prints as nothing, or turns the direction of its neighbours, is named in its place. Stateless.
 *
 * <p>The list is written out instead of asked of {@link Character}: newer Java versions know newer Unicode, and a report must be the
 * same on all of them.
 */
public final class VisibleText {

    private VisibleText() {}

    /** Line ends stay, other control characters do not. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(VisibleText::hides)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (hides(point)) {
                visible.append("[U+").append(hex(point)).append(']');
            } else {
                visible.appendCodePoint(point);
            }
        });
        return visible.toString();
    }

    /** The same, with every line end as a blank: for places that are one line. */
    public static String line(String text) {
        return of(
                text.replace("\r\n", " ").replace('\n', ' ').replace('\r', ' ').replace('\t', ' '));
    }

    private static boolean hides(int point) {
        boolean control = (point < 0x20 && point != '\n' && point != '\t') || (point >= 0x7f && point < 0xa0);
        boolean direction = point == 0x61c
                || (point >= 0x200b && point <= 0x200f)
                || (point >= 0x2028 && point <= 0x202e)
                || (point >= 0x2060 && point <= 0x206f);
        boolean mark = point == 0xad || point == 0xfeff || (point >= 0xfff9 && point <= 0xfffb);
        boolean noCharacter = (point >= 0xd800 && point <= 0xf8ff) || (point & 0xfffe) == 0xfffe || point >= 0xe0000;
        return control || direction || mark || noCharacter;
    }

    private static String hex(int point) {
        String digits = Integer.toHexString(point).toUpperCase(Locale.ROOT);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }
}
