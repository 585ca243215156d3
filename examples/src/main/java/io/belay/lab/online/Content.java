package io.belay.lab.online;

import io.belay.lab.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the tables of one database hold, as a digest for each table that holds rows itself. Neither the order of rows nor the
 * position of columns changes it: each row's columns are told by name in the order of their names, hashed, and the hashes summed.
 * Two rows for one, or one that differs in any column, change it. Immutable.
 *
 * @param digests by schema and table
 */
public record Content(SortedMap<String, String> digests) {

    private static final String COLUMNS = """
            SELECT c.oid::regclass::text,
                string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attname COLLATE "C"),
                string_agg(format('%L || quote_nullable(%I::text)', a.attname || '=', a.attname), ' || ' ORDER BY a.attname COLLATE "C")
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            GROUP BY c.oid
            """;

    /** Whatever the text of a value depends on, the same on both servers. */
    private static final List<String> SAME_TEXT = List.of(
            "SET search_path = ''",
            "SET \"TimeZone\" = 'UTC'",
            "SET \"DateStyle\" = 'ISO, YMD'",
            "SET \"IntervalStyle\" = 'postgres'",
            "SET bytea_output = 'hex'",
            "SET extra_float_digits = 3",
            "SET xmloption = 'content'");

    /** Reads every row of every table. */
    public static Content of(Sql sql) throws SQLException {
        for (String setting : SAME_TEXT) {
            sql.execute(setting);
        }
        SortedMap<String, String> digests = new TreeMap<>();
        for (List<@Nullable String> table : sql.rows(COLUMNS)) {
            String name = String.valueOf(table.get(0));
            digests.put(name, table.get(1) + ": " + sql.value(digest(String.valueOf(table.get(2)), name)));
        }
        return new Content(digests);
    }

    /** The sum of numbers of 64 bits as a numeric never overflows. */
    private static String digest(String row, String table) {
        return "SELECT count(*) || ' rows ' || coalesce(sum(('x' || left(h, 16))::bit(64)::bigint::numeric), 0)"
                + " || ' ' || coalesce(sum(('x' || right(h, 16))::bit(64)::bigint::numeric), 0)"
                + " FROM (SELECT md5(" + row + ") AS h FROM ONLY " + table + ") AS hashed";
    }

    /** One sentence for each table that is not the same in both. */
    public List<String> differences(Content other) {
        TreeSet<String> tables = new TreeSet<>(digests.keySet());
        tables.addAll(other.digests.keySet());
        List<String> differences = new ArrayList<>();
        for (String table : tables) {
            String one = digests.getOrDefault(table, "no such table");
            String two = other.digests.getOrDefault(table, "no such table");
            if (!one.equals(two)) {
                differences.add(table + ": " + one + " / " + two);
            }
        }
        return differences;
    }
}
