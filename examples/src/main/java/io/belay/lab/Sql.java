package io.belay.lab;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection, as psql would be used: short statements, results as text. For one thread only. */
public final class Sql implements AutoCloseable {

    private final Connection connection;

    private Sql(Connection connection) {
        this.connection = connection;
    }

    /** @throws SQLException when the server does not let us in */
    public static Sql open(Door door) throws SQLException {
        return new Sql(DriverManager.getConnection(door.url(), door.properties()));
    }

    /** One statement without rows. */
    public void execute(String statement) throws SQLException {
        try (var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }

    /** One statement without rows, {@code ?} for parameters; the number of rows it changed. */
    public int update(String statement, Object... parameters) throws SQLException {
        try (PreparedStatement prepared = prepare(statement, parameters)) {
            return prepared.executeUpdate();
        }
    }

    /** All rows, each column as text, NULL as null. */
    public List<List<@Nullable String>> rows(String query, Object... parameters) throws SQLException {
        try (PreparedStatement prepared = prepare(query, parameters);
                ResultSet result = prepared.executeQuery()) {
            int columns = result.getMetaData().getColumnCount();
            List<List<@Nullable String>> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** The single value of a query. */
    public String value(String query, Object... parameters) throws SQLException {
        List<List<@Nullable String>> rows = rows(query, parameters);
        if (rows.size() != 1) {
            throw new SQLException(rows.size() + " rows where one was expected: " + query);
        }
        return String.valueOf(rows.get(0).get(0));
    }

    public long number(String query, Object... parameters) throws SQLException {
        return Long.parseLong(value(query, parameters));
    }

    private PreparedStatement prepare(String statement, Object... parameters) throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(statement);
        try {
            for (int index = 0; index < parameters.length; index++) {
                prepared.setObject(index + 1, parameters[index]);
            }
            return prepared;
        } catch (SQLException failure) {
            prepared.close();
            throw failure;
        }
    }

    /** For transactions that span statements. */
    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
