package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.workers.clone.CloneRequest;
import io.belay.workers.clone.CloneServers;
import io.belay.workers.clone.Gate;
import io.belay.workers.clone.NewCluster;
import io.belay.workers.clone.Recovered;
import io.belay.workers.clone.SafeClone;
import io.belay.workers.command.PgUpgradeCommand.Mode;
import io.belay.workers.evidence.CommandNotes;
import io.belay.workers.hold.HoldOrder.Held;
import io.belay.workers.hold.HoldOrder.Programs;
import io.belay.workers.hold.OnlineOrder.Address;
import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.posix.Signal;
import io.belay.workers.posix.Subvolumes;
import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ServerControl;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.TestHost;
import io.belay.workers.process.Command;
import io.belay.workers.process.CommandResult;
import io.belay.workers.replication.Following;
import io.belay.workers.replication.Marker;
import io.belay.workers.replication.Names;
import io.belay.workers.replication.Publishing;
import io.belay.workers.replication.Way;
import io.belay.workers.storage.LoopMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/**
 * A 13 that serves clients through a PgBouncer, and a 17 that was upgraded from its snapshot and follows it, one hold away from serving.
 * Knows which of the two serves now. One thread.
 */
final class OnlineGround implements AutoCloseable {

    static final String RUN = "r20261122-140000-0b0b";
    static final Names NAMES = Names.ofRun(RUN);
    private static final List<String> SHOPS = List.of("app1", "app2");
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int OLD_PORT = 5471;
    private static final int NEW_PORT = 5472;
    private static final int POOLER_PORT = 6471;

    private static final List<String> SETTINGS = List.of(
            "listen_addresses = ''",
            "jit = off",
            "shared_buffers = 32MB",
            "max_connections = 60",
            "max_prepared_transactions = 5",
            "wal_level = logical",
            "max_replication_slots = 20",
            "max_wal_senders = 20",
            "max_worker_processes = 16",
            "max_logical_replication_workers = 8",
            "wal_retrieve_retry_interval = 100ms");

    private final TestHost host = TestHost.open();
    private final List<Path> started = new ArrayList<>();
    private final Path sockets;
    private final Path runFolder;
    private final Path ini;
    private final LoopMount mount;
    private final PooledClients clients;
    private final List<Process> bouncers = new ArrayList<>();
    private List<Held> poolers;
    private List<String> databases = List.of();
    private Side serving;
    private Side following;
    private Way way = Way.firstForward();
    private int epoch;

    private OnlineGround() throws IOException {
        TestHost.programs(13);
        TestHost.programs(17);
        this.mount = LoopMount.of("btrfs", 3L << 30);
        Files.setPosixFilePermissions(mount.path().getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        this.sockets = host.makeFolder(host.folder().resolve("s"));
        this.runFolder = Files.createDirectories(host.folder().resolve("state").resolve(RUN));
        Path live = mount.path().resolve("live");
        Subvolumes.create(live);
        host.makeFolder(live);
        this.ini = host.makeFolder(host.folder().resolve("pb")).resolve("pgbouncer.ini");
        this.clients = new PooledClients(sockets, POOLER_PORT, SHOPS);
        this.poolers = List.of(new Held(pooler("front", POOLER_PORT, sockets, ini), SHOPS));
        this.serving = side(13, live.resolve("data"), OLD_PORT, "old", "");
        this.following = serving;
    }

    static OnlineGround open() throws IOException {
        OnlineGround ground = new OnlineGround();
        try {
            ground.build();
            return ground;
        } catch (IOException | RuntimeException | AssertionError failure) {
            ground.close();
            throw failure;
        }
    }

    private Side side(int major, Path data, int port, String name, String openRules) {
        return new Side(
                new Programs(major, String.valueOf(major), TestHost.programs(major)),
                Objects.requireNonNull(data.getParent()),
                data,
                sockets,
                port,
                "postgres",
                "",
                new Address(sockets.toString(), port, "postgres", "", Map.of()),
                runFolder.resolve(name + ".fence"),
                openRules);
    }

    private void build() throws IOException {
        startOld();
        startPooler(ini, POOLER_PORT, "transaction");
        databases = server(serving).databases();
        clients.start();
        new Publishing(server(serving), NAMES).publish(way, databases, SOON);
        Path rules = Files.write(runFolder.resolve("open.hba"), List.of("local all all trust"));
        Candidate candidate = upgradeSnapshot();
        following = side(17, candidate.data(), NEW_PORT, "new", rules.toString());
        start(following, "local all postgres trust");
        Following forward = new Following(
                server(serving), server(following), serving.address().source(), NAMES, way);
        forward.prepare(databases);
        forward.startAt(databases.stream().collect(Collectors.toMap(Function.identity(), any -> candidate.end())));
        forward.enable();
        caughtUp();
    }

    static JdbcServer server(Side side) {
        Endpoint.UnixSocket socket = new Endpoint.UnixSocket(side.socketFolder(), side.port());
        return new JdbcServer(Access.byPeer(socket, side.superuser(), SOON), "template1");
    }

    PooledClients clients() {
        return clients;
    }

    Side serving() {
        return serving;
    }

    Side following() {
        return following;
    }

    TestHost host() {
        return host;
    }

    List<String> databases() {
        return databases;
    }

    /** The order of the next hold, in a folder of its own. */
    HoldFolder order(Duration budget) {
        return order(budget, Duration.ZERO, true);
    }

    /** @param kill after which transactions that last are ended */
    HoldFolder order(Duration budget, Duration kill, boolean wayBack) {
        epoch++;
        HoldFolder folder = HoldFolder.of(runFolder, epoch);
        folder.give(new OnlineOrder(
                1,
                RUN,
                "promote",
                epoch,
                "orders",
                budget.toMillis(),
                kill.toMillis(),
                host.folder().resolve("state"),
                transcripts(),
                serving,
                following,
                databases,
                way,
                wayBack,
                host.account().name(),
                Path.of("/srv/pg/orders/13/data"),
                OLD_PORT,
                poolers,
                false));
        return folder;
    }

    private static PgBouncerAddress pooler(String name, int port, Path sockets, Path configuration) {
        return new PgBouncerAddress(
                name, sockets.toString(), port, "belay", new Secret(Secret.Kind.NONE, ""), configuration);
    }

    /** One more PgBouncer before the side that serves, which the next holds hold too. */
    PgBouncerAddress anotherPooler(String name, int port, String mode) throws IOException {
        Path configuration = host.makeFolder(host.folder().resolve(name)).resolve("pgbouncer.ini");
        startPooler(configuration, port, mode);
        PgBouncerAddress address = pooler(name, port, sockets, configuration);
        List<Held> more = new ArrayList<>(poolers);
        more.add(new Held(address, SHOPS));
        poolers = List.copyOf(more);
        return address;
    }

    /** The next holds hold clients by it alone. The first PgBouncer stays, unknown to them. */
    void holdAt(PoolerAddress other) {
        poolers = List.of(new Held(other, List.of()));
    }

    PgBouncerAddress front() {
        return pooler("front", POOLER_PORT, sockets, ini);
    }

    Path sockets() {
        return sockets;
    }

    /** What all holds noted until now. */
    List<String> noted() throws IOException {
        Path commands =
                transcripts().resolve("../..").resolve(CommandNotes.FILE).normalize();
        return Files.exists(commands) ? Files.readAllLines(commands) : List.of();
    }

    private Path transcripts() {
        try {
            return Files.createDirectories(host.folder().resolve("evidence/transcripts/promote"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The hold's own process. */
    Process launch(HoldFolder folder, String failpoint) throws IOException {
        Command command = HoldProgram.command(folder, folder.order().orElseThrow());
        List<String> arguments = new ArrayList<>(command.arguments());
        if (!failpoint.isEmpty()) {
            arguments.add(1, "-D" + HoldFailpoint.PROPERTY + "=" + failpoint);
        }
        return new ProcessBuilder(arguments)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.path().resolve("output").toFile())
                .start();
    }

    HoldResult ended(HoldFolder folder, Process hold) throws IOException, InterruptedException {
        assertThat(hold.waitFor(2, TimeUnit.MINUTES)).isTrue();
        HoldResult result =
                folder.result().orElseThrow(() -> new IllegalStateException("no result: " + output(folder)));
        return told(folder, result);
    }

    private static String output(HoldFolder folder) {
        try {
            return Files.readString(folder.path().resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    HoldResult run(HoldFolder folder, String failpoint) throws IOException, InterruptedException {
        return ended(folder, launch(folder, failpoint));
    }

    void awaitReached(HoldFolder folder, Process hold) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.exists(folder.path().resolve("reached")) || !hold.isAlive());
        assertThat(hold.isAlive()).as(output(folder)).isTrue();
    }

    HoldResult settle(HoldFolder folder) {
        return told(folder, HoldProgram.settle(folder, host.runner(), "the hold's process was killed"));
    }

    private HoldResult told(HoldFolder folder, HoldResult result) {
        System.out.println(
                "  " + folder.path().getFileName() + " (" + serving.programs().major() + " served): "
                        + result.table().replace("\n", "\n    ") + "\n    " + result.facts() + "\n    slowest client "
                        + clients.longestSinceLast() + " ms");
        if (result.crossed()) {
            Side served = serving;
            serving = following.onceOpened();
            following = served.onceOpened();
            way = way.reversed();
        }
        return result;
    }

    /** Whether a client that comes directly is let in. */
    boolean isOpen(Side side) {
        try (var connection = PooledClients.connect(sockets, side.port(), "app1")) {
            return connection.isValid(5);
        } catch (SQLException refused) {
            return false;
        }
    }

    void awaitProgress() {
        long before = clients.acknowledged();
        await().atMost(SOON).until(() -> clients.acknowledged() > before + 20);
    }

    void caughtUp() {
        Marker marker = new Marker(NAMES);
        for (String database : databases) {
            try (Session source = server(serving).open(database);
                    Session target = server(following).open(database)) {
                marker.await(target, marker.write(source), SOON);
            }
        }
    }

    /** Ended as by a crash, while something else is under way. */
    void crash(Side side) {
        ServerControl.servedBy(side.data()).ifPresent(Signal.QUIT::sendTo);
        await().atMost(SOON).until(() -> ServerControl.servedBy(side.data()).isEmpty());
    }

    static Map<String, String> contents(Side side) {
        Map<String, String> contents = new LinkedHashMap<>();
        for (String database : SHOPS) {
            for (String table : PooledClients.TABLES) {
                contents.put(
                        database + " " + table,
                        value(
                                side,
                                database,
                                "SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text COLLATE"
                                        + " \"C\"), '')) FROM " + table + " t"));
            }
        }
        return contents;
    }

    static String sequences(Side side) {
        return SHOPS.stream()
                .map(database -> value(
                        side,
                        database,
                        "SELECT string_agg(c.oid::regclass || coalesce(pg_sequence_last_value(c.oid)::text, ' unused'), ', '"
                                + " ORDER BY c.relname COLLATE \"C\") FROM pg_class c JOIN pg_namespace n ON n.oid ="
                                + " c.relnamespace WHERE c.relkind = 'S' AND n.nspname = 'public'"))
                .collect(Collectors.joining("; "));
    }

    static String value(Side side, String database, String query) {
        try (Session session = server(side).open(database)) {
            return session.query("SELECT (" + query + ")::text AS value")
                    .get(0)
                    .optional("value")
                    .orElse("");
        }
    }

    static void run(Side side, String database, String... statements) {
        try (Session session = server(side).open(database)) {
            List.of(statements).forEach(session::execute);
        }
    }

    private void startOld() throws IOException {
        Installation installation = host.installation(13);
        host.run(
                installation.program("initdb").toString(),
                "-D",
                serving.data().toString(),
                "-U",
                "postgres",
                "--auth=trust",
                "--locale=C.UTF-8",
                "--encoding=UTF8",
                "--no-sync");
        start(serving, "local all all trust");
        run(serving, "postgres", "CREATE ROLE app LOGIN");
        for (String database : SHOPS) {
            run(serving, "postgres", "CREATE DATABASE " + database);
            run(serving, database, PooledClients.SCHEMA);
        }
    }

    private void start(Side side, String rules) throws IOException {
        List<String> lines = new ArrayList<>(SETTINGS);
        lines.add("unix_socket_directories = '" + sockets + "'");
        lines.add("port = " + side.port());
        Files.write(side.data().resolve("postgresql.conf"), lines);
        Files.write(side.data().resolve("pg_hba.conf"), List.of(rules));
        started.add(side.data());
        start(side);
    }

    void start(Side side) {
        host.run(
                side.programs().folder().resolve("pg_ctl").toString(),
                "start",
                "-D",
                side.data().toString(),
                "-w",
                "-s",
                "-l",
                sockets.resolve("log-" + side.port()).toString());
    }

    private void startPooler(Path configuration, int port, String mode) throws IOException {
        Path program = bouncerProgram();
        Path folder = Objects.requireNonNull(configuration.getParent());
        List<String> lines = new ArrayList<>(List.of("[databases]"));
        SHOPS.forEach(name -> lines.add(name + " = host=" + sockets + " port=" + serving.port() + " dbname=" + name));
        lines.addAll(List.of(
                "[pgbouncer]",
                "unix_socket_dir = " + sockets,
                "listen_port = " + port,
                "auth_type = trust",
                "auth_file = " + folder.resolve("users"),
                "admin_users = belay",
                "pool_mode = " + mode,
                "ignore_startup_parameters = extra_float_digits, options",
                "logfile = " + folder.resolve("log"),
                "pidfile = " + folder.resolve("pid")));
        Files.write(configuration, lines);
        Files.write(folder.resolve("users"), List.of("\"app\" \"\"", "\"belay\" \"\""));
        for (Path file : List.of(configuration, folder.resolve("users"))) {
            if (host.isRoot()) {
                Files.setAttribute(file, "unix:uid", (int) host.account().userId());
                Files.setAttribute(file, "unix:gid", (int) host.account().groupId());
            }
        }
        List<String> command = new ArrayList<>();
        if (host.isRoot()) {
            command.addAll(List.of(
                    "setpriv",
                    "--reuid",
                    host.account().name(),
                    "--regid",
                    String.valueOf(host.account().groupId()),
                    "--init-groups",
                    "--"));
        }
        command.addAll(List.of(program.toString(), configuration.toString()));
        Process bouncer = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("start.log").toFile())
                .start();
        bouncers.add(bouncer);
        await().atMost(SOON).until(() -> Files.exists(sockets.resolve(".s.PGSQL." + port)));
    }

    private static Path bouncerProgram() {
        String named = System.getenv("BELAY_TEST_PGBOUNCER");
        Path program = Path.of(named == null ? "/usr/sbin/pgbouncer" : named);
        Assumptions.assumeTrue(
                Files.isExecutable(program), "BELAY_TEST_PGBOUNCER names no PgBouncer, and the host has none");
        return program;
    }

    private record Candidate(Path data, io.belay.workers.postgres.Lsn end) {}

    /** An atomic image while clients write, plain recovery, and the upgrade inside it. */
    private Candidate upgradeSnapshot() {
        Path live = Objects.requireNonNull(serving.data().getParent());
        Path place = host.makeFolder(mount.path().resolve("place"));
        Path root = place.resolve("c1");
        Subvolumes.snapshot(live, root, false);
        Gate gate = new Gate(host.runner(), host.transcripts(), host.isRoot());
        CloneServers servers = new CloneServers(gate, host.runner(), host.transcripts());
        CloneRequest request = new CloneRequest(
                "S1",
                place,
                root,
                Path.of("data"),
                List.of(live),
                List.of(),
                host.installation(13),
                host.account(),
                "postgres",
                host.folder().resolve("s1"),
                5401,
                "belay-test-switch");
        SafeClone copied = gate.make(request);
        Recovered recovered = servers.recoverOnce(copied, SOON).recovered();
        SafeClone original = gate.reopen(request);
        NewCluster maker = new NewCluster(gate, host.runner(), host.transcripts());
        Installation target = host.installation(17);
        SafeClone fresh = maker.prepare(original, target, Path.of("new"), recovered.template());
        CommandResult result = host.runner()
                .run(maker.pgUpgrade(original, fresh, Mode.LINK, 2, false, LONG), host.transcripts(), "pg_upgrade");
        assertThat(result.succeeded()).as(result.output()).isTrue();
        return new Candidate(fresh.dataDirectory(), recovered.endOfRecovery());
    }

    @Override
    public void close() throws IOException {
        clients.end();
        // Those that still wait for it are refused by that.
        bouncers.forEach(Process::destroy);
        try {
            clients.stop();
        } finally {
            for (Path data : started) {
                ServerControl.servedBy(data).ifPresent(Signal.QUIT::sendTo);
                await().atMost(SOON).until(() -> ServerControl.servedBy(data).isEmpty());
            }
            mount.close();
            host.close();
        }
    }
}
