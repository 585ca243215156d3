package io.belay.workers.preflight;

/**
 * The statements that tell by what a changed row of each table would be found on the other side.
 *
 * <p>As the server decides it: the declared index, or the primary key, when it is valid and not deferrable. A unique index that
 * could be declared has neither predicate nor expressions nor columns that can be NULL. Whole rows can only be compared where
 * each type has an operator class for equality, its own or that of a type with the same form.
 *
 * <p>Counters are asked for only where they are kept: before 15 a server without any network, as a copy is, has none, and asking
 * waits ten seconds for them in each session.
 *
 * @see <a href="https://www.postgresql.org/docs/17/logical-replication-publication.html">PostgreSQL 17, Publication</a>
 */
final class IdentitySql {

    private static final String USABLE = """
        CASE c.relreplident
             WHEN 'f' THEN true
             ELSE EXISTS (SELECT FROM pg_catalog.pg_index x
                           WHERE x.indrelid = c.oid AND x.indisvalid AND x.indimmediate
                             AND CASE c.relreplident WHEN 'd' THEN x.indisprimary WHEN 'i' THEN x.indisreplident
                                                     ELSE false END) END""";

    private static final String UNIQUE_INDEX = """
        coalesce((SELECT quote_ident(k.relname)
                    FROM pg_catalog.pg_index x
                    JOIN pg_catalog.pg_class k ON k.oid = x.indexrelid
                   WHERE x.indrelid = c.oid AND x.indisunique AND x.indisvalid AND x.indimmediate
                     AND x.indpred IS NULL AND x.indexprs IS NULL
                     AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a
                                      WHERE a.attrelid = c.oid AND a.attnum = ANY (x.indkey) AND NOT a.attnotnull)
                   ORDER BY x.indisprimary DESC, x.indnatts, k.relname
                   LIMIT 1), '')""";

    private static final String WITHOUT_EQUALITY = """
        coalesce((SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod), ', '
                                    ORDER BY a.attnum)
                    FROM pg_catalog.pg_attribute a
                    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                    JOIN pg_catalog.pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
                    JOIN pg_catalog.pg_type e
                      ON e.oid = CASE WHEN b.typelem <> 0 AND b.typlen = -1 THEN b.typelem ELSE b.oid END
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND e.typtype = 'b'
                     AND coalesce(to_jsonb(a) ->> 'attgenerated', '') = ''
                     AND NOT EXISTS (SELECT FROM pg_catalog.pg_opclass o
                                       JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod AND m.amname IN ('btree', 'hash')
                                      WHERE o.opcdefault
                                        AND (o.opcintype = e.oid
                                             OR EXISTS (SELECT FROM pg_catalog.pg_cast k
                                                         WHERE k.castsource = e.oid AND k.casttarget = o.opcintype
                                                           AND k.castmethod = 'b' AND k.castcontext = 'i')))), '')""";

    private static final String COLUMNS = """
        SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS relation, c.relreplident AS identity,
               %s AS usable,
               EXISTS (SELECT FROM pg_catalog.pg_index x WHERE x.indrelid = c.oid AND x.indisprimary) AS has_primary_key,
               %s AS unique_index,
               %s AS without_equality,
               coalesce((SELECT h.inhparent::regclass::text FROM pg_catalog.pg_inherits h
                          WHERE h.inhrelid = c.oid AND c.relispartition), '') AS partition_of,
               c.relpages::bigint * current_setting('block_size')::bigint AS bytes,
               greatest(c.reltuples, 0)::bigint AS row_count,
               CASE WHEN current_setting('track_counts')::bool THEN pg_stat_get_tuples_updated(c.oid) ELSE 0 END AS updated,
               CASE WHEN current_setting('track_counts')::bool THEN pg_stat_get_tuples_deleted(c.oid) ELSE 0 END AS deleted
          FROM pg_catalog.pg_class c
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         WHERE c.oid >= 16384 AND c.relkind = 'r'""".formatted(USABLE, UNIQUE_INDEX, WITHOUT_EQUALITY);

    private IdentitySql() {}

    /** Logged tables whose changed rows could not be found, or only by whole rows; partitions one by one. */
    static String tables() {
        return COLUMNS + " AND c.relpersistence = 'p'\n   AND (c.relreplident = 'f' OR NOT " + USABLE
                + ")\n ORDER BY 1";
    }

    static String unlogged() {
        return COLUMNS + " AND c.relpersistence = 'u'\n ORDER BY 1";
    }
}
