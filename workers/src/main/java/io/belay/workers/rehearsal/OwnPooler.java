package io.belay.workers.rehearsal;

import io.belay.workers.clone.OwnedFiles;
import io.belay.workers.hold.HoldOrder.Held;
import io.belay.workers.hold.PgBouncerAddress;
import io.belay.workers.hold.Secret;
import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.ToolRun;
import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A PgBouncer of Belay's own before two clones: the program that this host has, with sockets only. It works in the tree of one of them,
 * and ends with whatever else does. Immutable.
 */
public final class OwnPooler {

    private static final int PORT = 6432;
    private static final String CONSOLE = "belay";
    private static final Duration STATEMENT = Duration.ofMinutes(1);
    private static final Duration UP = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final String ANSWER = "SELECT 1 AS one";

    /** Where systems put it, behind what the worker's own path says. */
    private static final String USUAL = "/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin";

    private final Path sockets;
    private final Path ini;
    private final List<String> databases;

    private OwnPooler(Path sockets, Path ini, List<String> databases) {
        this.sockets = sockets;
        this.ini = ini;
        this.databases = List.copyOf(databases);
    }

    /** Empty when this host has none. */
    public static Optional<Path> program() {
        String folders = Optional.ofNullable(System.getenv("PATH")).orElse("") + File.pathSeparator + USUAL;
        return Stream.of(folders.split(File.pathSeparator))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * @param folder in a clone's tree, for its files; made here
     * @param sockets the clones' private folder, which gets its own socket too
     * @param port of the side that serves first
     * @throws IllegalStateException when it does not come up; its log lies in the folder
     */
    public static OwnPooler start(
            Path program,
            OwnedFiles files,
            Path folder,
            Path sockets,
            int port,
            List<String> databases,
            ToolRun run,
            CommandRunner commands,
            Path transcripts) {
        Path ini = folder.resolve("pgbouncer.ini");
        files.makeFolders(folder);
        files.write(folder.resolve("users.txt"), "\"" + LoadTables.ROLE + "\" \"\"\n\"" + CONSOLE + "\" \"\"\n");
        files.write(ini, text(folder, sockets, port, databases));
        CommandResult started = commands.run(
                run.in(folder).command(List.of(program.toString(), "-d", ini.toString())), transcripts, "pgbouncer");
        if (!started.succeeded()) {
            throw new IllegalStateException("the rehearsal's PgBouncer did not start: "
                    + started.output().strip());
        }
        OwnPooler pooler = new OwnPooler(sockets, ini, databases);
        pooler.awaitUp();
        return pooler;
    }

    /** It goes into the background before it listens; a client that comes too early would count as one that was failed. */
    private void awaitUp() {
        long end = System.nanoTime() + UP.toNanos();
        while (true) {
            try (Session session = open(databases.get(0))) {
                session.query(ANSWER);
                return;
            } catch (PostgresFailure notYet) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(
                            "the rehearsal's PgBouncer does not answer: " + notYet.getMessage(), notYet);
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    static String text(Path folder, Path sockets, int port, List<String> databases) {
        String entries = databases.stream()
                .map(database -> entry(databases, database) + " = host=" + sockets + " port=" + port + " dbname='"
                        + database.replace("'", "''") + "'\n")
                .collect(Collectors.joining());
        return "[databases]\n" + entries
                + "[pgbouncer]\n"
                + "listen_addr =\n"
                + "listen_port = " + PORT + "\n"
                + "unix_socket_dir = " + sockets + "\n"
                + "auth_type = trust\n"
                + "auth_file = " + folder.resolve("users.txt") + "\n"
                + "admin_users = " + CONSOLE + "\n"
                + "pool_mode = transaction\n"
                + "default_pool_size = " + 2 * RehearsalClients.EACH + "\n"
                + "max_client_conn = " + (100 + 4 * RehearsalClients.EACH * databases.size()) + "\n"
                + "ignore_startup_parameters = extra_float_digits, options\n"
                + "logfile = " + folder.resolve("log") + "\n"
                + "pidfile = " + folder.resolve("pid") + "\n";
    }

    /** Not the database's own name: older versions read no quotes there. */
    private static String entry(List<String> databases, String database) {
        return "d" + databases.indexOf(database);
    }

    /** As an order of a hold has it. */
    public Held held() {
        return new Held(
                new PgBouncerAddress(
                        "rehearsal", sockets.toString(), PORT, CONSOLE, new Secret(Secret.Kind.NONE, ""), ini),
                databases.stream().map(database -> entry(databases, database)).toList());
    }

    /** As a client. */
    Session open(String database) {
        String entry = entry(databases, database);
        return new JdbcServer(Access.byPeer(new Endpoint.UnixSocket(sockets, PORT), LoadTables.ROLE, STATEMENT), entry)
                .open(entry);
    }
}
