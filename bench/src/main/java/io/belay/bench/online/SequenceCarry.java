package io.belay.bench.online;

import io.belay.lab.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries the sequences of one database, which no stream does: all of them before the hold, in it those that moved since. Read
 * exactly, value and whether it was called; the catalog alone tells nothing of one that was not. One thread only.
 */
final class SequenceCarry {

    private static final String READER = """
            CREATE FUNCTION pg_temp.read_sequences(which oid[]) RETURNS TABLE (name text, value bigint, called boolean)
            LANGUAGE plpgsql AS $$
            DECLARE
                one oid;
            BEGIN
                FOREACH one IN ARRAY which LOOP
                    name := one::regclass;
                    EXECUTE 'SELECT last_value, is_called FROM ' || name INTO value, called;
                    RETURN NEXT;
                END LOOP;
            END
            $$
            """;

    private static final String ALL = """
            SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND c.relpersistence = 'p' ORDER BY c.oid
            """;

    private static final String VALUES =
            "SELECT pg_sequence_last_value(one) FROM unnest(?::oid[]) WITH ORDINALITY AS o (one, at) ORDER BY at";

    private static final String SET = """
            SELECT count(setval(name::regclass, value, called))
            FROM unnest(?::text[], ?::bigint[], ?::boolean[]) AS s (name, value, called)
            """;

    private final Sql source;
    private final Sql target;
    private final List<String> oids = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private String all = "";

    SequenceCarry(Sql source, Sql target) {
        this.source = source;
        this.target = target;
    }

    /** Before the hold, while the target has no clients. */
    void carryAll() throws SQLException {
        if (target.number("SELECT count(*) FROM pg_stat_activity WHERE usename = 'app'") > 0) {
            throw new IllegalStateException("the side that shall get the sequences has clients");
        }
        source.execute(READER);
        for (List<@Nullable String> row : source.rows(ALL)) {
            oids.add(String.valueOf(row.get(0)));
        }
        all = array(oids);
        values.addAll(values());
        carry(oids);
    }

    /** In the hold, when nobody calls one any more. */
    void carryMoved() throws SQLException {
        List<String> now = values();
        List<String> moved = new ArrayList<>();
        for (int one = 0; one < now.size(); one++) {
            if (now.get(one).equals("null") || !now.get(one).equals(values.get(one))) {
                moved.add(oids.get(one));
            }
        }
        if (!moved.isEmpty()) {
            carry(moved);
        }
    }

    private List<String> values() throws SQLException {
        return source.rows(VALUES, all).stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    private void carry(List<String> which) throws SQLException {
        List<List<@Nullable String>> exact =
                source.rows("SELECT * FROM pg_temp.read_sequences(?::oid[])", array(which));
        target.rows(SET, column(exact, 0), column(exact, 1), column(exact, 2));
    }

    private static String column(List<List<@Nullable String>> rows, int column) {
        return array(rows.stream().map(row -> String.valueOf(row.get(column))).toList());
    }

    private static String array(List<String> elements) {
        return elements.stream()
                .map(element -> '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
