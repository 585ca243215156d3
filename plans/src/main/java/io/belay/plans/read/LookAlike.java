package io.belay.plans.read;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Letters of other scripts that print like Latin ones: a reviewer reads one name, the machine another. Only the letters that
 * occur in names of the language matter, so the table is short. Stateless.
 */
final class LookAlike {

    private static final Map<Integer, Character> LATIN = table();

    /** What names, references, files and figures are made of. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_./:@%+-]+");

    /**
     * @param index of the first such letter, in code points
     * @param point that letter
     * @param meant the text in Latin letters
     */
    record Found(int index, int point, String meant) {

        /** {@code U+0430, a letter of the script Cyrillic}. */
        String inWords() {
            return String.format("U+%04X", point) + ", a letter of another script (" + script(point) + ")";
        }

        private static String script(int point) {
            String name = Character.UnicodeScript.of(point).toString();
            return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
        }
    }

    private LookAlike() {}

    private static Map<Integer, Character> table() {
        Map<Integer, Character> table = new HashMap<>();
        // Cyrillic
        pairs(
                table,
                "\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051B\u051D\u04BB",
                "aeopcyxijsdqwh");
        pairs(
                table,
                "\u0410\u0412\u0415\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405",
                "ABEKMHOPCTYXIJS");
        // Greek
        pairs(table, "\u03BF\u03B1\u03BD\u03B9\u03C1\u03BA\u03C5\u03F2\u03F3", "oavipkucj");
        pairs(
                table,
                "\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7",
                "ABEZHIKMNOPTYX");
        // Armenian, and letters of the Latin block that lost their dot or shape
        pairs(table, "\u0585\u057D\u0578\u0570\u0563\u0581\u0131\u0251\u0261", "ounhqgiag");
        for (int i = 0; i < 26; i++) {
            table.put(0xFF21 + i, (char) ('A' + i));
            table.put(0xFF41 + i, (char) ('a' + i));
        }
        return Map.copyOf(table);
    }

    private static void pairs(Map<Integer, Character> table, String others, String latin) {
        for (int i = 0; i < others.length(); i++) {
            table.put((int) others.charAt(i), latin.charAt(i));
        }
    }

    /** A single word of Latin letters with some among them that are none; texts in other languages are left alone. */
    static Optional<Found> inWord(String text) {
        boolean latin = !isAscii(text) && text.chars().anyMatch(point -> point < 0x80 && Character.isLetter(point));
        return latin ? find(text) : Optional.empty();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** A word that reads as Latin throughout and is not. */
    static Optional<Found> find(String text) {
        if (isAscii(text)) {
            return Optional.empty();
        }
        StringBuilder meant = new StringBuilder();
        int[] points = text.codePoints().toArray();
        int first = -1;
        for (int i = 0; i < points.length; i++) {
            Character latin = LATIN.get(points[i]);
            if (latin != null && first < 0) {
                first = i;
            }
            meant.appendCodePoint(latin == null ? points[i] : latin);
        }
        return first >= 0 && WORD.matcher(meant).matches()
                ? Optional.of(new Found(first, points[first], meant.toString()))
                : Optional.empty();
    }
}
