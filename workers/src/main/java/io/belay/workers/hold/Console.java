package io.belay.workers.hold;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The console of a PgBouncer, whatever brings words there. Thread-safe. */
interface Console extends AutoCloseable {

    /**
     * What it said.
     *
     * @param inTime whether it answered within its deadline
     * @param succeeded whether it carried out the last statement
     */
    record Answer(boolean inTime, boolean succeeded, String text) {}

    /** Statements in order, by one connection. */
    Answer say(Duration deadline, List<String> statements);

    /** So that so many can be said at the same time without waiting for what brings them. */
    default void open(int many) {}

    @Override
    default void close() {}

    HoldFailure unreachable(String command, String answer);

    /** Removes what an earlier {@link #say} needed and nobody needs any more: a file with a password. */
    void forget();

    /** Rows of one {@code SHOW}, by the names of its columns, which differ from version to version. */
    default List<Map<String, String>> show(String what) {
        Answer answer = say(Duration.ofSeconds(10), List.of(PgBouncerCommands.show(what)));
        if (!answer.succeeded()) {
            throw unreachable(PgBouncerCommands.show(what), answer.text());
        }
        return rows(answer.text());
    }

    /** The rows of a {@code SHOW}, behind what commands before it said. */
    static List<Map<String, String>> rows(String output) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> names = List.of();
        for (String line : output.lines().toList()) {
            List<String> fields = List.of(line.split(PgBouncerCommands.TAB, -1));
            if (fields.size() > 1 && names.isEmpty()) {
                names = fields;
            } else if (fields.size() == names.size()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < fields.size(); i++) {
                    row.put(names.get(i), fields.get(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
