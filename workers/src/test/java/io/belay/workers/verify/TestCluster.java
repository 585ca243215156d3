package io.belay.workers.verify;

import io.belay.workers.posix.Account;
import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import io.belay.workers.process.Command;
import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A cluster of these tests: made with {@code initdb}, reached by its socket only, stopped by who started it.
 *
 * <p>The programs are named by {@code BELAY_TEST_PG13} and {@code BELAY_TEST_PG17}; for root, {@code BELAY_TEST_ACCOUNT} names
 * the account that runs the servers.
 */
public final class TestCluster implements AutoCloseable {

    /** Below the ephemeral range; only part of the socket's name. */
    private static final int PORT = 6613;

    private static final CommandRunner COMMANDS = new HostCommandRunner(Masking.none());

    private final Installation installation;
    private final Path home;
    private final Path data;
    private boolean running;

    private TestCluster(Installation installation, Path home) {
        this.installation = installation;
        this.home = home;
        this.data = home.resolve("data");
    }

    /** The programs that an environment variable names; the test is skipped, with the reason, when it names none. */
    public static Installation installation(int major) {
        String variable = "BELAY_TEST_PG" + major;
        String folder = System.getenv(variable);
        Assumptions.assumeTrue(
                folder != null && Files.isExecutable(Path.of(folder, "postgres")),
                variable + " names no folder with PostgreSQL " + major + " programs");
        return new Installation(major, String.valueOf(major), Path.of(folder));
    }

    public static Optional<Account> account() {
        if (!System.getProperty("user.name").equals("root")) {
            return Optional.empty();
        }
        String name = System.getenv("BELAY_TEST_ACCOUNT");
        Assumptions.assumeTrue(
                name != null, "PostgreSQL does not run as root, and BELAY_TEST_ACCOUNT names no account to run it as");
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.map(line -> line.split(":"))
                    .filter(fields -> fields[0].equals(name))
                    .map(fields ->
                            new Account(name, Long.parseLong(fields[2]), Long.parseLong(fields[3]), Path.of(fields[5])))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder that belongs to the account which runs the servers. */
    public static Path folder(String name) {
        try {
            Path folder = Files.createTempDirectory("belay-" + name + "-");
            Optional<Account> account = account();
            if (account.isPresent()) {
                Files.setOwner(
                        folder,
                        folder.getFileSystem()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByName(account.get().name()));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestCluster create(Installation installation, String name, String... settings) {
        TestCluster cluster = new TestCluster(installation, folder(name));
        cluster.run(
                "initdb", "-N", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-D", cluster.data);
        cluster.configure(settings);
        return cluster;
    }

    /** Of a stopped cluster, byte for byte. */
    public TestCluster copy(String name) {
        TestCluster copy = new TestCluster(installation, folder(name));
        copy.runProgram(Path.of("/bin/cp"), "-a", data, copy.data);
        copy.configure();
        return copy;
    }

    /** Upgrades this stopped cluster into a new one, by {@code pg_upgrade --link}; this one must not be started again. */
    public TestCluster upgradeTo(Installation target, String name) {
        TestCluster upgraded = create(target, name);
        upgraded.run(
                "pg_upgrade",
                "--link",
                "-U",
                "postgres",
                "-b",
                installation.programs(),
                "-B",
                target.programs(),
                "-d",
                data,
                "-D",
                upgraded.data,
                "-s",
                upgraded.home);
        return upgraded;
    }

    private void configure(String... settings) {
        List<String> lines = new ArrayList<>(List.of(
                "listen_addresses = ''",
                "unix_socket_directories = '" + home + "'",
                "port = " + PORT,
                "fsync = off",
                "jit = off",
                "max_connections = 30",
                "max_prepared_transactions = 4",
                "shared_buffers = 16MB",
                "timezone = 'UTC'"));
        lines.addAll(List.of(settings));
        try {
            Files.write(data.resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestCluster start() {
        run("pg_ctl", "-D", data, "-w", "-t", "60", "-l", log(), "start");
        running = true;
        return this;
    }

    public TestCluster stop() {
        run("pg_ctl", "-D", data, "-w", "-m", "fast", "stop");
        running = false;
        return this;
    }

    public Path log() {
        return home.resolve("log");
    }

    public Path data() {
        return data;
    }

    public Installation installation() {
        return installation;
    }

    public Server server() {
        return new TestServer(installation.major(), home, PORT, true);
    }

    /** By the worker's own driver. */
    public Access access() {
        return Access.byPeer(new Endpoint.UnixSocket(home, PORT), "postgres", Duration.ofMinutes(1));
    }

    Side side() {
        return new Side(server(), home, PORT, "postgres");
    }

    public void sql(String database, String... statements) {
        try (Session session = new TestServer(installation.major(), home, PORT, false).open(database)) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }

    public CommandResult run(String program, Object... arguments) {
        return runProgram(installation.program(program), arguments);
    }

    private CommandResult runProgram(Path program, Object... arguments) {
        List<String> line = new ArrayList<>(List.of(program.toString()));
        Arrays.stream(arguments).map(Object::toString).forEach(line::add);
        CommandResult result = COMMANDS.run(
                new Command(line, home, Map.of(), account(), Command.Isolation.NONE, Duration.ofMinutes(3)),
                home,
                "run");
        if (!result.succeeded()) {
            throw new IllegalStateException(line + " ended with " + result.exitCode() + ": " + result.output());
        }
        return result;
    }

    @Override
    public void close() {
        if (running) {
            stop();
        }
        remove(home);
    }

    public static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
