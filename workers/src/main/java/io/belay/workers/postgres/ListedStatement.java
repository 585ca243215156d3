package io.belay.workers.postgres;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement as a component lists it without running: for explaining a step, and for holding a run against that. Immutable.
 *
 * @param database that it is sent to; {@code <database>} for each one that is looked at
 * @param sql as it is sent; what only a run knows is named in angle brackets: {@code <relation>}
 * @param when empty when it is always sent; else a few words, as in "for each subscription"
 */
public record ListedStatement(String database, String sql, String when) {

    /** Whatever database is looked at. */
    public static final String EACH_DATABASE = "<database>";

    /** A word in angle brackets never is SQL: its operators stand between blanks or in front of a digit or quote. */
    private static final Pattern PLACEHOLDER = Pattern.compile("<[a-z][a-z ]*>");

    public static ListedStatement in(String database, String sql) {
        return new ListedStatement(database, sql, "");
    }

    public static ListedStatement inEach(String sql) {
        return in(EACH_DATABASE, sql);
    }

    public ListedStatement when(String words) {
        return new ListedStatement(database, sql, words);
    }

    /** Whether this is what was sent, with something for each placeholder. */
    public boolean fits(String sentTo, String sent) {
        return fits(Pattern.compile(pattern(database), Pattern.DOTALL), sentTo)
                && fits(Pattern.compile(pattern(sql), Pattern.DOTALL), sent);
    }

    private static boolean fits(Pattern pattern, String text) {
        return pattern.matcher(text).matches();
    }

    private static String pattern(String text) {
        List<String> fixed = List.of(PLACEHOLDER.split(text, -1));
        return String.join(".+", fixed.stream().map(Pattern::quote).toList());
    }
}
