package io.belay.lab;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;

/** Moves money between accounts of the profile {@code orders}; the sum of all balances never changes. */
final class Payments {

    static final int ACCOUNTS = 200;
    static final long OPENING_BALANCE = 100_000;

    private static final int MOST_AMOUNT = 100;

    private Payments() {}

    static void pay(Connection connection, long payment, Random random) throws SQLException {
        int from = 1 + random.nextInt(ACCOUNTS);
        int to = 1 + (from + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        long amount = 1L + random.nextInt(MOST_AMOUNT);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO shop.payment (id, from_account, to_account, amount) VALUES (?, ?, ?, ?)")) {
            insert.setLong(1, payment);
            insert.setInt(2, from);
            insert.setInt(3, to);
            insert.setLong(4, amount);
            insert.executeUpdate();
        }
        // In the order of the accounts, so that two clients never wait for each other.
        change(connection, Math.min(from, to), from < to ? -amount : amount);
        change(connection, Math.max(from, to), from < to ? amount : -amount);
        connection.commit();
    }

    private static void change(Connection connection, int account, long by) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE shop.account SET balance = balance + ? WHERE id = ?")) {
            update.setLong(1, by);
            update.setInt(2, account);
            update.executeUpdate();
        }
    }
}
