package io.belay.workers.verify;

import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares which extensions a database has. What belongs to an extension is not in the schema comparison (its definition comes
 * with the extension and changes with {@code ALTER EXTENSION UPDATE}); here it is counted and named.
 */
final class ExtensionComparison {

    private static final String EXTENSIONS = """
            SELECT e.extname AS name, e.extversion AS version,
                   (SELECT count(*) FROM pg_catalog.pg_depend d
                     WHERE d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.refobjid = e.oid
                       AND d.deptype = 'e') AS members
              FROM pg_catalog.pg_extension e
             ORDER BY e.extname""";

    private final String database;
    private final Map<String, Row> old;
    private final Map<String, Row> upgraded;

    ExtensionComparison(String database, Session old, Session upgraded) {
        this.database = database;
        this.old = read(old);
        this.upgraded = read(upgraded);
    }

    /** What is sent to each side, in order. */
    static List<String> statements() {
        return List.of(EXTENSIONS);
    }

    private static Map<String, Row> read(Session session) {
        Map<String, Row> byName = new TreeMap<>();
        session.query(EXTENSIONS).forEach(row -> byName.put(row.text("name"), row));
        return byName;
    }

    /** Whether what belongs to the extension may legitimately differ. */
    boolean isUpdated(String extension) {
        Row left = old.get(extension);
        Row right = upgraded.get(extension);
        return left != null && right != null && !left.text("version").equals(right.text("version"));
    }

    Comparison compare() {
        List<Difference> found = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        long members = 0;
        Map<String, Row> all = new LinkedHashMap<>(old);
        all.putAll(upgraded);
        for (String name : all.keySet()) {
            Row left = old.get(name);
            Row right = upgraded.get(name);
            if (left == null || right == null) {
                found.add(new Difference(Difference.Kind.EXTENSION, database, name, words(left), words(right)));
                continue;
            }
            members += right.number("members");
            if (isUpdated(name)) {
                notes.add(
                        database + ": extension " + name + " was updated from " + words(left) + " to " + words(right));
            } else if (left.number("members") > right.number("members")) {
                found.add(new Difference(Difference.Kind.EXTENSION, database, name, words(left), words(right)));
            }
        }
        return new Comparison(found, notes, Map.of("extensions", (long) old.size(), "objects_of_extensions", members));
    }

    private static String words(@Nullable Row row) {
        return row == null ? "" : row.text("version") + " with " + row.text("members") + " objects";
    }
}
