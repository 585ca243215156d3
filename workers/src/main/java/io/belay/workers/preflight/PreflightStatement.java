package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import java.util.Arrays;
import java.util.List;

/**
 * Every statement that preflight runs on a server, word for word. All of them read only, none has parameters, each runs on 10
 * to 18. The manual prints the list, and a test compares it with a server's log (invariant I1).
 */
public enum PreflightStatement {
    /** Also those of other databases: the view is the same in each. */
    PREPARED_TRANSACTIONS("""
            SELECT gid, quote_literal(gid) AS literal, prepared, owner, database
              FROM pg_catalog.pg_prepared_xacts
             ORDER BY prepared"""),

    REG_TYPE_COLUMNS(TypeWalk.sql("""
            t.typnamespace = 'pg_catalog'::regnamespace
              AND t.typname IN ('regproc', 'regprocedure', 'regoper', 'regoperator', 'regconfig', 'regdictionary',
                                'regcollation', 'regnamespace')""")),

    /** Below 16384 lie the objects that {@code initdb} makes (access/transam.h, FirstNormalObjectId). */
    SYSTEM_ROW_TYPE_COLUMNS(TypeWalk.sql("""
            t.typtype = 'c'
              AND (t.oid < 16384 OR t.typnamespace = 'information_schema'::regnamespace)""")),

    LIBRARIES_OF_FUNCTIONS("""
            SELECT p.probin AS library, coalesce(e.extname, '') AS extension,
                   min(p.oid::regprocedure::text) AS example, count(*) AS functions
              FROM pg_catalog.pg_proc p
              JOIN pg_catalog.pg_language l ON l.oid = p.prolang AND l.lanname = 'c'
              LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid
                    AND d.deptype = 'e' AND d.refclassid = 'pg_catalog.pg_extension'::regclass
              LEFT JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
             WHERE p.probin IS NOT NULL AND p.oid >= 16384
             GROUP BY 1, 2
             ORDER BY 1, 2"""),

    PRELOADED_LIBRARIES("""
            SELECT name, setting
              FROM pg_catalog.pg_settings
             WHERE name IN ('shared_preload_libraries', 'session_preload_libraries', 'local_preload_libraries')
               AND setting <> ''
             ORDER BY name"""),

    PRELOADED_LIBRARIES_OF_ROLES_AND_DATABASES("""
            SELECT coalesce(d.datname, '') AS database, coalesce(r.rolname, '') AS role, item
              FROM pg_catalog.pg_db_role_setting s
              LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
              LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
             CROSS JOIN LATERAL unnest(s.setconfig) AS item
             WHERE item LIKE 'session\\_preload\\_libraries=%' OR item LIKE 'local\\_preload\\_libraries=%'
             ORDER BY 1, 2, 3"""),

    EXTENSIONS("""
            SELECT extname AS name, extversion AS version
              FROM pg_catalog.pg_extension
             ORDER BY extname"""),

    /** pg_largeobject stays out: it is user data, and its blocks are shared like a table's. */
    CATALOG_BYTES("""
            SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint AS bytes
              FROM pg_catalog.pg_class
             WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r' AND relname <> 'pg_largeobject'"""),

    WAL_FLOOR_BYTES("""
            SELECT pg_size_bytes(setting || unit) AS bytes
              FROM pg_catalog.pg_settings
             WHERE name = 'min_wal_size'""");

    private static final String FIRST_DATABASE = "<first database>";

    private final String sql;

    PreflightStatement(String sql) {
        this.sql = sql;
    }

    public String sql() {
        return sql;
    }

    ListedStatement inEach() {
        return ListedStatement.inEach(sql);
    }

    /** What concerns the server as a whole is asked in one database. */
    ListedStatement inFirst() {
        return ListedStatement.in(FIRST_DATABASE, sql);
    }

    /** The statements as they stand in a server's log. */
    public static List<String> all() {
        return Arrays.stream(values()).map(PreflightStatement::sql).toList();
    }
}
