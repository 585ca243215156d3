package io.belay.workers.replication;

import io.belay.workers.command.Sql;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.SequenceStates;
import io.belay.workers.postgres.SequenceStates.State;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Carries the state of sequences, which replication leaves out, to the side that follows: the last value and whether it was used, exactly;
 * no margin. Over sessions of the caller, one pair for each database. Writes only where the target follows by this run's subscription and
 * has no client: on a server that serves, old values make keys come twice. Immutable.
 */
public final class SequenceCopy {

    private static final String VALUES =
            "SELECT n.nspname AS schema, c.relname AS name, pg_catalog.pg_sequence_last_value(c.oid) AS value"
                    + " FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid"
                    + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE pg_catalog.left(n.nspname::text, 3) <> 'pg_' AND n.nspname <> 'information_schema'";

    private static final String GUARD = "SELECT (SELECT count(*) FROM pg_catalog.pg_stat_activity"
            + " WHERE backend_type = 'client backend' AND pid <> pg_catalog.pg_backend_pid()"
            + " AND application_name <> 'belay') AS clients,"
            + " (SELECT count(*) FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid"
            + " WHERE d.datname = pg_catalog.current_database() AND s.subenabled AND s.subname = ?::text) AS follows";

    private static final String WRITE =
            "SELECT count(pg_catalog.setval(s.name::pg_catalog.regclass, s.value, s.called)) AS written"
                    + " FROM unnest(?::text[], ?::bigint[], ?::boolean[]) AS s(name, value, called)";

    /** A statement over 5,000 takes 13 some 20 s, over 50 of them 2 ms. */
    private static final int READ_AT_ONCE = 50;

    /** Each is locked until the end of the statement; the default lock table is far larger. */
    private static final int WRITTEN_AT_ONCE = 1_000;

    private static final int NAMED = 5;

    private final String subscription;

    /** @param way by which the target follows the source */
    public SequenceCopy(Names names, Way way) {
        this.subscription = names.subscription(way);
    }

    /** What is sent to the side that serves. */
    public static List<ListedStatement> statementsToSource() {
        return List.of(statementOfValues(), statementOfReading());
    }

    /** What is sent to the side that follows. */
    public static List<ListedStatement> statementsToTarget() {
        List<ListedStatement> listed = new ArrayList<>(List.of(statementOfValues()));
        listed.addAll(statementsOfWriting());
        return listed;
    }

    /** What {@link #values} sends; each copy sends it to the source, {@link #copyAll} to the target behind that. */
    public static ListedStatement statementOfValues() {
        return ListedStatement.inEach(VALUES);
    }

    /** To the source. */
    public static ListedStatement statementOfReading() {
        return ListedStatement.inEach(SequenceStates.sql("<name>", "<sequence>"))
                .when("for sequences that moved, or were not used yet, " + READ_AT_ONCE
                        + " in one statement, between them UNION ALL");
    }

    /** To the target, behind {@link #statementOfReading}. */
    public static List<ListedStatement> statementsOfWriting() {
        return Stream.of(GUARD, WRITE)
                .map(sql -> ListedStatement.inEach(sql).when("where there are any"))
                .toList();
    }

    /**
     * One statement, 20 to 30 ms for 5,000 sequences. That of a follower stays true until somebody copies to it, so it may be read before
     * the source stands still.
     */
    public SequenceValues values(Session session) {
        Map<Relation, OptionalLong> values = new TreeMap<>();
        for (Row row : session.query(VALUES)) {
            values.put(
                    new Relation(row.text("schema"), row.text("name")),
                    row.optional("value")
                            .map(text -> OptionalLong.of(Long.parseLong(text)))
                            .orElse(OptionalLong.empty()));
        }
        return new SequenceValues(values);
    }

    /**
     * Every sequence. Before a hold: 5,000 take a few hundred milliseconds.
     *
     * @return how many were written
     * @throws ServerFailure {@code BLY-3335} when the target may serve, {@code BLY-3336} when it lacks one; nothing was written then
     */
    public int copyAll(Session source, Session target) {
        SequenceValues there = values(source);
        requireAll(source, there, values(target));
        return copy(source, target, there.values().keySet());
    }

    /**
     * Those that moved, exactly: with 20 sequences about 4 ms, with 5,000 of which few moved about 30 to 50. In a hold, when nobody can
     * move one on the source any more.
     *
     * @param before what {@link #values} of the target returned behind the last copy
     * @return how many were written
     * @throws ServerFailure as {@link #copyAll}
     */
    public int copyChanged(Session source, Session target, SequenceValues before) {
        SequenceValues there = values(source);
        requireAll(source, there, before);
        return copy(source, target, there.unlike(before));
    }

    private int copy(Session source, Session target, Set<Relation> sequences) {
        if (sequences.isEmpty()) {
            return 0;
        }
        Map<String, String> names = new LinkedHashMap<>();
        sequences.forEach(one -> names.put(Sql.text(one.quoted()), one.quoted()));
        List<Map.Entry<String, State>> states =
                List.copyOf(SequenceStates.read(source, names, READ_AT_ONCE).entrySet());
        requireFollower(target);
        for (int from = 0; from < states.size(); from += WRITTEN_AT_ONCE) {
            var some = states.subList(from, Math.min(states.size(), from + WRITTEN_AT_ONCE));
            target.query(
                    WRITE,
                    array(some.stream().map(Map.Entry::getKey).toList()),
                    array(some.stream().map(one -> one.getValue().last()).toList()),
                    array(some.stream().map(one -> one.getValue().called()).toList()));
        }
        return states.size();
    }

    private void requireFollower(Session target) {
        Row row = target.query(GUARD, subscription).get(0);
        if (row.number("clients") > 0 || row.number("follows") == 0) {
            throw new ServerFailure(
                    ReplicationErrors.NO_FOLLOWER,
                    "the sequences of the database `" + target.database() + "` were not written, because "
                            + (row.number("follows") == 0
                                    ? "it does not follow by the subscription `" + subscription + "`"
                                    : row.number("clients") + " sessions of others than Belay are on its server")
                            + ". Old values on a server that serves would make keys come twice. Nothing was changed.");
        }
    }

    private static void requireAll(Session source, SequenceValues there, SequenceValues here) {
        Set<Relation> missing = there.missingIn(here);
        if (!missing.isEmpty()) {
            throw new ServerFailure(
                    ReplicationErrors.SEQUENCE_MISSING,
                    "the follower's database `" + source.database() + "` lacks sequences that its source has: "
                            + missing.stream()
                                    .limit(NAMED)
                                    .map(Relation::quoted)
                                    .collect(Collectors.joining(", "))
                            + ". No sequence was written. Run on the follower what made them on the source, then try again.");
        }
    }

    /** An array as PostgreSQL reads it. */
    private static String array(Collection<?> values) {
        return values.stream()
                .map(value -> '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
