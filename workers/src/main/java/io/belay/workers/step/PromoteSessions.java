package io.belay.workers.step;

import io.belay.workers.hold.HoldErrors;
import io.belay.workers.hold.Pooler.Problem;
import io.belay.workers.live.ClientSessions;
import io.belay.workers.live.ClientSessions.Client;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Session;
import io.belay.workers.replication.Names;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What on live itself stands in the way of stopping it. Reads only; every statement is listed in the manual (invariant I1). */
public final class PromoteSessions {

    private static final String DATABASE = "postgres";

    static final String PREPARED = "SELECT gid, database FROM pg_catalog.pg_prepared_xacts ORDER BY gid";

    static final String SLOTS = "SELECT slot_name FROM pg_catalog.pg_replication_slots WHERE NOT temporary ORDER BY 1";

    static final String SENDERS =
            "SELECT pid, application_name FROM pg_catalog.pg_stat_replication ORDER BY application_name";

    static final String SUBSCRIPTIONS = "SELECT subname FROM pg_catalog.pg_subscription ORDER BY 1";

    static final String MAY_CHECKPOINT = "SELECT r.rolsuper OR coalesce((SELECT pg_catalog.pg_has_role(p.oid, 'USAGE')"
            + " FROM pg_catalog.pg_roles p WHERE p.rolname = 'pg_checkpoint'), false) AS may"
            + " FROM pg_catalog.pg_roles r WHERE r.rolname = current_user";

    static final String CHECKPOINT = "CHECKPOINT";

    private static final int NAMED = 5;

    private final StepContext context;
    private final JdbcServer live;

    PromoteSessions(StepContext context) {
        this.context = context;
        this.live = new JdbcServer(context.cluster().live(), DATABASE);
    }

    /** All that is sent to live. */
    static List<ListedStatement> statements() {
        return Stream.concat(statementsOfChecks().stream(), statementsOfCheckpoint().stream())
                .toList();
    }

    /** What the checks of a promotion send to live, in order; the poolers are asked behind them. */
    public static List<ListedStatement> statementsOfChecks() {
        List<ListedStatement> listed = new ArrayList<>();
        List.of(PREPARED, SLOTS, SENDERS, SUBSCRIPTIONS).forEach(sql -> listed.add(ListedStatement.in(DATABASE, sql)));
        listed.addAll(ClientSessions.statements());
        return listed;
    }

    /** What is sent to live right before the hold is ordered, in order. */
    public static List<ListedStatement> statementsOfCheckpoint() {
        return List.of(
                ListedStatement.in(DATABASE, MAY_CHECKPOINT),
                ListedStatement.in(DATABASE, CHECKPOINT).when("where the role may"));
    }

    /** What neither waits nor moves with the clients: nobody rebuilds it in this version. What the run itself made is no part of it. */
    List<Problem> state() {
        List<Problem> problems = new ArrayList<>();
        try (Session session = live.open(DATABASE)) {
            named(session, PREPARED, "gid")
                    .ifPresent(names -> problems.add(new Problem(
                            HoldErrors.PREPARED_TRANSACTIONS,
                            "live has prepared transactions: " + names,
                            "end each with COMMIT PREPARED or ROLLBACK PREPARED")));
            named(session, SLOTS, "slot_name")
                    .ifPresent(names -> problems.add(replication("replication slots: " + names)));
            named(session, SENDERS, "application_name")
                    .ifPresent(names -> problems.add(replication("standbys or backups that stream: " + names)));
            named(session, SUBSCRIPTIONS, "subname")
                    .ifPresent(names -> problems.add(replication("subscriptions: " + names)));
        }
        return problems;
    }

    /** It would end with live. */
    Optional<Problem> backup() {
        return Files.exists(context.cluster().dataset().dataDirectory().resolve("backup_label"))
                ? Optional.of(new Problem(
                        HoldErrors.BACKUP_RUNS, "a backup of live is under way", "let it end, then: belay retry"))
                : Optional.empty();
    }

    private static Problem replication(String what) {
        return new Problem(
                HoldErrors.REPLICATION,
                "live has " + what + "; new would not have them, and nobody rebuilds them in this version",
                "drop or stop them, and build them anew on new after the promotion");
    }

    private Optional<String> named(Session session, String query, String column) {
        Names own = Names.ofRun(context.run().runId());
        List<String> names = session.query(query).stream()
                .map(row -> row.optional(column).orElse(""))
                .filter(name -> !own.areOf(name))
                .map(name -> "`" + name + "`")
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                        + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : ""));
    }

    List<Client> clients() {
        return ClientSessions.of(live);
    }

    /** So that stopping it has little left to write; only where the role may. */
    void checkpoint() {
        try (Session session = live.open(DATABASE)) {
            if (session.query(MAY_CHECKPOINT).stream().anyMatch(row -> row.isTrue("may"))) {
                session.execute(CHECKPOINT);
            }
        }
    }
}
