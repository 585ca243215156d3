package io.belay.workers.command;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to do about a view that the new version refuses: recreate it without the column that is gone, and how to take that back.
 * {@code CREATE OR REPLACE} cannot drop a column, so the view is dropped (without CASCADE: what depends on it stops that) and made
 * again with its owner and grants.
 */
public final class ViewRemedy {

    private static final Pattern CREATE =
            Pattern.compile("(?s)CREATE VIEW (\".*?\"\\.\"[^\"]+\")(?: WITH \\(.*?\\))? AS\n(.*)");

    private static final String DESCRIPTION = "SELECT pg_catalog.pg_get_viewdef(c.oid) AS definition,"
            + " pg_catalog.pg_get_userbyid(c.relowner) AS owner, pg_catalog.array_to_string(c.reloptions, ', ') AS options,"
            + " pg_catalog.obj_description(c.oid, 'pg_class') AS comment"
            + " FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(?)::oid AND c.relkind = 'v'";

    private static final String GRANTS = "SELECT a.privilege_type AS privilege, a.is_grantable AS grantable,"
            + " CASE a.grantee WHEN 0 THEN NULL ELSE pg_catalog.pg_get_userbyid(a.grantee) END AS grantee"
            + " FROM pg_catalog.pg_class c, LATERAL pg_catalog.aclexplode(c.relacl) a"
            + " WHERE c.oid = pg_catalog.to_regclass(?)::oid AND a.grantee <> c.relowner ORDER BY 3, 1";

    private ViewRemedy() {}

    /** What {@link #complete} sends to the view's database, in order. */
    public static List<ListedStatement> listed() {
        return List.of(
                ListedStatement.in("<database of the view>", DESCRIPTION),
                ListedStatement.in("<database of the view>", GRANTS).when("only if the view is there"));
    }

    /**
     * The fault with a remedy and an undo that keep owner, options, comment and grants, read from the old version.
     *
     * @param old session in the fault's database of a server that runs the old version (the twin)
     * @return the fault itself when it is not about a view, or the view is not there
     */
    public static UpgradeFault complete(UpgradeFault fault, Session old) {
        Matcher create = CREATE.matcher(fault.statement());
        if (!fault.kind().equals("VIEW") || !create.matches()) {
            return fault;
        }
        String name = create.group(1);
        List<Row> found = old.query(DESCRIPTION, name);
        if (found.isEmpty()) {
            return fault;
        }
        Row view = found.get(0);
        List<Row> grants = old.query(GRANTS, name);
        String undo = replace(name, view, view.text("definition"), grants);
        Optional<String> remedy = ViewText.missingColumn(fault.message())
                .flatMap(column -> ViewText.without(column, view.text("definition")))
                .map(definition -> replace(name, view, definition, grants));
        return fault.withRemedy(remedy.orElse(fault.remedy()), undo);
    }

    private static String replace(String name, Row view, String definition, List<Row> grants) {
        StringBuilder sql = new StringBuilder("BEGIN;\nDROP VIEW " + name + ";\nCREATE VIEW " + name);
        view.optional("options")
                .filter(options -> !options.isEmpty())
                .ifPresent(options -> sql.append(" WITH (").append(options).append(')'));
        sql.append(" AS\n").append(definition).append('\n');
        sql.append("ALTER VIEW " + name + " OWNER TO " + Sql.name(view.text("owner")) + ";\n");
        view.optional("comment")
                .ifPresent(comment -> sql.append("COMMENT ON VIEW " + name + " IS " + Sql.text(comment) + ";\n"));
        for (Row grant : grants) {
            sql.append("GRANT " + grant.text("privilege") + " ON " + name + " TO "
                    + grant.optional("grantee").map(Sql::name).orElse("PUBLIC")
                    + (grant.isTrue("grantable") ? " WITH GRANT OPTION" : "") + ";\n");
        }
        return sql.append("COMMIT;").toString();
    }

    /** Without a server of the old version: owner and grants are for a person to add. */
    static Optional<String> fromStatement(RestoreFailure cause) {
        Matcher create = CREATE.matcher(cause.statement());
        return create.matches() && cause.kind().equals("VIEW")
                ? ViewText.missingColumn(cause.message())
                        .flatMap(column -> ViewText.without(column, create.group(2)))
                        .map(definition -> "DROP VIEW " + create.group(1) + ";\nCREATE VIEW " + create.group(1)
                                + " AS\n" + definition)
                : Optional.empty();
    }

    static String undoFromStatement(RestoreFailure cause) {
        Matcher create = CREATE.matcher(cause.statement());
        return create.matches() && cause.kind().equals("VIEW")
                ? "DROP VIEW " + create.group(1) + ";\n" + cause.statement()
                : "";
    }
}
