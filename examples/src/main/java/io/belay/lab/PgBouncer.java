package io.belay.lab;

import io.belay.cli.dev.SetupFailure;
import io.belay.cli.dev.ShortProgram;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A real PgBouncer before a cluster, on a Unix socket, with its admin console. Stopped by {@link #close}. Thread-safe.
 *
 * <p>The console is reached by psql: the JDBC driver 42.7.14 begins with {@code SET extra_float_digits} where a server says that
 * it is older than 12, the console calls itself 1.18, and refuses.
 */
public final class PgBouncer implements AutoCloseable {

    /** May use the admin console. */
    public static final String ADMIN = LabCluster.BELAY_ROLE;

    private static final Duration READY = Duration.ofSeconds(20);
    private static final long POLL_MILLISECONDS = 20;

    private final LabSite site;
    private final ProcessBuilder program;
    private volatile Process process;
    private final Path folder;
    private final Path socketFolder;
    private final int port;
    private final LabSecrets secrets;
    private final Path psql;

    private PgBouncer(
            LabSite site, ProcessBuilder program, Path folder, LabCluster cluster, int port, LabSecrets secrets)
            throws IOException {
        this.site = site;
        this.program = program;
        this.process = program.start();
        this.folder = folder;
        this.socketFolder = cluster.socketFolder();
        this.psql = cluster.program("psql");
        this.port = port;
        this.secrets = secrets;
    }

    /**
     * @param databases each is passed on to the one of the same name
     * @param roles that may come in, with the lab's passwords for them
     * @throws SetupFailure BLY-4166 when it ends or does not answer
     */
    static PgBouncer start(
            LabSite site,
            LabCluster cluster,
            int port,
            List<String> databases,
            List<String> roles,
            LabSecrets secrets) {
        Path folder = site.work().resolve("pgbouncer");
        site.narrator().says("starting PgBouncer before the cluster, on the socket " + cluster.socketFolder());
        try {
            site.user().own(Files.createDirectory(folder));
            List<String> all = new ArrayList<>(roles);
            all.add(ADMIN);
            Path users = LabSecrets.write(
                    folder.resolve("userlist.txt"),
                    all.stream()
                            .map(role -> "\"" + role + "\" \"" + secrets.of(role) + "\"\n")
                            .collect(Collectors.joining()));
            site.user().own(users);
            Path ini = folder.resolve("pgbouncer.ini");
            site.user().own(Files.writeString(ini, configuration(folder, cluster, port, databases)));
            List<String> command = new ArrayList<>(List.of("setsid"));
            command.addAll(site.user().running(site.tools().pgbouncer().toString(), ini.toString()));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("start.log").toFile());
            builder.environment().putAll(site.environment());
            LabSecrets.write(
                    site.work().resolve("pgbouncer-pgpass"), "*:*:pgbouncer:" + ADMIN + ":" + secrets.of(ADMIN) + "\n");
            PgBouncer pooler = new PgBouncer(site, builder, folder, cluster, port, secrets);
            pooler.awaitReady();
            return pooler;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start PgBouncer in " + folder, failure);
        }
    }

    private static String configuration(Path folder, LabCluster cluster, int port, List<String> databases) {
        String entries = databases.stream()
                .map(name -> name + " = host=" + cluster.socketFolder() + " port=" + cluster.port() + " dbname=" + name
                        + "\n")
                .collect(Collectors.joining());
        return "[databases]\n" + entries
                + "\n[pgbouncer]\n"
                + "unix_socket_dir = " + cluster.socketFolder() + "\n"
                + "unix_socket_mode = 0777\n"
                + "listen_port = " + port + "\n"
                + "auth_type = scram-sha-256\n"
                + "auth_file = " + folder.resolve("userlist.txt") + "\n"
                + "admin_users = " + ADMIN + "\n"
                + "pool_mode = transaction\n"
                + "default_pool_size = 20\n"
                + "max_client_conn = 500\n"
                // The JDBC driver sends it at every start.
                + "ignore_startup_parameters = extra_float_digits\n"
                + "logfile = " + folder.resolve("pgbouncer.log") + "\n"
                + "pidfile = " + folder.resolve("pgbouncer.pid") + "\n";
    }

    private void awaitReady() {
        long end = System.nanoTime() + READY.toNanos();
        ShortProgram.Result answer = console("SHOW VERSION");
        while (!answer.succeeded() && System.nanoTime() < end && process.isAlive()) {
            pause();
            answer = console("SHOW VERSION");
        }
        if (!answer.succeeded()) {
            close();
            throw refused("SHOW VERSION", answer);
        }
    }

    private SetupFailure refused(String command, ShortProgram.Result answer) {
        return new SetupFailure(
                LabErrors.POOLER_REFUSED,
                "PgBouncer on `" + socketFolder + "` does not carry out `" + command + "`: " + answer.tail(),
                "the cluster behind it runs on",
                "read `" + folder.resolve("pgbouncer.log") + "`, then start again");
    }

    private ShortProgram.Result console(String command) {
        List<String> program = consoleCommand();
        program.add("--command=" + command);
        return site.asSelf(program.toArray(String[]::new))
                .with(Map.of("PGPASSFILE", administratorPassword().toString()))
                .run();
    }

    private List<String> consoleCommand() {
        return new ArrayList<>(List.of(
                psql.toString(),
                "--no-psqlrc",
                "--no-align",
                "--tuples-only",
                "--field-separator=\t",
                "--host=" + socketFolder,
                "--port=" + port,
                "--username=" + ADMIN,
                "--no-password",
                "--dbname=pgbouncer"));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for PgBouncer", interrupted);
        }
    }

    /** Waits until open transactions are done, then holds all clients of the database. */
    public void pause(String database) {
        command("PAUSE " + database);
    }

    /** Lets them go on. */
    public void resume(String database) {
        command("RESUME " + database);
    }

    /** Reads its configuration file again. */
    public void reload() {
        command("RELOAD");
    }

    /**
     * A command of the console.
     *
     * @return one line for each row it shows, columns separated by tabs
     * @throws SetupFailure BLY-4166 when the console refuses
     */
    public List<String> command(String command) {
        ShortProgram.Result answer = console(command);
        if (!answer.succeeded()) {
            throw refused(command, answer);
        }
        return answer.output().lines().toList();
    }

    /** A connection to the console that is kept: a command then starts no program. */
    public PoolerConsole openConsole() {
        return PoolerConsole.start(consoleCommand(), administratorPassword(), site);
    }

    /** A client's way in. */
    public Door door(String database, String role) {
        return new Door(socketFolder, port, database, role, Optional.of(secrets.of(role)));
    }

    public Path configurationFile() {
        return folder.resolve("pgbouncer.ini");
    }

    /** For {@code PGPASSFILE} of whoever enters the console as {@link #ADMIN}. */
    public Path administratorPassword() {
        return site.work().resolve("pgbouncer-pgpass");
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does: its clients lose their connections. */
    public void killNow() {
        process.destroyForcibly();
        close();
    }

    /** One that ended, by its file as that is now. */
    public void startAgain() {
        try {
            process = program.start();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start PgBouncer in " + folder, failure);
        }
        awaitReady();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                site.narrator().says("PgBouncer did not stop by itself and was killed");
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
