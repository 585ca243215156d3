package io.belay.workers.hold;

import io.belay.workers.command.Sql;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Statistics of new. Within the hold only the roughest, largest tables first, for a bounded time: every table of thousands would
 * keep clients waiting for seconds. The rest right behind the release, over sessions that were opened while new was for Belay
 * alone, because who may log in afterwards is the cluster's own affair. One hold; not thread-safe.
 */
final class Statistics {

    private static final String LARGEST = "SELECT n.nspname AS schema, c.relname AS name FROM pg_catalog.pg_class c"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind IN ('r', 'm') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
            + " ORDER BY pg_catalog.pg_relation_size(c.oid) DESC LIMIT 200";

    /** As {@code vacuumdb --analyze-in-stages} does it: soon something, in the end all. */
    private static final List<String> STAGES = List.of(
            "SET default_statistics_target = 1",
            "SET default_statistics_target = 10",
            "RESET default_statistics_target");

    private static final String UNHURRIED = "SET vacuum_cost_delay = 0";

    private static final String ANALYZE = "ANALYZE";

    static final Duration LONGEST = Duration.ofHours(24);

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /** What is sent to each database of new, in order: in the hold, and behind the release. */
    static List<ListedStatement> statements() {
        List<ListedStatement> listed = new ArrayList<>(begun());
        completed().forEach(listed::addAll);
        return listed;
    }

    /** What {@link #begin} sends to each. */
    static List<ListedStatement> begun() {
        List<ListedStatement> listed = new ArrayList<>();
        List.of(UNHURRIED, STAGES.get(0), LARGEST).forEach(sql -> listed.add(ListedStatement.inEach(sql)));
        listed.add(ListedStatement.inEach(ANALYZE + " " + Sql.name("<schema>", "<relation>"))
                .when("for the largest, while there is time"));
        return listed;
    }

    /** What {@link #complete} sends to each, by stages. */
    static List<List<ListedStatement>> completed() {
        return STAGES.stream()
                .map(stage -> List.of(ListedStatement.inEach(stage), ListedStatement.inEach(ANALYZE)))
                .toList();
    }

    /**
     * @param opening opens a session on a database of new, for statements that may take {@link #LONGEST}
     * @param box after which it ends with the table it is at
     */
    void begin(Function<String, Session> opening, List<String> databases, Duration box) {
        long end = System.nanoTime() + box.toNanos();
        AtomicInteger done = new AtomicInteger();
        List<Runnable> work = new ArrayList<>();
        for (String database : databases) {
            work.add(() -> {
                Session session = opening.apply(database);
                sessions.put(database, session);
                firstTables(session, end, done);
            });
        }
        Together.run(work);
    }

    private static void firstTables(Session session, long end, AtomicInteger done) {
        session.execute(UNHURRIED);
        session.execute(STAGES.get(0));
        for (var row : session.query(LARGEST)) {
            if (System.nanoTime() > end) {
                return;
            }
            session.execute(ANALYZE + " " + Sql.name(row.text("schema"), row.text("name")));
            done.incrementAndGet();
        }
    }

    /** @return what could not be done; empty when all is */
    List<String> complete() {
        List<String> left = new ArrayList<>();
        for (String stage : STAGES) {
            List<Runnable> work = new ArrayList<>();
            sessions.forEach((database, session) -> work.add(() -> {
                session.execute(stage);
                session.execute(ANALYZE);
            }));
            try {
                Together.run(work);
            } catch (PostgresFailure refused) {
                left.add("statistics of new are not complete: " + refused.getMessage());
            }
        }
        if (sessions.isEmpty()) {
            left.add("statistics of new were not made, because the hold was completed by another process: run `vacuumdb"
                    + " --all --analyze-in-stages` on new");
        }
        return left;
    }

    void close() {
        sessions.values().forEach(Session::close);
        sessions.clear();
    }
}
