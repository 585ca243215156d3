package io.belay.workers.hold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.workers.command.Sql;
import io.belay.workers.posix.Durable;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Databases of the side that follows are read-only by default: a third belt behind the fence, for whoever gets past it by mistake. The
 * subscriptions' workers write all the same, and so do Belay's own sessions. A database that has a setting of its own keeps that.
 * Idempotent, also against other processes.
 */
final class ReadOnlyBelt {

    private static final String DATABASES = "SELECT d.datname FROM pg_catalog.pg_database d"
            + " WHERE d.datallowconn AND NOT d.datistemplate AND d.datconnlimit <> -2"
            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_db_role_setting s WHERE s.setdatabase = d.oid AND s.setrole = 0"
            + " AND pg_catalog.array_to_string(s.setconfig, ' ') LIKE '%default_transaction_read_only=%') ORDER BY 1";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path kept;

    /** @param kept file for the names of the databases that were changed */
    ReadOnlyBelt(Path kept) {
        this.kept = kept;
    }

    /**
     * What {@link #putOn} sends, in order.
     *
     * @param databases those that clients come to; empty when they are not known
     */
    static List<ListedStatement> statementsOfPuttingOn(List<String> databases) {
        return List.of(
                ListedStatement.in(WarmSessions.ADMIN, DATABASES)
                        .when("unless it is known which databases have no such setting of their own"),
                inOneMessage(databases, ReadOnlyBelt::on).when("where there is one"));
    }

    /** What {@link #takeOff} sends, likewise. */
    static List<ListedStatement> statementsOfTakingOff(List<String> databases) {
        return List.of(inOneMessage(databases, ReadOnlyBelt::off).when("where any was made read-only"));
    }

    private static ListedStatement inOneMessage(List<String> databases, UnaryOperator<String> each) {
        return ListedStatement.in(
                WarmSessions.ADMIN,
                databases.isEmpty()
                        ? each.apply(ListedStatement.EACH_DATABASE) + "; ..."
                        : databases.stream().map(each).collect(Collectors.joining("; ")));
    }

    void putOn(Session admin) {
        if (!Files.exists(kept)) {
            write(admin.query(DATABASES).stream()
                    .map(row -> row.text("datname"))
                    .toList());
        }
        all(admin, read().stream().map(ReadOnlyBelt::on).toList());
    }

    /** Does nothing where none is on. It stays known until {@link #forget}, so that it can be put on again. */
    void takeOff(Session admin) {
        if (Files.exists(kept)) {
            all(admin, read().stream().map(ReadOnlyBelt::off).toList());
        }
    }

    /** Whether databases were made read-only, though they may not be at the moment. */
    boolean isKnown() {
        return Files.exists(kept);
    }

    void forget() {
        Durable.remove(kept);
    }

    private static void all(Session admin, List<String> statements) {
        if (!statements.isEmpty()) {
            admin.execute(statements.stream().collect(Collectors.joining("; ")));
        }
    }

    private static String on(String database) {
        return "ALTER DATABASE " + Sql.name(database) + " SET default_transaction_read_only = on";
    }

    private static String off(String database) {
        return "ALTER DATABASE " + Sql.name(database) + " RESET default_transaction_read_only";
    }

    private List<String> read() {
        try {
            return MAPPER.readValue(Files.readString(kept), new TypeReference<List<String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("which databases were made read-only cannot be read from " + kept, e);
        }
    }

    private void write(List<String> databases) {
        try {
            Durable.write(kept, MAPPER.writeValueAsString(databases));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("names that cannot be kept", impossible);
        }
    }
}
