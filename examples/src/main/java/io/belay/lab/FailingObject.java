package io.belay.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * A view that monitoring tools really have: it reads a column of {@code pg_database} that PostgreSQL 15 dropped. {@code pg_upgrade
 * --check} does not see it; restoring the schema fails on it. Immutable.
 *
 * @see <a href="https://www.postgresql.org/docs/15/release-15.html">PostgreSQL 15, release notes</a>
 */
public final class FailingObject {

    public static final String DATABASE = "orders";
    public static final String NAME = "ops.databases";

    /** The application role that owns it. */
    public static final String ROLE = "monitoring";

    private FailingObject() {}

    /** As the role would have done it on any working day. */
    public static void create(LabCluster cluster) throws SQLException {
        run(cluster, "create");
    }

    /** Recreates the view without the column. */
    public static void applyRemedy(LabCluster cluster) throws SQLException {
        run(cluster, "remedy");
    }

    /** Takes the remedy back. */
    public static void takeBack(LabCluster cluster) throws SQLException {
        run(cluster, "inverse");
    }

    public static String remedy() {
        return read("remedy");
    }

    public static String inverse() {
        return read("inverse");
    }

    private static void run(LabCluster cluster, String name) throws SQLException {
        try (Sql sql = Sql.open(cluster.doorAs(DATABASE, ROLE))) {
            sql.execute(read(name));
        }
    }

    private static String read(String name) {
        try (InputStream stream = FailingObject.class.getResourceAsStream("fault/" + name + ".sql")) {
            if (stream == null) {
                throw new IllegalStateException("no script for " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException("the script for " + name + " cannot be read", failure);
        }
    }
}
