package io.belay.lab;

import io.belay.cli.dev.SetupFailure;
import io.belay.cli.dev.ShortProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * One real PostgreSQL cluster: data in {@code DATASET/MAJOR/data}, reached through a Unix socket in a short folder, never through
 * TCP. Stopped by {@link #close}; the files stay. Thread-safe.
 */
public final class LabCluster implements AutoCloseable {

    public static final String SUPERUSER = "postgres";

    /** The role by which Belay comes into live. */
    public static final String BELAY_ROLE = "belay";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LabSite site;
    private final Path bin;
    private final ClusterShape shape;
    private final Path dataset;
    private final Path socketFolder;
    private final LabSecrets secrets;

    private LabCluster(
            LabSite site, Path bin, ClusterShape shape, Path dataset, Path socketFolder, LabSecrets secrets) {
        this.site = site;
        this.bin = bin;
        this.shape = shape;
        this.dataset = dataset;
        this.socketFolder = socketFolder;
        this.secrets = secrets;
    }

    /**
     * Makes and starts a cluster.
     *
     * @throws SetupFailure BLY-4165 when initdb or the server refuses
     */
    static LabCluster create(
            LabSite site, LoopVolume volume, Path bin, ClusterShape shape, Path socketFolder, LabSecrets secrets) {
        LabCluster cluster = new LabCluster(site, bin, shape, volume.dataset(shape.dataset()), socketFolder, secrets);
        site.narrator()
                .says("making a PostgreSQL " + shape.major() + " cluster in " + cluster.dataDirectory()
                        + " (initdb, data checksums on)");
        cluster.initialize();
        cluster.start();
        try {
            cluster.createBelayRole();
            if (!volume.driver().equals("btrfs")) {
                cluster.allowBackups();
            }
        } catch (SQLException failure) {
            throw cluster.refused("create the role " + BELAY_ROLE, failure.getMessage())
                    .causedBy(failure);
        }
        return cluster;
    }

    private void initialize() {
        try {
            site.user().own(Files.createDirectory(dataset.resolve(Integer.toString(shape.major()))));
            site.user().own(Files.createDirectory(archive()));
            require(
                    program("initdb"),
                    "--pgdata=" + dataDirectory(),
                    "--username=" + SUPERUSER,
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--data-checksums",
                    "--auth=reject");
            append("postgresql.conf", "\n# The lab\n" + settings());
            append("pg_ident.conf", identities());
            Files.writeString(dataDirectory().resolve("pg_hba.conf"), access());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write below " + dataset, failure);
        }
    }

    private String settings() {
        return shape.allSettings(socketFolder.toString(), archive().toString()).entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** The accounts that may be superuser or, where no password is wished, {@code belay}. */
    private String identities() {
        return List.of(System.getProperty("user.name"), site.user().name()).stream()
                .distinct()
                .map(account -> "lab " + account + " " + SUPERUSER + "\nlab " + account + " " + BELAY_ROLE + "\n")
                .collect(Collectors.joining("", "\n", ""));
    }

    private String access() {
        return "# Written by the lab\n"
                + "local all " + SUPERUSER + " peer map=lab\n"
                + "local all " + BELAY_ROLE + (shape.passwordForBelay() ? " scram-sha-256\n" : " peer map=lab\n")
                + "local all all scram-sha-256\n"
                + "local replication " + SUPERUSER + " peer map=lab\n";
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(dataDirectory().resolve(file), text, StandardOpenOption.APPEND);
    }

    /** Storage that copies file by file needs live in backup mode; the functions were renamed in 15. */
    private void allowBackups() throws SQLException {
        try (Sql sql = open("postgres")) {
            sql.execute(
                    shape.major() < 15
                            ? "GRANT EXECUTE ON FUNCTION pg_start_backup(text, boolean, boolean),"
                                    + " pg_stop_backup(boolean, boolean) TO " + BELAY_ROLE
                            : "GRANT EXECUTE ON FUNCTION pg_backup_start(text, boolean), pg_backup_stop(boolean) TO "
                                    + BELAY_ROLE);
        }
    }

    /** Reads and watches; not a superuser. */
    private void createBelayRole() throws SQLException {
        try (Sql sql = open("postgres")) {
            sql.execute("CREATE ROLE " + BELAY_ROLE + " LOGIN");
            sql.execute("GRANT pg_monitor, pg_signal_backend TO " + BELAY_ROLE);
            if (shape.passwordForBelay()) {
                sql.execute("ALTER ROLE " + BELAY_ROLE + " PASSWORD '" + secrets.verifierOf(BELAY_ROLE) + "'");
            }
        }
    }

    public int major() {
        return shape.major();
    }

    public int port() {
        return shape.port();
    }

    /** The subvolume or folder that a snapshot takes. */
    public Path dataset() {
        return dataset;
    }

    public Path dataDirectory() {
        return dataset.resolve(Integer.toString(shape.major())).resolve("data");
    }

    public Path socketFolder() {
        return socketFolder;
    }

    /** Where live's WAL is archived to, outside the dataset: nothing but live may ever write here. */
    public Path archive() {
        return site.work().resolve(shape.dataset() + "-archive");
    }

    public Path serverLog() {
        return dataDirectory().resolve("log/postgresql.log");
    }

    public Path program(String name) {
        return bin.resolve(name);
    }

    /** As superuser, vouched for by the operating system. */
    public Door door(String database) {
        return new Door(socketFolder, shape.port(), database, SUPERUSER, Optional.empty());
    }

    /** As one of the lab's roles with its password. */
    public Door doorAs(String database, String role) {
        return door(database).as(role, secrets.of(role));
    }

    public Sql open(String database) throws SQLException {
        return Sql.open(door(database));
    }

    /** @throws SetupFailure BLY-4165 with the end of the server's log */
    public void start() {
        // Without a collector this file gets all of the log, else only what comes before it starts.
        require(
                program("pg_ctl"),
                "start",
                "--pgdata=" + dataDirectory(),
                "--wait",
                "--silent",
                "--log=" + dataDirectory().resolve("start.log"));
    }

    /** Like an administrator's stop: open transactions are rolled back. Returns when the processes are gone too. */
    public void stop() {
        List<ProcessHandle> processes = new ArrayList<>();
        postmaster().ifPresent(main -> {
            main.children().forEach(processes::add);
            processes.add(main);
        });
        require(program("pg_ctl"), "stop", "--pgdata=" + dataDirectory(), "--mode=fast", "--wait", "--silent");
        // pg_ctl waits for the file with the process id only; the log writer ends last of all.
        processes.forEach(LabCluster::awaitEnd);
    }

    /**
     * As a crash of the server does: by KILL, of its first process, then of whatever would end by itself only later. A checkpointer of 13
     * that spreads its writes does not look whether it is alone. Returns when all of its processes are gone.
     */
    public void killNow() {
        killNow(dataDirectory());
    }

    /** The same for any server of the lab's. */
    public static void killNow(Path data) {
        postmaster(data).ifPresent(main -> {
            List<ProcessHandle> processes = main.children().collect(Collectors.toList());
            processes.add(main);
            main.destroyForcibly();
            processes.forEach(ProcessHandle::destroyForcibly);
            processes.forEach(LabCluster::awaitEnd);
        });
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException stillThere) {
            throw new IllegalStateException("process " + process.pid() + " does not end", stillThere);
        }
    }

    public void restart() {
        stop();
        start();
    }

    public void reload() {
        require(program("pg_ctl"), "reload", "--pgdata=" + dataDirectory(), "--silent");
    }

    public boolean isRunning() {
        return postmaster().isPresent();
    }

    /** The server's main process. */
    public Optional<ProcessHandle> postmaster() {
        return postmaster(dataDirectory());
    }

    private static Optional<ProcessHandle> postmaster(Path data) {
        try {
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            return ProcessHandle.of(Long.parseLong(pid.strip())).filter(ProcessHandle::isAlive);
        } catch (IOException stopped) {
            return Optional.empty();
        }
    }

    /** Sets or changes a role's password to the lab's own for it. */
    void givePassword(String role) throws SQLException {
        try (Sql sql = open("postgres")) {
            sql.execute("ALTER ROLE " + role + " LOGIN PASSWORD '" + secrets.verifierOf(role) + "'");
        }
    }

    /**
     * Runs an SQL script of the lab by psql as superuser, ending at the first error.
     *
     * @param resource in the package's folder of resources
     * @param variables for psql; no secrets, they stand in the process list
     * @throws SetupFailure BLY-4168 with what the server said
     */
    public void runScript(String database, String resource, Map<String, String> variables) {
        try {
            Path script = Files.createTempFile(site.work(), "script-", ".sql");
            try (InputStream stream = requireResource(resource)) {
                Files.write(script, stream.readAllBytes());
                Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));
                psql(database, variables, script, resource);
            } finally {
                Files.deleteIfExists(script);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write below " + site.work(), failure);
        }
    }

    private void psql(String database, Map<String, String> variables, Path script, String name) {
        List<String> command = new ArrayList<>(List.of(
                program("psql").toString(),
                "--no-psqlrc",
                "--quiet",
                "--set=ON_ERROR_STOP=1",
                "--host=" + socketFolder,
                "--port=" + shape.port(),
                "--username=" + SUPERUSER,
                "--dbname=" + database,
                "--output=/dev/null"));
        variables.forEach((key, value) -> command.add("--set=" + key + "=" + value));
        command.add("--file=" + script);
        ShortProgram.Result result = site.asUser(command).run();
        if (!result.succeeded()) {
            throw new SetupFailure(
                    LabErrors.SCRIPT_FAILED,
                    "the lab's script `" + name + "` failed on PostgreSQL " + shape.major() + ": " + result.tail(),
                    "only the lab's own cluster is concerned",
                    "report this: the script ships with Belay");
        }
    }

    private static InputStream requireResource(String name) {
        return Optional.ofNullable(LabCluster.class.getResourceAsStream(name))
                .orElseThrow(() -> new IllegalArgumentException("no script " + name));
    }

    /**
     * Makes Belay's role what an online promotion asks for: only a superuser may publish all tables of a database, those of tomorrow
     * too.
     */
    public void letBelayPublish() throws SQLException {
        try (Sql sql = open("postgres")) {
            sql.execute("ALTER ROLE " + BELAY_ROLE + " SUPERUSER");
        }
    }

    /** Fills the database {@code pgbench} with pgbench's own tables, and declares the one without a key to be followed by whole rows. */
    void initializePgbench(String database, int scale) throws SQLException {
        require(
                program("pgbench"),
                "--initialize",
                "--quiet",
                "--foreign-keys",
                "--scale=" + scale,
                "--host=" + socketFolder,
                "--port=" + shape.port(),
                "--username=" + SUPERUSER,
                database);
        try (Sql sql = open(database)) {
            sql.execute("ALTER TABLE pgbench_history REPLICA IDENTITY FULL");
        }
    }

    private void require(Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ShortProgram.Result result = site.asUser(command).within(PATIENCE).run();
        if (!result.succeeded()) {
            throw refused(program.getFileName() + " " + arguments[0], result.tail() + endOfLog());
        }
    }

    private String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(serverLog());
            return " | " + String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException none) {
            return "";
        }
    }

    private SetupFailure refused(String what, @org.jspecify.annotations.Nullable String why) {
        return new SetupFailure(
                LabErrors.SERVER_NOT_STARTED,
                "PostgreSQL " + shape.major() + " in `" + dataDirectory() + "` cannot `" + what + "`: " + why,
                "only the lab's own cluster is concerned",
                "read `" + serverLog() + "`, then start again");
    }

    /** Stops the server if it runs. */
    @Override
    public void close() {
        if (isRunning()) {
            stop();
        }
    }
}
