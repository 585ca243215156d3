package io.belay.workers.discovery;

import io.belay.workers.posix.Account;
import io.belay.workers.postgres.Endpoint.UnixSocket;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Row;
import io.belay.workers.process.Command;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Under the account that owns the cluster, by {@code psql}: root has no way in of its own where the server knows people by their
 * account, which is what Debian and Red Hat set up.
 */
final class OwnersEntrance implements Entrance {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final String READ_ONLY = "-c default_transaction_read_only=on -c search_path=pg_catalog"
            + " -c statement_timeout=20000 -c lock_timeout=5000";

    /** Neither occurs in a name or a setting, and neither is a blank, which would be stripped. */
    private static final String FIELD = "\u0002";

    private static final String RECORD = "\u0003";

    private final Path psql;
    private final UnixSocket socket;
    private final Account owner;
    private final String role;
    private final CommandRunner commands;
    private final Path transcripts;

    OwnersEntrance(Path psql, UnixSocket socket, Account owner, String role, CommandRunner commands, Path transcripts) {
        this.psql = psql;
        this.socket = socket;
        this.owner = owner;
        this.role = role;
        this.commands = commands;
        this.transcripts = transcripts;
    }

    @Override
    public String inWords() {
        return "as " + role + ", " + socket + ", by psql under the account " + owner.name();
    }

    @Override
    public List<Row> ask(String database, String statement) {
        CommandResult result = commands.run(command(database, statement), transcripts, "psql");
        if (!result.succeeded()) {
            throw new PostgresFailure(
                    "no answer " + inWords() + ": " + result.output().strip(), "", new IOException("psql"));
        }
        return rows(everything(result));
    }

    private Command command(String database, String statement) {
        return new Command(
                List.of(
                        psql.toString(),
                        "--no-psqlrc",
                        "--quiet",
                        "--no-align",
                        "--field-separator=" + FIELD,
                        "--record-separator=" + RECORD,
                        "--pset=footer=off",
                        "--host=" + socket.folder(),
                        "--port=" + socket.port(),
                        "--username=" + role,
                        "--no-password",
                        "--dbname=" + database,
                        "--set=ON_ERROR_STOP=1",
                        "--command=" + statement),
                Path.of("/"),
                Map.of("PGOPTIONS", READ_ONLY, "PGAPPNAME", "belay", "PGCONNECT_TIMEOUT", "5"),
                Optional.of(owner),
                Isolation.NONE,
                DEADLINE);
    }

    static List<Row> rows(String output) {
        List<Row> rows = new ArrayList<>();
        List<String> names = List.of();
        for (String line : List.of(output.strip().split(RECORD, -1))) {
            List<String> fields = List.of(line.strip().split(FIELD, -1));
            if (names.isEmpty()) {
                names = fields;
            } else {
                Map<String, @org.jspecify.annotations.Nullable String> row = new LinkedHashMap<>();
                for (int i = 0; i < Math.min(names.size(), fields.size()); i++) {
                    row.put(names.get(i), fields.get(i));
                }
                rows.add(new Row(row));
            }
        }
        return rows;
    }

    private static String everything(CommandResult result) {
        try {
            return Files.readString(result.transcript());
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException("what psql said cannot be read", unreadable);
        }
    }
}
