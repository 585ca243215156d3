package io.belay.lab.online;

import io.belay.lab.Acknowledgements;
import io.belay.lab.Door;
import io.belay.lab.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the clients were told against what the two servers hold. For moments in which the clients rest and the follower has
 * caught up. Immutable.
 *
 * @param acknowledged orders that clients were told are safe
 * @param lost those of them that the serving side does not hold
 * @param doubled orders with more than one row where there has to be one
 * @param unacknowledged orders that the serving side holds though the client got an error instead of an answer
 * @param tables how many were compared by content
 * @param wrong one sentence for each thing that is not right; none proves that nothing was lost or doubled in either direction
 */
public record OnlineProof(int acknowledged, int lost, int doubled, int unacknowledged, int tables, List<String> wrong) {

    private static final String DOUBLED = """
            SELECT number FROM shop.audit GROUP BY number HAVING count(*) > 1
            UNION SELECT number FROM shop.note GROUP BY number HAVING count(*) > 1
            """;

    private static final String INCOMPLETE = """
            SELECT number FROM shop.orders EXCEPT SELECT number FROM shop.audit
            UNION (SELECT number FROM shop.audit EXCEPT SELECT number FROM shop.orders)
            UNION (SELECT number FROM shop.orders EXCEPT SELECT number FROM shop.note)
            """;

    private static final String SEQUENCES = """
            SELECT schemaname || '.' || sequencename, last_value, increment_by, cycle FROM pg_sequences
            WHERE last_value IS NOT NULL
            """;

    /** Applied and on the follower's disk. */
    private static final String CAUGHT_UP = """
            SELECT count(*) FROM pg_replication_slots
            WHERE slot_type = 'logical' AND active AND confirmed_flush_lsn >= ?::pg_lsn
            """;

    private static final Duration POLL = Duration.ofMillis(20);
    private static final int SHOWN = 5;

    public OnlineProof {
        wrong = List.copyOf(wrong);
    }

    /**
     * Waits until every stream has passed on all that the serving side has written until now.
     *
     * @param serving into any of its databases
     * @param streams how many there have to be
     * @throws IllegalStateException when they do not, or do not in time
     */
    public static void awaitFollower(Door serving, int streams, Duration patience) throws SQLException {
        try (Sql sql = Sql.open(serving)) {
            String end = sql.value("SELECT pg_current_wal_insert_lsn()");
            long deadline = System.nanoTime() + patience.toNanos();
            while (sql.number(CAUGHT_UP, end) != streams) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("the side that follows does not catch up: "
                            + sql.rows("SELECT slot_name, active, confirmed_flush_lsn FROM pg_replication_slots")
                            + ", end " + end);
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    /**
     * @param files of the clients, by database
     * @param serving way into the side that serves, by database
     * @param following way into the side that follows
     * @param switched whether that side served before; its sequences then say which numbers are handed out. One that never did was
     *     recovered from a log, in which sequences are ahead of themselves
     */
    public static OnlineProof of(
            Map<String, Path> files, Function<String, Door> serving, Function<String, Door> following, boolean switched)
            throws IOException, SQLException {
        OnlineProof all = new OnlineProof(0, 0, 0, 0, 0, List.of());
        for (Map.Entry<String, Path> file : new TreeMap<>(files).entrySet()) {
            try (Sql source = Sql.open(serving.apply(file.getKey()));
                    Sql target = Sql.open(following.apply(file.getKey()))) {
                all = all.with(of(file.getKey(), Acknowledgements.read(file.getValue()), source, target));
                if (switched) {
                    all = all.with(behind(file.getKey(), sequences(source), sequences(target)));
                }
            }
        }
        return all;
    }

    private static OnlineProof of(String database, BitSet acknowledged, Sql serving, Sql following)
            throws SQLException {
        List<String> wrong = new ArrayList<>();
        BitSet held = numbers(serving, "SELECT number FROM shop.orders");
        BitSet lost = without(acknowledged, held);
        BitSet doubled = numbers(serving, DOUBLED);
        doubled.or(numbers(following, DOUBLED));
        report(wrong, database + ": acknowledged and not held", lost);
        report(wrong, database + ": doubled", doubled);
        report(wrong, database + ": without row of its trigger or note", numbers(serving, INCOMPLETE));
        for (Sql side : List.of(serving, following)) {
            long sum = side.number("SELECT sum(balance) FROM shop.account");
            if (sum != Orders.ACCOUNTS * Orders.OPENING_BALANCE) {
                wrong.add(database + ": the balances sum up to " + sum);
            }
        }
        Content content = Content.of(serving);
        content.differences(Content.of(following)).forEach(difference -> wrong.add(database + ": " + difference));
        return new OnlineProof(
                acknowledged.cardinality(),
                lost.cardinality(),
                doubled.cardinality(),
                without(held, acknowledged).cardinality(),
                content.digests().size(),
                wrong);
    }

    private OnlineProof with(OnlineProof other) {
        List<String> all = new ArrayList<>(wrong);
        all.addAll(other.wrong);
        return new OnlineProof(
                acknowledged + other.acknowledged,
                lost + other.lost,
                doubled + other.doubled,
                unacknowledged + other.unacknowledged,
                tables + other.tables,
                all);
    }

    private static BitSet numbers(Sql sql, String query) throws SQLException {
        BitSet numbers = new BitSet();
        for (List<@Nullable String> row : sql.rows(query)) {
            numbers.set(Integer.parseInt(String.valueOf(row.get(0))));
        }
        return numbers;
    }

    private static BitSet without(BitSet all, BitSet some) {
        BitSet rest = (BitSet) all.clone();
        rest.andNot(some);
        return rest;
    }

    private static void report(List<String> wrong, String what, BitSet numbers) {
        if (!numbers.isEmpty()) {
            wrong.add(what + ": " + numbers.cardinality() + " orders, first "
                    + numbers.stream().limit(SHOWN).boxed().toList());
        }
    }

    /** @param forward whether its values grow; a cycling one has no direction */
    private record Sequence(long value, boolean forward, boolean cycling) {

        boolean isBehind(Sequence other) {
            long ahead = forward ? value - other.value : other.value - value;
            return !cycling && ahead < 0;
        }
    }

    private static Map<String, Sequence> sequences(Sql sql) throws SQLException {
        Map<String, Sequence> sequences = new TreeMap<>();
        for (List<@Nullable String> row : sql.rows(SEQUENCES)) {
            sequences.put(
                    String.valueOf(row.get(0)),
                    new Sequence(
                            Long.parseLong(String.valueOf(row.get(1))),
                            !String.valueOf(row.get(2)).startsWith("-"),
                            "t".equals(row.get(3))));
        }
        return sequences;
    }

    /** The follower's stand where they were when it served last; nobody may hand out a number again from there. */
    private static OnlineProof behind(String database, Map<String, Sequence> serving, Map<String, Sequence> following) {
        List<String> behind = new ArrayList<>();
        following.forEach((name, there) -> {
            Sequence here = serving.get(name);
            boolean before = here == null || here.isBehind(there);
            if (before) {
                behind.add(database + ": sequence " + name + " stands behind its twin on the side that follows");
            }
        });
        return new OnlineProof(0, 0, 0, 0, 0, behind);
    }
}
