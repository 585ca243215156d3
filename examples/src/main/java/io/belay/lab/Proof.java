package io.belay.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a server acknowledged with what a cluster holds. Immutable.
 *
 * @param acknowledged payments that clients were told are safe
 * @param missing those of them that the cluster does not hold: lost, if not zero
 * @param firstMissing up to ten of them
 * @param unacknowledged payments that the cluster holds though the client got an error instead of an answer
 * @param sumIsRight whether the balances together are what they were at the opening
 * @param accountsWrong accounts whose balance is not what the held payments make it
 */
public record Proof(
        int acknowledged,
        int missing,
        List<Integer> firstMissing,
        int unacknowledged,
        boolean sumIsRight,
        int accountsWrong) {

    private static final String WRONG_ACCOUNTS = """
            SELECT count(*) FROM shop.account a
            WHERE balance <> ?::bigint
                - coalesce((SELECT sum(amount) FROM shop.payment WHERE from_account = a.id), 0)
                + coalesce((SELECT sum(amount) FROM shop.payment WHERE to_account = a.id), 0)
            """;

    public Proof {
        firstMissing = List.copyOf(firstMissing);
    }

    /**
     * @param file that {@link ClientLoad} wrote
     * @param sql into the database {@code orders} of the cluster in question
     */
    public static Proof of(Path file, Sql sql) throws IOException, SQLException {
        BitSet acknowledged = Acknowledgements.read(file);
        BitSet held = new BitSet();
        for (List<@Nullable String> row : sql.rows("SELECT id FROM shop.payment")) {
            held.set(Integer.parseInt(String.valueOf(row.get(0))));
        }
        BitSet missing = (BitSet) acknowledged.clone();
        missing.andNot(held);
        BitSet surplus = (BitSet) held.clone();
        surplus.andNot(acknowledged);
        long sum = sql.number("SELECT sum(balance) FROM shop.account");
        return new Proof(
                acknowledged.cardinality(),
                missing.cardinality(),
                missing.stream().limit(10).boxed().toList(),
                surplus.cardinality(),
                sum == Payments.ACCOUNTS * Payments.OPENING_BALANCE,
                Math.toIntExact(sql.number(WRONG_ACCOUNTS, Payments.OPENING_BALANCE)));
    }

    public boolean nothingLost() {
        return missing == 0 && sumIsRight && accountsWrong == 0;
    }
}
