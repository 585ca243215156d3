package io.belay.workers.postgres;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where sequences stand, exactly: {@code pg_sequences} does not show the value of one that was not used yet, which may have been set. A
 * sequence is read like a table, some in one statement. Stateless.
 */
public final class SequenceStates {

    private SequenceStates() {}

    /**
     * @param last value that was given out, or will be the first
     * @param called whether it was given out
     */
    public record State(long last, boolean called) {}

    /**
     * What one statement of {@link #read} consists of.
     *
     * @param literal the key as a quoted text
     * @param sequence its quoted name
     */
    public static String sql(String literal, String sequence) {
        return "SELECT " + literal + "::text AS sequence, last_value, is_called FROM " + sequence;
    }

    /**
     * @param names quoted names, by the quoted text that shall come back as the key
     * @param perStatement round trips against the parser's work, which below 14 grows with the square
     * @return by what the texts say, in their order
     * @throws PostgresFailure when one of them is no more
     */
    public static Map<String, State> read(Session session, Map<String, String> names, int perStatement) {
        List<Map.Entry<String, String>> all = List.copyOf(names.entrySet());
        Map<String, State> states = new LinkedHashMap<>();
        for (int from = 0; from < all.size(); from += perStatement) {
            String statement = String.join(
                    "\nUNION ALL ",
                    all.subList(from, Math.min(all.size(), from + perStatement)).stream()
                            .map(one -> sql(one.getKey(), one.getValue()))
                            .toList());
            session.query(statement)
                    .forEach(row -> states.put(
                            row.text("sequence"), new State(row.number("last_value"), row.isTrue("is_called"))));
        }
        return states;
    }
}
