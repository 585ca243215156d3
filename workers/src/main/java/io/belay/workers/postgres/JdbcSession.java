package io.belay.workers.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A session over the JDBC driver, everything in text form. For one thread only. */
final class JdbcSession implements Session {

    /** {@code connection_failure} of the SQL standard, for drivers' errors without a state of their own. */
    private static final String NO_CONNECTION = "08006";

    private static final String CONNECT_SECONDS = "10";

    /** What the driver waits beyond the server's own deadline before it takes the server for dead. */
    private static final int GRACE_SECONDS = 15;

    private final String database;
    private final String place;
    private final Connection connection;
    private final SentStatements sent;

    private JdbcSession(String database, String place, Connection connection, SentStatements sent) {
        this.database = database;
        this.place = place;
        this.connection = connection;
        this.sent = sent;
    }

    static JdbcSession open(Access access, String database) {
        Optional<Password> password = access.password().apply(database);
        String place = "`" + database + "` at " + access.endpoint() + " as `" + access.user() + "`";
        try {
            return new JdbcSession(
                    database,
                    place,
                    DriverManager.getConnection(url(access, database), properties(access, password)),
                    access.sent());
        } catch (SQLException refused) {
            throw failure("no connection to " + place, refused);
        }
    }

    private static String url(Access access, String database) {
        return "jdbc:postgresql://" + access.endpoint().host() + ":"
                + access.endpoint().port() + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    private static Properties properties(Access access, Optional<Password> password) {
        long deadline = access.statementDeadline().toMillis();
        Properties properties = new Properties();
        access.endpoint().describe(properties);
        properties.setProperty("user", access.user());
        password.ifPresent(found -> properties.setProperty("password", found.reveal()));
        properties.setProperty("ApplicationName", "belay");
        properties.setProperty("assumeMinServerVersion", "12");
        properties.setProperty("binaryTransfer", "false");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", String.valueOf(deadline / 1000 + GRACE_SECONDS));
        // What comes with the connection wins over settings of the role and of the database.
        properties.setProperty(
                "options",
                "-c statement_timeout=" + deadline + " -c lock_timeout=" + deadline
                        + (access.path() == Access.SearchPath.CATALOG_ONLY ? " -c search_path=pg_catalog" : "")
                        + " -c idle_in_transaction_session_timeout=0"
                        + " -c default_transaction_read_only=" + (access.readOnly() ? "on" : "off"));
        return properties;
    }

    @Override
    public String database() {
        return database;
    }

    @Override
    public List<Row> query(String sql, Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet result = statement.executeQuery()) {
            List<Row> rows = new ArrayList<>();
            ResultSetMetaData columns = result.getMetaData();
            while (result.next()) {
                Map<String, @Nullable String> values = new LinkedHashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    values.put(columns.getColumnLabel(i), result.getString(i));
                }
                rows.add(new Row(values));
            }
            return rows;
        } catch (SQLException refused) {
            throw failure("in " + place, refused);
        }
    }

    @Override
    public void execute(String sql, Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            statement.execute();
        } catch (SQLException refused) {
            throw failure("in " + place, refused);
        }
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        sent.sending(database, sql);
        return statement;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException refused) {
            throw failure("closing the session in " + place, refused);
        }
    }

    private static PostgresFailure failure(String where, SQLException refused) {
        String state = refused.getSQLState();
        boolean unsaid = state == null || state.isEmpty();
        String code = !unsaid ? state : refused instanceof java.sql.SQLTimeoutException ? "57014" : "";
        return new PostgresFailure(
                where + ": " + String.valueOf(refused.getMessage()).strip(),
                code.isEmpty() && refused.getCause() instanceof java.io.IOException ? NO_CONNECTION : code,
                refused);
    }
}
