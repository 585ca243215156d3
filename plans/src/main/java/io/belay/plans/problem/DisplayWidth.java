package io.belay.plans.problem;

/**
 * How many columns of a terminal a character takes: none for marks that stand on the one before, two for wide East Asian
 * ones and pictures, else one. Stateless.
 *
 * @see <a href="https://www.unicode.org/reports/tr11/">Unicode Standard Annex 11, East Asian Width</a>
 */
final class DisplayWidth {

    /** Pairs of first and last code points of the blocks that terminals draw over two columns. */
    private static final int[] WIDE = {
        0x1100, 0x115F, // Hangul initials
        0x231A, 0x231B, // watch, hourglass
        0x2329, 0x232A, // angle brackets
        0x23E9, 0x23EC, // arrows of a player
        0x23F0, 0x23F0, // clock
        0x23F3, 0x23F3, // hourglass with sand
        0x25FD, 0x25FE, // squares
        0x2614, 0x2615, // umbrella, hot drink
        0x2648, 0x2653, // zodiac
        0x267F, 0x267F, // wheelchair
        0x2693, 0x2693, // anchor
        0x26A1, 0x26A1, // lightning
        0x26AA, 0x26AB, // circles
        0x26BD, 0x26BE, // balls
        0x26C4, 0x26C5, // snowman, sun behind cloud
        0x26CE, 0x26CE, // Ophiuchus
        0x26D4, 0x26D4, // no entry
        0x26EA, 0x26EA, // church
        0x26F2, 0x26F3, // fountain, golf
        0x26F5, 0x26F5, // boat
        0x26FA, 0x26FA, // tent
        0x26FD, 0x26FD, // fuel pump
        0x2705, 0x2705, // check mark
        0x270A, 0x270B, // hands
        0x2728, 0x2728, // sparkles
        0x274C, 0x274C, // cross
        0x274E, 0x274E, // cross in a square
        0x2753, 0x2755, // question marks
        0x2757, 0x2757, // exclamation mark
        0x2795, 0x2797, // plus, minus, division
        0x27B0, 0x27B0, // loop
        0x27BF, 0x27BF, // double loop
        0x2B1B, 0x2B1C, // large squares
        0x2B50, 0x2B50, // star
        0x2B55, 0x2B55, // large circle
        0x2E80, 0x303E, // CJK radicals and punctuation
        0x3041, 0xA4CF, // kana, CJK, Yi
        0xA960, 0xA97C, // Hangul initials, extended
        0xAC00, 0xD7A3, // Hangul syllables
        0xF900, 0xFAFF, // CJK compatibility
        0xFE10, 0xFE19, // vertical forms
        0xFE30, 0xFE6F, // CJK compatibility forms
        0xFF00, 0xFF60, // full width forms
        0xFFE0, 0xFFE6, // full width signs
        0x16FE0, 0x18DFF, // Tangut, Khitan
        0x1AFF0, 0x1B2FF, // kana, further
        0x1F004, 0x1F004, // mahjong tile
        0x1F0CF, 0x1F0CF, // joker
        0x1F18E, 0x1F18E, // AB
        0x1F191, 0x1F19A, // squared words
        0x1F200, 0x1F320, // enclosed ideographs, pictures
        0x1F32D, 0x1F335,
        0x1F337, 0x1F37C,
        0x1F37E, 0x1F393,
        0x1F3A0, 0x1F3CA,
        0x1F3CF, 0x1F3D3,
        0x1F3E0, 0x1F3F0,
        0x1F3F4, 0x1F3F4,
        0x1F3F8, 0x1F43E,
        0x1F440, 0x1F440,
        0x1F442, 0x1F4FC,
        0x1F4FF, 0x1F53D,
        0x1F54B, 0x1F54E,
        0x1F550, 0x1F567,
        0x1F57A, 0x1F57A,
        0x1F595, 0x1F596,
        0x1F5A4, 0x1F5A4,
        0x1F5FB, 0x1F64F, // faces
        0x1F680, 0x1F6C5, // traffic
        0x1F6CC, 0x1F6CC,
        0x1F6D0, 0x1F6D2,
        0x1F6D5, 0x1F6DF,
        0x1F6EB, 0x1F6EC,
        0x1F6F4, 0x1F6FC,
        0x1F7E0, 0x1F7EB,
        0x1F90C, 0x1F93A,
        0x1F93C, 0x1F945,
        0x1F947, 0x1F9FF,
        0x1FA70, 0x1FAFF,
        0x20000, 0x3FFFD, // CJK, further planes
    };

    private DisplayWidth() {}

    static int of(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int i = 0; i < WIDE.length && WIDE[i] <= point; i += 2) {
            if (point <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }
}
