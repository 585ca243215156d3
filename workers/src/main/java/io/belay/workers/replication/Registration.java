package io.belay.workers.replication;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which published tables a subscription knows. A table that it does not know arrives nowhere, without a word, while its worker runs and
 * its slot shows no lag. Immutable.
 *
 * @param missing published, and not known to the subscription; in order
 * @param notReady known, and not in the state {@code r}, with that state
 */
public record Registration(Set<Relation> missing, Map<Relation, String> notReady) {

    private static final String PUBLISHED =
            "SELECT schemaname AS schema, tablename AS name FROM pg_catalog.pg_publication_tables WHERE pubname = ?::text";

    private static final String REGISTERED =
            "SELECT n.nspname AS schema, c.relname AS name, r.srsubstate AS state FROM pg_catalog.pg_subscription_rel r"
                    + " JOIN pg_catalog.pg_subscription s ON s.oid = r.srsubid"
                    + " JOIN pg_catalog.pg_class c ON c.oid = r.srrelid"
                    + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE s.subname = ?::text";

    private static final String READY = "r";

    private static final int NAMED = 5;

    public Registration {
        missing = java.util.Collections.unmodifiableSet(new TreeSet<>(missing));
        notReady = java.util.Collections.unmodifiableMap(new TreeMap<>(notReady));
    }

    public static List<ListedStatement> statementsToSource() {
        return List.of(ListedStatement.inEach(PUBLISHED));
    }

    public static List<ListedStatement> statementsToTarget() {
        return List.of(ListedStatement.inEach(REGISTERED));
    }

    /** One statement to each side, some milliseconds per thousand tables. */
    static Registration read(Session source, Session target, Names names, Way way) {
        Set<Relation> published = new TreeSet<>();
        source.query(PUBLISHED, names.publication()).forEach(row -> published.add(relation(row)));
        Map<Relation, String> known = new TreeMap<>();
        target.query(REGISTERED, names.subscription(way)).forEach(row -> known.put(relation(row), row.text("state")));
        return of(published, known);
    }

    static Registration of(Set<Relation> published, Map<Relation, String> known) {
        Set<Relation> missing = new TreeSet<>(published);
        missing.removeAll(known.keySet());
        Map<Relation, String> notReady = new TreeMap<>(known);
        notReady.values().removeIf(READY::equals);
        return new Registration(missing, notReady);
    }

    public boolean isWhole() {
        return missing.isEmpty() && notReady.isEmpty();
    }

    /**
     * Of that subscription in that database.
     *
     * @throws ServerFailure {@code BLY-3333}
     */
    void requireWhole(String database, String subscription) {
        if (!isWhole()) {
            String tables = missing.stream().limit(NAMED).map(Relation::quoted).collect(Collectors.joining(", "));
            String unready = notReady.entrySet().stream()
                    .limit(NAMED)
                    .map(one -> one.getKey().quoted() + " (" + one.getValue() + ")")
                    .collect(Collectors.joining(", "));
            throw new ServerFailure(
                    ReplicationErrors.NOT_REGISTERED,
                    "the subscription `" + subscription + "` of the database `" + database + "` does not carry "
                            + (missing.isEmpty() ? "" : "these published tables: " + tables + " ")
                            + (notReady.isEmpty() ? "" : "these tables, which are not ready: " + unready + " ")
                            + "and stays disabled. Live is untouched. Drop it, see that both servers have the same tables,"
                            + " and prepare it anew.");
        }
    }

    private static Relation relation(Row row) {
        return new Relation(row.text("schema"), row.text("name"));
    }
}
