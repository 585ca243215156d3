package io.belay.workers.preflight;

/**
 * The statement that finds columns of some types, however deep the types are wrapped: in domains, arrays, composite and row
 * types, ranges and multiranges.
 *
 * <p>Like {@code pg_upgrade}, it looks only where rows are stored: tables, materialized views, indexes. The multirange column
 * of {@code pg_range} exists from 14 on, hence the way through jsonb.
 */
final class TypeWalk {

    private TypeWalk() {}

    /** @param start condition on {@code pg_type t} for the types to begin with */
    static String sql(String start) {
        return """
            WITH RECURSIVE carrier(type_oid, root) AS (
                SELECT t.oid, t.typname::text FROM pg_catalog.pg_type t WHERE %s
                UNION
                SELECT wrap.outer_oid, carrier.root
                  FROM carrier
                  JOIN (SELECT oid AS outer_oid, typbasetype AS inner_oid FROM pg_catalog.pg_type WHERE typtype = 'd'
                        UNION ALL
                        SELECT oid, typelem FROM pg_catalog.pg_type WHERE typtype = 'b' AND typelem <> 0
                        UNION ALL
                        SELECT c.reltype, a.atttypid
                          FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
                         WHERE c.reltype <> 0 AND a.attnum > 0 AND NOT a.attisdropped
                        UNION ALL
                        SELECT rngtypid, rngsubtype FROM pg_catalog.pg_range
                        UNION ALL
                        SELECT (to_jsonb(r) ->> 'rngmultitypid')::oid, rngtypid FROM pg_catalog.pg_range r
                         WHERE to_jsonb(r) ->> 'rngmultitypid' IS NOT NULL) wrap
                    ON wrap.inner_oid = carrier.type_oid)
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS relation, c.relkind,
                   quote_ident(a.attname) AS column_name, format_type(a.atttypid, a.atttypmod) AS type,
                   string_agg(DISTINCT carrier.root, ', ' ORDER BY carrier.root) AS roots,
                   (t.typelem <> 0 AND t.typlen = -1) AS is_array,
                   coalesce(i.indkey[a.attnum - 1] = 0, false) AS is_expression,
                   coalesce((SELECT quote_ident(k.conname) FROM pg_catalog.pg_constraint k
                              WHERE k.conindid = c.oid AND k.contype = 'x'), '') AS constraint_name,
                   coalesce((SELECT pg_get_constraintdef(k.oid) FROM pg_catalog.pg_constraint k
                              WHERE k.conindid = c.oid AND k.contype = 'x'), '') AS constraint_definition,
                   coalesce(i.indrelid::regclass::text, '') AS index_table,
                   CASE c.relkind WHEN 'm' THEN pg_get_viewdef(c.oid) WHEN 'i' THEN pg_get_indexdef(c.oid)
                        ELSE '' END AS definition,
                   coalesce((SELECT string_agg(pg_get_indexdef(x.indexrelid) || ';', E'\\n' ORDER BY x.indexrelid)
                               FROM pg_catalog.pg_index x WHERE x.indrelid = c.oid AND c.relkind = 'm'), '') AS indexes,
                   coalesce((SELECT string_agg(DISTINCT w.ev_class::regclass::text, ', ')
                               FROM pg_catalog.pg_depend d
                               JOIN pg_catalog.pg_rewrite w ON w.oid = d.objid
                              WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass
                                AND d.refclassid = 'pg_catalog.pg_class'::regclass
                                AND d.refobjid = c.oid AND d.refobjsubid = a.attnum AND w.ev_class <> c.oid), '')
                       AS readers,
                   (WITH RECURSIVE up(oid, level) AS (
                        SELECT c.oid, 0
                        UNION ALL
                        SELECT h.inhparent, up.level + 1
                          FROM up
                          JOIN pg_catalog.pg_inherits h ON h.inhrelid = up.oid
                          JOIN pg_catalog.pg_attribute pa ON pa.attrelid = h.inhparent AND pa.attname = a.attname
                               AND NOT pa.attisdropped)
                    SELECT quote_ident(un.nspname) || '.' || quote_ident(uc.relname)
                      FROM up JOIN pg_catalog.pg_class uc ON uc.oid = up.oid
                      JOIN pg_catalog.pg_namespace un ON un.oid = uc.relnamespace
                     ORDER BY up.level DESC LIMIT 1) AS top
              FROM carrier
              JOIN pg_catalog.pg_attribute a ON a.atttypid = carrier.type_oid AND a.attnum > 0 AND NOT a.attisdropped
              JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
              JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'm', 'i')
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
             WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
               AND n.nspname NOT LIKE 'pg\\_temp\\_%%' AND n.nspname NOT LIKE 'pg\\_toast\\_temp\\_%%'
             GROUP BY n.nspname, c.oid, c.relname, c.relkind, a.attname, a.attnum, a.atttypid, a.atttypmod,
                      t.typelem, t.typlen, i.indkey, i.indrelid
             ORDER BY n.nspname, c.relname, a.attnum""".formatted(start);
    }
}
