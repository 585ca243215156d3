package io.belay.workers.replication;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Session;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What applying a change depends on, in a few characters: tables, columns, types, replica identity, unique indexes and the state of
 * triggers of one database. Equal on both sides as long as nobody changes one of them. Members of extensions are left out: an update of
 * one changes them, and it is the candidate's duty to have it. Immutable.
 *
 * @param digest of all facts
 * @param facts how many there are
 */
public record CatalogStamp(String digest, long facts) {

    /**
     * Each fact has one value; names are unquoted, because majors differ in what they quote. From 17 on partitions have their parent's
     * identity columns, before they have none: it is told of the parent alone.
     */
    private static final String FACTS = """
            SELECT 'table' AS kind, n.nspname::text AS schema, c.relname::text AS object, '' AS part,
                   concat_ws(' ', 'kind', c.relkind, 'persistence', c.relpersistence, 'identity', c.relreplident,
                             CASE WHEN c.relispartition THEN 'partition' END) AS value
              FROM pg_catalog.pg_class c JOIN own n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'S') AND c.oid NOT IN (SELECT objid FROM member WHERE classid = 1259)
            UNION ALL
            SELECT 'column', n.nspname, c.relname, a.attname,
                   concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
                             CASE WHEN a.attidentity <> '' AND NOT c.relispartition THEN 'identity ' || a.attidentity::text END,
                             CASE WHEN a.attgenerated <> '' THEN 'generated ' || a.attgenerated::text END)
              FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
              JOIN own n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'c') AND a.attnum > 0 AND NOT a.attisdropped
               AND c.oid NOT IN (SELECT objid FROM member WHERE classid = 1259)
            UNION ALL
            SELECT 'type', n.nspname, t.typname, '',
                   concat_ws(' ', t.typtype, CASE WHEN t.typbasetype <> 0 THEN format_type(t.typbasetype, t.typtypmod) END,
                             CASE WHEN t.typnotnull THEN 'not null' END,
                             (SELECT string_agg(quote_literal(e.enumlabel), ',' ORDER BY e.enumsortorder)
                                FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid))
              FROM pg_catalog.pg_type t JOIN own n ON n.oid = t.typnamespace
             WHERE t.typtype IN ('d', 'e', 'r') AND t.oid NOT IN (SELECT objid FROM member WHERE classid = 1247)
            UNION ALL
            SELECT 'trigger', n.nspname, c.relname, t.tgname, t.tgenabled::text
              FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
              JOIN own n ON n.oid = c.relnamespace
             WHERE NOT t.tgisinternal AND coalesce(pg_catalog.to_jsonb(t) ->> 'tgparentid', '0') = '0'
            UNION ALL
            SELECT 'unique index', n.nspname, c.relname, i.relname,
                   concat_ws(' ', CASE WHEN x.indisprimary THEN 'primary key' END,
                             CASE WHEN x.indisreplident THEN 'replica identity' END,
                             CASE WHEN NOT x.indimmediate THEN 'deferrable' END)
              FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
              JOIN pg_catalog.pg_class c ON c.oid = x.indrelid JOIN own n ON n.oid = c.relnamespace
             WHERE x.indisunique AND x.indisvalid AND c.relkind IN ('r', 'p')
               AND c.oid NOT IN (SELECT objid FROM member WHERE classid = 1259)""";

    private static final String WITH = """
            WITH own AS (SELECT oid, nspname FROM pg_catalog.pg_namespace
                          WHERE pg_catalog.left(nspname::text, 3) <> 'pg_' AND nspname <> 'information_schema'),
                 member AS (SELECT classid::bigint AS classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'),
                 facts AS (
            """ + FACTS + ")\n";

    private static final String DIGEST = WITH
            + "SELECT count(*) AS facts, pg_catalog.md5(coalesce(string_agg(pg_catalog.concat_ws(chr(1), kind, schema, object, part,"
            + " value), chr(2) ORDER BY kind COLLATE \"C\", schema COLLATE \"C\", object COLLATE \"C\", part COLLATE \"C\"), ''))"
            + " AS digest FROM facts";

    private static final String ALL = WITH + "SELECT kind, schema, object, part, value FROM facts";

    /** What {@link #compare} sends to each side: the first to both, then the second to both. */
    public static List<ListedStatement> statements() {
        return List.of(
                ListedStatement.inEach(DIGEST), ListedStatement.inEach(ALL).when("when the two sides differ"));
    }

    /** One statement; about 10 ms per thousand tables. */
    public static CatalogStamp read(Session session) {
        var row = session.query(DIGEST).get(0);
        return new CatalogStamp(row.text("digest"), row.number("facts"));
    }

    /**
     * Compares both sides as they are now: the digests, and only where they differ the facts.
     *
     * @return the first difference: of what only the source has, then of what differs, then of what only the target has
     */
    public static Optional<CatalogDifference> compare(Session source, Session target) {
        if (read(source).equals(read(target))) {
            return Optional.empty();
        }
        return CatalogDifference.first(facts(source), facts(target));
    }

    private static TreeMap<CatalogDifference.Subject, String> facts(Session session) {
        TreeMap<CatalogDifference.Subject, String> facts = new TreeMap<>();
        session.query(ALL)
                .forEach(row -> facts.put(
                        new CatalogDifference.Subject(
                                CatalogDifference.Kind.of(row.text("kind")),
                                row.text("schema"),
                                row.text("object"),
                                row.text("part")),
                        row.text("value")));
        return facts;
    }
}
