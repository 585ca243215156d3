package io.belay.workers.index;

import io.belay.workers.command.Sql;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of order of one database, as its server's libraries have them now. A version alone proves little: {@code C.UTF-8} has
 * none, and 13 and 14 keep none for a database's own collation. Where one is missing, the order of some thirty thousand short texts
 * is what is compared. Stateless.
 */
final class CollationSurvey {

    /**
     * @param fixed by bytes, whatever the library
     * @param recorded version under which what is in the database was ordered, as far as it was kept
     * @param actual version of the library that orders now
     */
    record Known(String name, boolean fixed, Optional<String> recorded, Optional<String> actual) {

        /** Ordered under another version than the one at hand, before the upgrade already. */
        boolean isStale() {
            return recorded.isPresent() && actual.isPresent() && !recorded.equals(actual);
        }
    }

    private static final String COLLATIONS = "SELECT n.nspname || '.' || c.collname AS name,"
            + " c.collcollate IN ('C', 'POSIX') AS fixed, c.collversion AS recorded,"
            + " pg_collation_actual_version(c.oid) AS actual"
            + " FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace"
            + " WHERE c.collencoding IN (-1, (SELECT encoding FROM pg_database WHERE datname = current_database()))"
            + " AND c.collprovider <> 'd' ORDER BY 1";

    /** Before 15 by any collation of the same locale: glibc has one version for all. */
    private static final String DEFAULT_BEFORE_15 = "SELECT d.datcollate IN ('C', 'POSIX') AS fixed, NULL AS recorded,"
            + " (SELECT max(pg_collation_actual_version(c.oid)) FROM pg_collation c"
            + " WHERE c.collprovider = 'c' AND c.collcollate = d.datcollate) AS actual"
            + " FROM pg_database d WHERE d.datname = current_database()";

    private static final String DEFAULT_SINCE_15 =
            "SELECT d.datlocprovider = 'c' AND d.datcollate IN ('C', 'POSIX') AS fixed, d.datcollversion AS recorded,"
                    + " pg_database_collation_actual_version(d.oid) AS actual"
                    + " FROM pg_database d WHERE d.datname = current_database()";

    private static final int SINCE = 15;

    private CollationSurvey() {}

    static List<ListedStatement> statements(int major) {
        return List.of(
                ListedStatement.inEach(COLLATIONS),
                ListedStatement.inEach(major < SINCE ? DEFAULT_BEFORE_15 : DEFAULT_SINCE_15),
                ListedStatement.inEach(order("<collation>")).when("where a version is not known"));
    }

    static Map<String, Known> of(Session session, int major) {
        Map<String, Known> all = new LinkedHashMap<>();
        session.query(COLLATIONS)
                .forEach(row -> all.put(
                        row.text("name"),
                        new Known(
                                row.text("name"),
                                row.optional("fixed").map("t"::equals).orElse(false),
                                row.optional("recorded"),
                                row.optional("actual"))));
        session.query(major < SINCE ? DEFAULT_BEFORE_15 : DEFAULT_SINCE_15)
                .forEach(row -> all.put(
                        IndexSurvey.DEFAULT,
                        new Known(
                                IndexSurvey.DEFAULT,
                                row.isTrue("fixed"),
                                row.optional("recorded"),
                                row.optional("actual"))));
        return all;
    }

    /** What stands for the order of texts by one collation. */
    static String orderOf(Session session, String collation) {
        int dot = collation.indexOf('.');
        return session.query(order(Sql.name(collation.substring(0, dot), collation.substring(dot + 1))))
                .get(0)
                .text("digest");
    }

    /** Letters of all scripts up to Japanese, alone and together, where the encoding has them. */
    private static String order(String collation) {
        return "SELECT md5(string_agg(t, ' ' ORDER BY t COLLATE " + collation + ", t COLLATE \"C\")) AS digest"
                + " FROM (SELECT chr(n) || tail AS t FROM generate_series(33, CASE getdatabaseencoding()"
                + " WHEN 'UTF8' THEN 12543 ELSE 126 END) AS n, (VALUES (''), ('a'), ('-B 1')) AS tails(tail)) AS texts";
    }
}
