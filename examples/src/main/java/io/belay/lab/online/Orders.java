package io.belay.lab.online;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;

/**
 * A client's transaction in a database of the profile {@code online}: an order by the client's own number, whose trigger writes a row
 * too, and changes to one row or more in each kind of table. Ten statements or more in three or four round trips.
 */
final class Orders {

    static final int ACCOUNTS = 200;
    static final long OPENING_BALANCE = 100_000;

    private static final int SHELVES = 40;
    private static final int DOCUMENTS = 100;
    private static final int MOST_AMOUNT = 100;
    /** How many of the otherwise unused sequences are called. */
    private static final int SEQUENCES = 10;

    private static final int SELDOM = 8;
    /** How long an order's lines stay before they are deleted. */
    private static final int KEPT = 2_000;

    private static final String ORDER = """
            INSERT INTO shop.orders (number, state, history, details, amount)
                VALUES (?, ?::shop.order_state, ARRAY['new', ?]::shop.order_state[], jsonb_build_object('number', ?), ?);
            INSERT INTO shop.line (number, article) VALUES (?, 1), (?, 2);
            INSERT INTO shop.note (number, words) VALUES (?, ARRAY['two', ?])
            """;

    /** Rows that others change too come in the same order for all clients, so that no two wait for each other. */
    private static final String CHANGES = """
            UPDATE shop.account SET balance = balance + ? WHERE id = ?;
            UPDATE shop.account SET balance = balance + ? WHERE id = ?;
            UPDATE shop.shelf SET amount = amount + 1 WHERE place = ?;
            UPDATE shop.document SET touched = touched + 1 WHERE id = ?
            """;

    private static final String SELDOM_DONE = """
            SELECT nextval('shop.extra_' || ?), nextval('shop.unowned');
            DELETE FROM shop.line WHERE number = ?
            """;

    private Orders() {}

    static void order(Connection connection, long number, Random random) throws SQLException {
        String state = random.nextBoolean() ? "paid" : "sent";
        run(
                connection,
                ORDER,
                number,
                state,
                state,
                number,
                random.nextInt(100_000) / 100.0,
                number,
                number,
                number,
                "words of " + number);
        int one = 1 + random.nextInt(ACCOUNTS);
        int other = 1 + (one + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        long amount = (long) random.nextInt(2 * MOST_AMOUNT) - MOST_AMOUNT;
        run(
                connection,
                CHANGES,
                amount,
                Math.min(one, other),
                -amount,
                Math.max(one, other),
                1 + random.nextInt(SHELVES),
                1 + random.nextInt(DOCUMENTS));
        if (number % SELDOM == 0) {
            run(connection, SELDOM_DONE, 1 + random.nextInt(SEQUENCES), number - KEPT);
        }
        connection.commit();
    }

    /** All statements of the text in one round trip. */
    private static void run(Connection connection, String statements, Object... parameters) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statements)) {
            for (int index = 0; index < parameters.length; index++) {
                prepared.setObject(index + 1, parameters[index]);
            }
            prepared.execute();
        }
    }
}
