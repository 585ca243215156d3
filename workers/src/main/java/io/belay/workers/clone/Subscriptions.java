package io.belay.workers.clone;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Subscriptions of the original. Their workers would advance the publisher's slot, and the real subscriber would lose what passed:
 * so no worker may start at all, and after the first start the subscriptions are cut off and dropped. Live still has them.
 */
final class Subscriptions implements GateItem {

    /** Nobody listens there; the password satisfies `password_required` (16 and up) for owners that are no superusers. */
    private static final String NOWHERE = "host=/nonexistent/belay dbname=none user=none password=none";

    private static final String ASKED_IN = "template1";

    private static final String ALL = "SELECT d.datname, d.datallowconn, s.subname FROM pg_catalog.pg_subscription s"
            + " JOIN pg_catalog.pg_database d ON d.oid = s.subdbid ORDER BY 1, 3";

    @Override
    public int row() {
        return 8;
    }

    @Override
    public String what() {
        return "no subscription can run: no workers, and none is left after the first start";
    }

    @Override
    public Map<String, String> settings(CloneFacts clone) {
        return Map.of("max_logical_replication_workers", "0");
    }

    @Override
    public List<ListedStatement> settling() {
        List<ListedStatement> listed = new ArrayList<>(List.of(ListedStatement.in(ASKED_IN, ALL)));
        statements("<subscription>").stream()
                .map(sql -> ListedStatement.inEach(sql).when("for each subscription"))
                .forEach(listed::add);
        return listed;
    }

    @Override
    public void settle(CloneFacts clone, RunningServer server) {
        List<Row> subscriptions;
        try (Session session = server.open(ASKED_IN)) {
            subscriptions = session.query(ALL);
        }
        for (Row row : subscriptions) {
            if (row.isTrue("datallowconn")) {
                try (Session session = server.open(row.text("datname"))) {
                    statements(row.text("subname")).forEach(session::execute);
                }
            }
        }
    }

    /**
     * The connection goes first: dropping a subscription whose tables are still being copied makes the server connect to the
     * publisher, even with its slot set to none, and drop slots there.
     */
    static List<String> statements(String name) {
        String quoted = '"' + name.replace("\"", "\"\"") + '"';
        return List.of(
                "ALTER SUBSCRIPTION " + quoted + " CONNECTION '" + NOWHERE + "'",
                "ALTER SUBSCRIPTION " + quoted + " DISABLE",
                "ALTER SUBSCRIPTION " + quoted + " SET (slot_name = NONE)",
                "DROP SUBSCRIPTION " + quoted);
    }

    @Override
    public List<String> asked() {
        return List.of(ALL);
    }

    @Override
    public List<String> wrongWhileRunning(CloneFacts clone, RunningServer server, Session session) {
        try {
            return session.query(ALL).stream()
                    .map(row -> "the database `" + row.text("datname") + "` still has the subscription `"
                            + row.text("subname") + "`")
                    .toList();
        } catch (PostgresFailure refused) {
            return List.of("subscriptions could not be listed: " + refused.getMessage());
        }
    }
}
