package io.belay.workers.replication;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What was changed where it serves since changes began to be published, and no stream carries: functions, views, indexes, constraints,
 * privileges, roles with their passwords, settings and their like. {@link CatalogStamp} holds what applying a change depends on; this is
 * the rest, without which clients would meet an older schema, or an older password, behind the crossing.
 *
 * <p>A catalog's row counts as changed when a transaction wrote it that began behind the one that made the marker's schema. So what a
 * plan changes on the candidate alone, on purpose, is no difference. And since texts are compared of such rows only, a major that writes
 * one in other words makes no false alarm by itself; what it commonly writes otherwise (qualifiers, parentheses) is taken out.
 *
 * <p>Not seen: what was dropped; operators, casts, text search, foreign servers and labels; bodies {@code BEGIN ATOMIC}.
 */
public final class CatalogDrift {

    private static final String FUNCTIONS = """
        SELECT 'function' AS kind, n.nspname::text AS schema, p.proname || '(' || oidvectortypes(p.proargtypes) || ')' AS object,
               age(p.xmin) AS age,
               concat_ws(' ', p.prosrc, p.probin, format_type(p.prorettype, NULL), p.provolatile, p.proisstrict, p.prosecdef,
                         p.proparallel, p.proleakproof, l.lanname, array_to_string(p.proconfig, ','),
                         pg_get_userbyid(p.proowner), %s) AS value
          FROM pg_catalog.pg_proc p JOIN own n ON n.oid = p.pronamespace JOIN pg_catalog.pg_language l ON l.oid = p.prolang
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_catalog.pg_proc'::regclass
                              AND e.objid = p.oid AND e.deptype = 'e')""".formatted(grants("p.proacl", "'f'", "p.proowner"));

    private static final String VIEWS_AND_RULES = """
        SELECT CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'rule ' || quote_ident(r.rulename) || ' of' END, n.nspname,
               c.relname::text, age(r.xmin), concat_ws(' ', r.ev_enabled, %s)
          FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN own n ON n.oid = c.relnamespace
         WHERE c.oid NOT IN (SELECT objid FROM member)""".formatted(plain("pg_get_ruledef(r.oid)"));

    private static final String RELATIONS = """
        SELECT 'owner, privileges or options of', n.nspname, c.relname, age(c.xmin),
               concat_ws(' ', pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity,
                         array_to_string(c.reloptions, ','), %s)
          FROM pg_catalog.pg_class c JOIN own n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.oid NOT IN (SELECT objid FROM member)""".formatted(grants(
            "c.relacl", "(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::pg_catalog.\"char\"", "c.relowner"));

    private static final String COLUMNS = """
        SELECT 'privileges or storage of ' || quote_ident(a.attname) || ' in', n.nspname, c.relname, age(a.xmin),
               concat_ws(' ', a.attstorage, (SELECT string_agg(g.word, ',' ORDER BY g.word COLLATE "C") FROM
                   (SELECT pg_get_userbyid(x.grantee) || '=' || x.privilege_type || x.is_grantable AS word
                      FROM aclexplode(a.attacl) x) g))
          FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN own n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
           AND c.oid NOT IN (SELECT objid FROM member)
        UNION ALL
        SELECT 'default of ' || quote_ident(a.attname) || ' in', n.nspname, c.relname, age(d.xmin), %s
          FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_class c ON c.oid = d.adrelid JOIN own n ON n.oid = c.relnamespace
          JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum""".formatted(plain("pg_get_expr(d.adbin, d.adrelid)"));

    private static final String PARTS = """
        SELECT 'sequence', n.nspname, c.relname, age(s.xmin),
               concat_ws(' ', format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle)
          FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid JOIN own n ON n.oid = c.relnamespace
        UNION ALL
        SELECT 'index', n.nspname, i.relname, age(i.xmin), %s
          FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid JOIN own n ON n.oid = i.relnamespace
         WHERE x.indisvalid AND i.oid NOT IN (SELECT objid FROM member)
        UNION ALL
        SELECT 'constraint ' || quote_ident(k.conname) || ' of', n.nspname, coalesce(c.relname, t.typname), age(k.xmin),
               concat_ws(' ', k.contype, k.convalidated, %s)
          FROM pg_catalog.pg_constraint k JOIN own n ON n.oid = k.connamespace
          LEFT JOIN pg_catalog.pg_class c ON c.oid = k.conrelid LEFT JOIN pg_catalog.pg_type t ON t.oid = k.contypid
         WHERE k.contype <> 'n' AND coalesce(to_jsonb(k) ->> 'conparentid', '0') = '0'
        UNION ALL
        SELECT 'policy ' || quote_ident(y.polname) || ' of', n.nspname, c.relname, age(y.xmin),
               concat_ws(' ', y.polcmd, y.polpermissive, (SELECT string_agg(pg_get_userbyid(o), ',' ORDER BY 1) FROM unnest(y.polroles) o),
                         %s, %s)
          FROM pg_catalog.pg_policy y JOIN pg_catalog.pg_class c ON c.oid = y.polrelid JOIN own n ON n.oid = c.relnamespace
        UNION ALL
        SELECT 'statistics', n.nspname, z.stxname, age(z.xmin), ''
          FROM pg_catalog.pg_statistic_ext z JOIN own n ON n.oid = z.stxnamespace""".formatted(
                    plain("pg_get_indexdef(i.oid)"),
                    plain("pg_get_constraintdef(k.oid)"),
                    plain("pg_get_expr(y.polqual, y.polrelid)"),
                    plain("pg_get_expr(y.polwithcheck, y.polrelid)"));

    private static final String OF_DATABASE =
            """
        SELECT 'schema', '', n.nspname, age(n.xmin), concat_ws(' ', pg_get_userbyid(n.nspowner), %s)
          FROM pg_catalog.pg_namespace n WHERE n.oid IN (SELECT oid FROM own)
        UNION ALL
        SELECT 'extension', '', e.extname, age(e.xmin), ''
          FROM pg_catalog.pg_extension e
        UNION ALL
        SELECT 'event trigger', '', v.evtname, age(v.xmin), concat_ws(' ', v.evtevent, v.evtenabled)
          FROM pg_catalog.pg_event_trigger v
        UNION ALL
        SELECT 'default privileges', '', concat_ws(' ', pg_get_userbyid(d.defaclrole), n.nspname, d.defaclobjtype), age(d.xmin), %s
          FROM pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace
        UNION ALL
        SELECT 'comment on', '', pg_describe_object(d.classoid, d.objoid, d.objsubid), age(d.xmin), d.description
          FROM pg_catalog.pg_description d""".formatted(grants("n.nspacl", "'n'", "n.nspowner"), grants("d.defaclacl", "'r'", "d.defaclrole"));

    /** What is the cluster's is asked in one database of it. Memberships have more options from 16 on. */
    private static final String OF_CLUSTER = """
        SELECT shared.* FROM (
        SELECT 'role' AS kind, '' AS schema, r.rolname::text AS object, age(r.xmin) AS age,
               concat_ws(' ', r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin, r.rolreplication,
                         r.rolbypassrls, r.rolconnlimit, r.rolvaliduntil, r.rolpassword) AS value
          FROM pg_catalog.pg_authid r
        UNION ALL
        SELECT 'membership of ' || quote_ident(b.rolname) || ' in', '', g.rolname, age(m.xmin), m.admin_option::text
          FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_authid g ON g.oid = m.roleid
          JOIN pg_catalog.pg_authid b ON b.oid = m.member
        UNION ALL
        SELECT 'setting ' || split_part(i.item, '=', 1) || ' of', '',
               concat_ws(' in ', coalesce(r.rolname::text, 'all roles'), d.datname), age(s.xmin), i.item
          FROM pg_catalog.pg_db_role_setting s LEFT JOIN pg_catalog.pg_authid r ON r.oid = s.setrole
          LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase CROSS JOIN LATERAL unnest(s.setconfig) AS i(item)
         WHERE i.item NOT LIKE 'default_transaction_read_only=%') shared
         WHERE current_database() = (SELECT min(datname) FROM pg_catalog.pg_database WHERE datallowconn AND NOT datistemplate)""";

    private static final String ALL = """
        WITH own AS (SELECT oid, nspname FROM pg_catalog.pg_namespace
                      WHERE pg_catalog.left(nspname::text, 3) <> 'pg_' AND nspname <> 'information_schema' AND nspname <> ?::text),
             member AS (SELECT objid FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::regclass AND deptype = 'e'),
             facts AS (
        """
            + String.join(
                    "\nUNION ALL\n", FUNCTIONS, VIEWS_AND_RULES, RELATIONS, COLUMNS, PARTS, OF_DATABASE, OF_CLUSTER)
            + ")\nSELECT kind, schema, object, md5(string_agg(value, ',' ORDER BY value COLLATE \"C\")) AS value FROM facts";

    private static final String GROUPED = " GROUP BY kind, schema, object";

    /** Behind the transaction that made the marker's schema; equal only when that one wrote it. */
    private static final String CHANGED =
            ALL + "\n WHERE age < (SELECT age(xmin) FROM pg_catalog.pg_namespace WHERE nspname = ?::text)" + GROUPED;

    private static final String PRESENT = ALL + GROUPED;

    private CatalogDrift() {}

    /** What {@link #read} sends to the side that serves. */
    public static ListedStatement statementToSource() {
        return ListedStatement.inEach(CHANGED);
    }

    /** What {@link #read} sends to the side that follows. */
    public static ListedStatement statementToTarget() {
        return ListedStatement.inEach(PRESENT).when("when something changed where it serves");
    }

    /**
     * One statement where it serves, some milliseconds per thousand objects; the follower is asked only when it found something.
     *
     * @return in words that hold no value: {@code function "till"."doubled(numeric)"}; in order
     */
    static List<String> read(Session source, Session target, Names names) {
        Map<String, String> changed = facts(source.query(CHANGED, names.schema(), names.schema()));
        if (changed.isEmpty()) {
            return List.of();
        }
        Map<String, String> there = facts(target.query(PRESENT, names.schema()));
        return changed.keySet().stream()
                .filter(object -> !Objects.equals(changed.get(object), there.get(object)))
                .toList();
    }

    private static Map<String, String> facts(List<Row> rows) {
        Map<String, String> facts = new TreeMap<>();
        rows.forEach(row -> facts.put(
                row.text("kind") + " " + (row.text("schema").isEmpty() ? "" : row.text("schema") + ".")
                        + row.text("object"),
                row.optional("value").orElse("")));
        return facts;
    }

    /** {@code MAINTAIN} came with 17, whose upgrade gives it with all others. */
    private static String grants(String privileges, String kind, String owner) {
        return "(SELECT string_agg(g.word, ',' ORDER BY g.word COLLATE \"C\") FROM (SELECT pg_get_userbyid(x.grantee) || '='"
                + " || x.privilege_type || x.is_grantable AS word FROM aclexplode(coalesce(" + privileges
                + ", acldefault("
                + kind + ", " + owner + "))) x WHERE x.privilege_type <> 'MAINTAIN') g)";
    }

    private static String plain(String text) {
        return "regexp_replace(" + text + ", '(\"[^\"]*\"|[a-z_][a-z_0-9$]*)\\.|[\\s();]', '', 'gi')";
    }
}
