package io.belay.workers.verify;

import io.belay.workers.verify.Difference.Kind;

/**
 * Facts of the catalogs that {@code pg_dump} of a database does not show, each as pairs of {@code object} and {@code value}.
 * Both sides must give the same pairs. Every statement only reads, and runs on 10 to 18 unless it says since when.
 */
enum CatalogFact {
    /** Roles whose names begin with pg_ belong to the version. */
    ROLES(Scope.CLUSTER, Kind.ROLE, 10, true, """
            SELECT 'role ' || rolname AS object,
                   concat_ws(' ', CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolinherit THEN 'inherit' END,
                             CASE WHEN rolcreaterole THEN 'createrole' END, CASE WHEN rolcreatedb THEN 'createdb' END,
                             CASE WHEN rolcanlogin THEN 'login' END, CASE WHEN rolreplication THEN 'replication' END,
                             CASE WHEN rolbypassrls THEN 'bypassrls' END, 'limit ' || rolconnlimit,
                             'until ' || rolvaliduntil, 'comment ' || shobj_description(oid, 'pg_authid')) AS value
              FROM pg_catalog.pg_authid
             WHERE rolname NOT LIKE 'pg\\_%'"""),

    /** Digests are compared and never shown; the method is readable in a stored password's first characters. */
    PASSWORDS(Scope.CLUSTER, Kind.ROLE, 10, false, """
            SELECT 'password of role ' || rolname AS object, md5(coalesce(rolpassword, '')) AS value
              FROM pg_catalog.pg_authid
             WHERE rolname NOT LIKE 'pg\\_%'"""),

    /** Since 16 a membership has a grantor and two more options, which the upgrade fills in; what was there before counts. */
    MEMBERSHIPS(Scope.CLUSTER, Kind.ROLE, 10, true, """
            SELECT 'membership of ' || member.rolname || ' in ' || granted.rolname AS object,
                   CASE WHEN bool_or(m.admin_option) THEN 'with admin option' ELSE 'plain' END AS value
              FROM pg_catalog.pg_auth_members m
              JOIN pg_catalog.pg_authid granted ON granted.oid = m.roleid
              JOIN pg_catalog.pg_authid member ON member.oid = m.member
             WHERE member.rolname NOT LIKE 'pg\\_%'
             GROUP BY 1"""),

    SETTINGS(Scope.CLUSTER, Kind.ROLE, 10, true, """
            SELECT 'settings of ' || coalesce('role ' || r.rolname, 'all roles')
                       || coalesce(' in database ' || d.datname, '') || ': ' || split_part(item, '=', 1) AS object,
                   substr(item, strpos(item, '=') + 1) AS value
              FROM pg_catalog.pg_db_role_setting s
              LEFT JOIN pg_catalog.pg_authid r ON r.oid = s.setrole
              LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
             CROSS JOIN LATERAL unnest(s.setconfig) AS item"""),

    /** Locations stay out: a clone's tablespaces lie in the clone. */
    TABLESPACES(Scope.CLUSTER, Kind.CATALOG, 10, true, """
            SELECT 'tablespace ' || t.spcname AS object,
                   concat_ws(' ', 'owner ' || r.rolname, 'options ' || t.spcoptions::text,
                             'grants ' || (SELECT string_agg(g, ', ' ORDER BY g) FROM
                                 (SELECT a.grantee::text || '=' || a.privilege_type || a.is_grantable::text AS g
                                    FROM aclexplode(coalesce(t.spcacl, acldefault('t', t.spcowner))) a) grants),
                             'comment ' || shobj_description(t.oid, 'pg_tablespace')) AS value
              FROM pg_catalog.pg_tablespace t JOIN pg_catalog.pg_authid r ON r.oid = t.spcowner
             WHERE t.spcname NOT LIKE 'pg\\_%'"""),

    DATABASES(Scope.CLUSTER, Kind.DATABASE_PROPERTY, 10, true, """
            SELECT 'database ' || d.datname AS object,
                   concat_ws(' ', 'owner ' || r.rolname, pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
                             'limit ' || d.datconnlimit, 'template ' || d.datistemplate, 'connect ' || d.datallowconn,
                             'tablespace ' || t.spcname,
                             'grants ' || (SELECT string_agg(g, ', ' ORDER BY g) FROM
                                 (SELECT coalesce(x.rolname, 'public') || '=' || a.privilege_type
                                             || CASE WHEN a.is_grantable THEN '*' ELSE '' END AS g
                                    FROM aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
                                    LEFT JOIN pg_catalog.pg_authid x ON x.oid = a.grantee) grants),
                             'comment ' || shobj_description(d.oid, 'pg_database')) AS value
              FROM pg_catalog.pg_database d
              JOIN pg_catalog.pg_authid r ON r.oid = d.datdba
              JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace
             WHERE d.datname NOT LIKE 'belay\\_mirror\\_%'"""),

    PARAMETER_GRANTS(Scope.CLUSTER, Kind.CATALOG, 15, true, """
            SELECT 'parameter ' || parname || ' for ' || coalesce(r.rolname, 'public') || ': ' || a.privilege_type AS object,
                   a.is_grantable::text AS value
              FROM pg_catalog.pg_parameter_acl, LATERAL aclexplode(paracl) a
              LEFT JOIN pg_catalog.pg_authid r ON r.oid = a.grantee"""),

    SHARED_LABELS(Scope.CLUSTER, Kind.CATALOG, 10, true, """
            SELECT 'security label of ' || pg_describe_object(classoid, objoid, 0) || ' by ' || provider AS object,
                   label AS value
              FROM pg_catalog.pg_shseclabel"""),

    /** Connection strings stay out: they hold passwords. Whether one is enabled is the clone's own doing. */
    SUBSCRIPTIONS(Scope.DATABASE, Kind.CATALOG, 10, true, """
            SELECT 'subscription ' || s.subname AS object,
                   concat_ws(' ', 'owner ' || r.rolname, 'slot ' || s.subslotname,
                             'publications ' || array_to_string(s.subpublications, ','), s.subsynccommit) AS value
              FROM pg_catalog.pg_subscription s
              JOIN pg_catalog.pg_database d ON d.oid = s.subdbid AND d.datname = current_database()
              JOIN pg_catalog.pg_authid r ON r.oid = s.subowner"""),

    LARGE_OBJECT_OWNERS(Scope.DATABASE, Kind.LARGE_OBJECTS, 10, true, """
            SELECT 'large objects of ' || r.rolname || coalesce(' with grants ' || lomacl::text, '') AS object,
                   count(*) || ', sum of OIDs ' || sum(m.oid::bigint) AS value
              FROM pg_catalog.pg_largeobject_metadata m JOIN pg_catalog.pg_authid r ON r.oid = m.lomowner
             GROUP BY r.rolname, lomacl::text"""),

    LARGE_OBJECT_PAGES(Scope.DATABASE, Kind.LARGE_OBJECTS, 10, true, """
            SELECT 'pages of large objects' AS object,
                   count(*) || ' with ' || coalesce(sum(octet_length(data)), 0) || ' bytes' AS value
              FROM pg_catalog.pg_largeobject"""),

    /** From 14 on; pg_upgrade undoes a DETACH that was left half-way without a word. */
    HALF_DETACHED(Scope.DATABASE, Kind.CATALOG, 14, true, """
            SELECT 'half detached partition ' || inhrelid::regclass::text AS object, 'pending' AS value
              FROM pg_catalog.pg_inherits WHERE inhdetachpending""");

    /** Where a fact is read. */
    enum Scope {
        /** Once, in any database. */
        CLUSTER,
        /** In each database. */
        DATABASE
    }

    private final Scope scope;
    private final Kind kind;
    private final int since;
    private final boolean mayBeShown;
    private final String sql;

    CatalogFact(Scope scope, Kind kind, int since, boolean mayBeShown, String sql) {
        this.scope = scope;
        this.kind = kind;
        this.since = since;
        this.mayBeShown = mayBeShown;
        this.sql = sql;
    }

    Scope scope() {
        return scope;
    }

    Kind kind() {
        return kind;
    }

    /** The first major that has the catalogs it reads. */
    int since() {
        return since;
    }

    boolean mayBeShown() {
        return mayBeShown;
    }

    String sql() {
        return sql;
    }
}
