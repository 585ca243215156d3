package io.belay.plans.read;

/** What {@link TextScan} leaves where something was wrong and has been said: no field reads it a second time. Stateless. */
final class UnreadText {

    /** The object replacement character; {@link TextScan} refuses it in files, so nobody can have written it. */
    static final char SIGN = '\uFFFC';

    private UnreadText() {}

    static boolean isIn(String text) {
        return text.indexOf(SIGN) >= 0;
    }
}
