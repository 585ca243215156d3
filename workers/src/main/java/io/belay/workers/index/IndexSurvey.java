package io.belay.workers.index;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Session;
import java.util.List;
import java.util.stream.Stream;

/** The indexes of one database, but for those of the catalogs, which the upgrade has made anew. Stateless. */
final class IndexSurvey {

    static final String DEFAULT = "pg_catalog.default";

    /** An index on TOAST is only looked at where it is a leftover: it has no text in it. */
    private static final String INDEXES = "SELECT n.nspname AS schema, c.relname AS name,"
            + " i.indisvalid AND i.indisready AS valid,"
            + " (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL) AS computed,"
            + " array_to_string(ARRAY(SELECT DISTINCT cn.nspname || '.' || co.collname"
            + " FROM unnest(i.indcollation::oid[]) AS k(oid) JOIN pg_collation co ON co.oid = k.oid"
            + " JOIN pg_namespace cn ON cn.oid = co.collnamespace), E'\\n') AS collations"
            + " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind = 'i' AND c.relpersistence <> 't'"
            + " AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
            + " AND (n.nspname <> 'pg_toast' OR NOT i.indisvalid)"
            + " ORDER BY pg_relation_size(c.oid) DESC, 1, 2";

    private IndexSurvey() {}

    static List<ListedStatement> statements() {
        return List.of(ListedStatement.inEach(INDEXES));
    }

    /** Largest first. */
    static List<FoundIndex> of(Session session) {
        return session.query(INDEXES).stream()
                .map(row -> new FoundIndex(
                        row.text("schema"),
                        row.text("name"),
                        row.isTrue("valid"),
                        collations(row.text("collations"), row.isTrue("computed"))))
                .toList();
    }

    private static List<String> collations(String lines, boolean computed) {
        Stream<String> keys = lines.lines().filter(line -> !line.isEmpty());
        return Stream.concat(keys, computed ? Stream.of(DEFAULT) : Stream.of())
                .distinct()
                .toList();
    }
}
