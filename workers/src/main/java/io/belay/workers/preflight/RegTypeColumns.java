package io.belay.workers.preflight;

import io.belay.plans.problem.ErrorCode;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Columns whose stored values contain OIDs of catalog objects: of the types {@code regproc}, {@code regconfig}, ..., or of a
 * system table's row type, also inside domains, arrays, composites and ranges. Those OIDs change in the upgrade, so {@code
 * pg_upgrade} refuses the cluster. ({@code regclass}, {@code regrole} and {@code regtype} are kept by it and stay allowed.)
 *
 * @see <a href="https://www.postgresql.org/docs/17/pgupgrade.html">PostgreSQL 17, pg_upgrade, Notes</a>
 */
final class RegTypeColumns implements FindingFamily {

    @Override
    public String title() {
        return "columns that store OIDs of catalog objects";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(
                PreflightStatement.REG_TYPE_COLUMNS.inEach(), PreflightStatement.SYSTEM_ROW_TYPE_COLUMNS.inEach());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        List<Finding> found = new ArrayList<>();
        for (String database : context.databases()) {
            try (Session session = context.server().open(database)) {
                found.addAll(findings(
                        database,
                        session.query(PreflightStatement.REG_TYPE_COLUMNS.sql()),
                        PreflightErrors.REG_TYPE_COLUMN,
                        context.plannedTarget()));
                found.addAll(findings(
                        database,
                        session.query(PreflightStatement.SYSTEM_ROW_TYPE_COLUMNS.sql()),
                        PreflightErrors.SYSTEM_ROW_TYPE_COLUMN,
                        context.plannedTarget()));
            }
        }
        return found;
    }

    /** One finding per column of a topmost table: an inherited column can only be altered there. */
    static List<Finding> findings(String database, List<Row> rows, ErrorCode code, int target) {
        Map<String, Finding> byObject = new LinkedHashMap<>();
        Map<String, List<String>> seen = new LinkedHashMap<>();
        for (Row row : rows) {
            if (isIndexOfReportedColumn(row)) {
                continue;
            }
            Finding finding = finding(database, row, code, target);
            byObject.putIfAbsent(finding.object(), finding);
            seen.computeIfAbsent(finding.object(), key -> new ArrayList<>()).add(evidence(row));
        }
        return byObject.values().stream()
                .map(finding -> finding.withEvidence(seen.getOrDefault(finding.object(), List.of())))
                .toList();
    }

    private static boolean isIndexOfReportedColumn(Row row) {
        return row.text("relkind").equals("i") && !row.isTrue("is_expression");
    }

    private static String evidence(Row row) {
        String readers = row.text("readers");
        return row.text("relation") + "." + row.text("column_name") + " is of type " + row.text("type")
                + (readers.isEmpty() ? "" : "; read by the views " + readers);
    }

    private static Finding finding(String database, Row row, ErrorCode code, int target) {
        String relation = row.text("relkind").equals("r") ? row.text("top") : row.text("relation");
        String column = relation + "." + row.text("column_name");
        String type = row.text("type");
        String roots = row.text("roots");
        String inside = roots.equals(type) ? "" : ", which contains " + roots;
        String readers = row.text("readers");
        String statement =
                "`" + column + "` has type `" + type + "`" + inside + ", which pg_upgrade " + target + " refuses"
                        + (readers.isEmpty()
                                ? ""
                                : "; drop the views " + readers + " before the remedy and recreate them after it");
        Finding finding = Finding.blocker(code, database + ": " + column, statement);
        return switch (row.text("relkind")) {
            case "m" -> ofMaterializedView(finding, row);
            case "i" -> ofIndex(finding, row);
            default -> ofTable(finding, row, relation);
        };
    }

    /** Text keeps what a person reads in the values; arrays stay arrays. */
    private static Finding ofTable(Finding finding, Row row, String table) {
        String column = row.text("column_name");
        String text = row.isTrue("is_array") ? "text[]" : "text";
        String alter = "ALTER TABLE " + table + " ALTER COLUMN " + column + " TYPE ";
        return finding.withRemedy(
                alter + text + " USING " + column + "::" + text + ";",
                alter + row.text("type") + " USING " + column + "::" + row.text("type") + ";");
    }

    private static Finding ofMaterializedView(Finding finding, Row row) {
        String view = row.text("relation");
        String indexes = row.text("indexes");
        return finding.withRemedy(
                "DROP MATERIALIZED VIEW " + view + ";",
                "CREATE MATERIALIZED VIEW " + view + " AS " + row.text("definition")
                        + (indexes.isEmpty() ? "" : "\n" + indexes));
    }

    private static Finding ofIndex(Finding finding, Row row) {
        String constraint = row.text("constraint_name");
        if (constraint.isEmpty()) {
            return finding.withRemedy("DROP INDEX " + row.text("relation") + ";", row.text("definition") + ";");
        }
        String alter = "ALTER TABLE " + row.text("index_table");
        return finding.withRemedy(
                alter + " DROP CONSTRAINT " + constraint + ";",
                alter + " ADD CONSTRAINT " + constraint + " " + row.text("constraint_definition") + ";");
    }
}
