package io.belay.workers.verify;

import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The least implementation of the contract, over a Unix socket; for these tests only. */
record TestServer(int major, Path socketDirectory, int port, boolean catalogOnly) implements Server {

    @Override
    public List<String> databases() {
        try (Session session = open("postgres")) {
            return session
                    .query("SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY 1")
                    .stream()
                    .map(row -> row.text("datname"))
                    .toList();
        }
    }

    @Override
    public Session open(String database) {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("socketFactory", "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg");
        properties.setProperty("socketFactoryArg", socketDirectory + "/.s.PGSQL." + port);
        if (catalogOnly) {
            properties.setProperty("options", "-c search_path=pg_catalog");
        }
        try {
            return new TestSession(
                    database, DriverManager.getConnection("jdbc:postgresql://localhost/" + database, properties));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static PostgresFailure failure(SQLException e) {
        return new PostgresFailure(String.valueOf(e.getMessage()), e.getSQLState() == null ? "" : e.getSQLState(), e);
    }

    private record TestSession(String database, Connection connection) implements Session {

        @Override
        public List<Row> query(String sql, Object... parameters) {
            try (PreparedStatement statement = prepared(sql, parameters);
                    ResultSet result = statement.executeQuery()) {
                List<Row> rows = new ArrayList<>();
                while (result.next()) {
                    Map<String, String> values = new LinkedHashMap<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        values.put(result.getMetaData().getColumnLabel(i), result.getString(i));
                    }
                    rows.add(new Row(values));
                }
                return rows;
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        @Override
        public void execute(String sql, Object... parameters) {
            try (PreparedStatement statement = prepared(sql, parameters)) {
                statement.execute();
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement;
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw failure(e);
            }
        }
    }
}
