package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import java.util.Arrays;
import java.util.List;

/**
 * Every statement that preflight runs on a server for an online promotion or a way back, word for word, beside {@link
 * PreflightStatement}. All of them read only, none has parameters or takes a lock on a user's table, each runs on 10 to 18: columns
 * of catalogs that came later are read through jsonb.
 */
public enum PromotionStatement {
    /** Numbers in the setting's own unit. */
    SETTINGS("""
            SELECT name, setting, coalesce(unit, '') AS unit, pending_restart
              FROM pg_catalog.pg_settings
             WHERE name IN ('wal_level', 'max_replication_slots', 'max_wal_senders', 'max_logical_replication_workers',
                            'max_worker_processes', 'wal_retrieve_retry_interval', 'max_slot_wal_keep_size',
                            'idle_replication_slot_timeout', 'max_prepared_transactions')
             ORDER BY name"""),

    /** Workers of extensions come out of the same pool as those that apply changes. */
    IN_USE("""
            SELECT (SELECT count(*) FROM pg_catalog.pg_replication_slots) AS slots,
                   (SELECT count(*) FROM pg_catalog.pg_stat_replication) AS senders,
                   (SELECT count(subname) FROM pg_catalog.pg_subscription) AS subscriptions,
                   (SELECT count(*) FROM pg_catalog.pg_stat_activity
                     WHERE backend_type NOT IN ('client backend', 'walsender', 'walreceiver', 'background writer',
                                                'checkpointer', 'walwriter', 'startup', 'archiver', 'logger',
                                                'stats collector', 'slotsync worker', 'walsummarizer', 'io worker',
                                                'parallel worker')
                       AND backend_type NOT LIKE 'autovacuum %' AND backend_type NOT LIKE 'logical replication %')
                       AS workers"""),

    TABLE_IDENTITIES(IdentitySql.tables()),

    UNLOGGED_TABLES(IdentitySql.unlogged()),

    LARGE_OBJECTS("""
            SELECT m.objects, m.bytes, coalesce(k.relation, '') AS relation, coalesce(k.column_name, '') AS column_name,
                   coalesce(k.type, '') AS type, coalesce(k.is_domain, false) AS is_domain
              FROM (SELECT count(*) AS objects,
                           (SELECT relpages::bigint * current_setting('block_size')::bigint FROM pg_catalog.pg_class
                             WHERE oid = 'pg_catalog.pg_largeobject'::regclass) AS bytes
                      FROM pg_catalog.pg_largeobject_metadata) m
              LEFT JOIN (SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS relation,
                                quote_ident(a.attname) AS column_name, format_type(a.atttypid, a.atttypmod) AS type,
                                t.typtype = 'd' AS is_domain, a.attnum
                           FROM pg_catalog.pg_attribute a
                           JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.oid >= 16384
                                AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                           JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                           JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                          WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attislocal
                            AND 'pg_catalog.oid'::regtype IN (t.oid, t.typbasetype)) k ON true
             WHERE m.objects > 0
             ORDER BY k.relation, k.attnum"""),

    /** Applied rows fire triggers by row; of those by statement only the ones for TRUNCATE. */
    TRIGGERS("""
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS relation, quote_ident(t.tgname) AS name,
                   t.tgenabled AS enabled, pg_get_triggerdef(t.oid) AS definition
              FROM pg_catalog.pg_trigger t
              JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE NOT t.tgisinternal AND t.tgenabled IN ('A', 'R') AND (t.tgtype & 1 <> 0 OR t.tgtype & 32 <> 0)
             ORDER BY 1, 2"""),

    RULES("""
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS relation, quote_ident(r.rulename) AS name,
                   r.ev_enabled AS enabled
              FROM pg_catalog.pg_rewrite r
              JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE r.ev_enabled IN ('A', 'R')
             ORDER BY 1, 2"""),

    /** A body that was bound when it was written ({@code BEGIN ATOMIC}, from 14 on) needs no path. */
    FUNCTIONS_BEHIND_ROWS("""
            SELECT quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '('
                       || pg_get_function_identity_arguments(p.oid) || ')' AS function,
                   quote_ident(n.nspname) AS home, l.lanname AS language, string_agg(DISTINCT u.place, ', ') AS places
              FROM (SELECT d.refobjid AS function, 'index ' || i.oid::regclass AS place
                      FROM pg_catalog.pg_depend d
                      JOIN pg_catalog.pg_class i ON i.oid = d.objid AND i.relkind IN ('i', 'I')
                     WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_proc'::regclass
                    UNION ALL
                    SELECT d.refobjid, 'check ' || quote_ident(k.conname) || ' of '
                               || CASE WHEN k.conrelid <> 0 THEN k.conrelid::regclass::text
                                       ELSE format_type(k.contypid, NULL) END
                      FROM pg_catalog.pg_depend d
                      JOIN pg_catalog.pg_constraint k ON k.oid = d.objid AND k.contype = 'c'
                     WHERE d.classid = 'pg_catalog.pg_constraint'::regclass
                       AND d.refclassid = 'pg_catalog.pg_proc'::regclass
                    UNION ALL
                    SELECT d.refobjid, 'generated column ' || f.adrelid::regclass || '.' || quote_ident(a.attname)
                      FROM pg_catalog.pg_depend d
                      JOIN pg_catalog.pg_attrdef f ON f.oid = d.objid
                      JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
                     WHERE d.classid = 'pg_catalog.pg_attrdef'::regclass
                       AND d.refclassid = 'pg_catalog.pg_proc'::regclass
                       AND coalesce(to_jsonb(a) ->> 'attgenerated', '') <> '') u
              JOIN pg_catalog.pg_proc p ON p.oid = u.function AND p.oid >= 16384
              JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
              JOIN pg_catalog.pg_language l ON l.oid = p.prolang AND l.lanname NOT IN ('internal', 'c')
             WHERE NOT EXISTS (SELECT FROM unnest(p.proconfig) AS item WHERE item LIKE 'search\\_path=%')
               AND to_jsonb(p) ->> 'prosqlbody' IS NULL
             GROUP BY p.oid, n.nspname, p.proname, l.lanname
             ORDER BY 1"""),

    OPEN_TRANSACTIONS("""
            SELECT pid, coalesce(usename, '') AS role, coalesce(datname, '') AS database,
                   coalesce(application_name, '') AS application, coalesce(state, '') AS state,
                   extract(epoch FROM clock_timestamp() - xact_start)::bigint AS seconds,
                   backend_xid IS NOT NULL AS writes
              FROM pg_catalog.pg_stat_activity
             WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid()
               AND coalesce(backend_type, 'client backend') = 'client backend'
             ORDER BY xact_start"""),

    SCHEDULERS("""
            SELECT extname AS name FROM pg_catalog.pg_extension
             WHERE extname IN ('pg_cron', 'pgagent', 'pg_partman', 'timescaledb')
            UNION
            SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname IN ('pgagent', 'timetable')
             ORDER BY 1"""),

    SCHEDULERS_AT_WORK("""
            SELECT CASE WHEN coalesce(application_name, '') <> '' THEN application_name ELSE backend_type END AS name,
                   count(*) AS sessions
              FROM pg_catalog.pg_stat_activity
             WHERE application_name ~* '^(pgagent|pg_timetable|pg_cron)' OR backend_type ~* '^(pg_cron|pg_partman)'
             GROUP BY 1
             ORDER BY 1"""),

    LOGICAL_SLOTS("""
            SELECT slot_name, coalesce(plugin, '') AS plugin, coalesce(database, '') AS database, active
              FROM pg_catalog.pg_replication_slots
             WHERE slot_type = 'logical' AND NOT temporary
             ORDER BY slot_name"""),

    SUBSCRIPTIONS("""
            SELECT quote_ident(s.subname) AS name, coalesce(d.datname, '') AS database, s.subenabled AS enabled
              FROM pg_catalog.pg_subscription s
              LEFT JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
             ORDER BY 1"""),

    PUBLICATIONS("""
            SELECT quote_ident(pubname) AS name, puballtables AS of_all
              FROM pg_catalog.pg_publication
             ORDER BY 1"""),

    /** What has no rows of its own, or none that flow. */
    NOT_FOLLOWED("""
            SELECT CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'foreign table' END AS kind,
                   quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, '' AS detail
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid >= 16384 AND (c.relkind = 'f' OR c.relkind = 'm' AND c.relispopulated)
            UNION ALL
            SELECT 'event trigger', quote_ident(evtname), evtevent || CASE WHEN evtenabled = 'O' THEN '' ELSE ', for replication too' END
              FROM pg_catalog.pg_event_trigger
             WHERE evtenabled <> 'D'
             ORDER BY 1, 2"""),

    SEQUENCES("""
            SELECT count(*) AS sequences
              FROM pg_catalog.pg_class
             WHERE relkind = 'S' AND relpersistence <> 't'"""),

    /** A collation that takes different texts for equal can take others for equal in another version. */
    TEXT_KEYS("""
            SELECT i.indexrelid::regclass::text AS index_name, i.indrelid::regclass::text AS relation,
                   string_agg(DISTINCT l.collname, ', ') AS collations,
                   bool_or(coalesce(to_jsonb(l) ->> 'collisdeterministic', 'true') = 'false') AS loose
              FROM pg_catalog.pg_index i
             CROSS JOIN LATERAL unnest(i.indcollation::oid[]) AS used(collation_oid)
              JOIN pg_catalog.pg_collation l ON l.oid = used.collation_oid AND l.collname NOT IN ('C', 'POSIX')
              JOIN pg_catalog.pg_database d ON d.datname = current_database()
             WHERE i.indisunique AND i.indrelid >= 16384
               AND NOT (l.collname = 'default' AND d.datcollate IN ('C', 'POSIX')
                        AND coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'c')
             GROUP BY i.indexrelid, i.indrelid
             ORDER BY 2, 1""");

    private static final String FIRST_DATABASE = "<first database>";

    private final String sql;

    PromotionStatement(String sql) {
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
        return Arrays.stream(values()).map(PromotionStatement::sql).toList();
    }
}
