package io.belay.workers.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.clone.CloneRequest;
import io.belay.workers.clone.CloneServers;
import io.belay.workers.clone.Gate;
import io.belay.workers.clone.NewCluster;
import io.belay.workers.clone.Recovered;
import io.belay.workers.clone.SafeClone;
import io.belay.workers.command.PgUpgradeCommand.Mode;
import io.belay.workers.posix.Subvolumes;
import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.ServerControl;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.TestHost;
import io.belay.workers.process.CommandResult;
import io.belay.workers.storage.LoopMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The whole recipe under load, 13 to 17 and back and forth again: slots, snapshot, recovery, {@code pg_upgrade}, following from the end
 * of recovery, and three switches. Without pooler and fence: the clients pause by themselves.
 */
class OnlineRecipeIT {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int PORT = 5461;
    private static final Names NAMES = Names.ofRun("r20261121-130000-0a11");

    private static final List<String> SETTINGS = List.of(
            "listen_addresses = ''",
            "port = " + PORT,
            "jit = off",
            "fsync = off",
            "shared_buffers = 16MB",
            "max_connections = 40",
            "wal_level = logical",
            "max_replication_slots = 20",
            "max_wal_senders = 20",
            "max_worker_processes = 16",
            "max_logical_replication_workers = 8",
            "wal_retrieve_retry_interval = 100ms");

    /** One of the two servers, and how the other reaches it. */
    private record Side(JdbcServer server, SourceAddress address) {}

    /** What is ready before a hold, so that a switch costs little. */
    private record Ready(Way way, Side from, Side to, Way next, Following current, Following reverse) {}

    private final List<Path> started = new ArrayList<>();
    private TestHost host;
    private LoopMount mount;
    private Path live;
    private Writers writers;
    private List<String> databases = List.of();

    @BeforeEach
    void open() throws IOException {
        host = TestHost.open();
        TestHost.programs(13);
        TestHost.programs(17);
        mount = LoopMount.of("btrfs", 2L << 30);
        Files.setPosixFilePermissions(mount.path().getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        live = mount.path().resolve("live");
        Subvolumes.create(live);
        host.makeFolder(live);
        writers = new Writers(List.of("app1", "app2"));
    }

    @AfterEach
    void close() throws IOException {
        for (Path data : started) {
            ServerControl.servedBy(data).ifPresent(pid -> io.belay.workers.posix.Signal.QUIT.sendTo(pid));
            Pair.awaitTrue(() -> ServerControl.servedBy(data).isEmpty());
        }
        if (mount != null) {
            mount.close();
        }
        host.close();
    }

    @Test
    void nothing_is_lost_or_doubled_there_and_back_and_there_again() throws IOException {
        Side old = startOld();
        databases = old.server().databases();
        writers.start(old.server());
        new Publishing(old.server(), NAMES).publish(Pair.FORWARD, databases, SOON);

        Candidate candidate = upgradeSnapshot();
        Side upgraded = start(candidate.data(), candidate.installation(), "sn");
        Following forward = new Following(old.server(), upgraded.server(), old.address(), NAMES, Pair.FORWARD);
        forward.prepare(databases);
        forward.startAt(databases.stream().collect(Collectors.toMap(Function.identity(), any -> candidate.end())));
        forward.enable();
        caughtUp(old, upgraded);

        Way way = Pair.FORWARD;
        Side from = old;
        Side to = upgraded;
        for (int round = 1; round <= 3; round++) {
            Ready ready = prepare(way, from, to, forward);
            writers.stop();
            Map<String, Lsn> places = hold(ready);
            assertAlike(ready);
            writers.start(to.server());
            forward = release(ready, places);
            caughtUp(to, from);
            way = ready.next();
            Side served = from;
            from = to;
            to = served;
        }
        writers.stop();
        caughtUp(from, to);

        assertThat(writers.acknowledged()).isGreaterThan(100);
        assertThat(writers.missing(old.server())).isZero();
        assertThat(writers.missing(upgraded.server())).isZero();
        assertThat(contents(old)).isEqualTo(contents(upgraded));
        removeAll(old, upgraded, forward);
    }

    private void removeAll(Side old, Side upgraded, Following last) {
        last.drop(SOON);
        for (Side side : List.of(old, upgraded)) {
            Publishing publishing = new Publishing(side.server(), NAMES);
            publishing.withdraw(SOON);
            assertThat(publishing.look().isNothing()).isTrue();
        }
    }

    /** Steps 8 to 11: while the one side still serves. */
    private Ready prepare(Way way, Side from, Side to, Following current) {
        Way next = way.reversed();
        List<Slot> slots = new Publishing(to.server(), NAMES).publish(next, databases, SOON);
        Following reverse = new Following(to.server(), from.server(), to.address(), NAMES, next);
        reverse.prepare(databases);
        for (Slot slot : slots) {
            try (Session source = from.server().open(slot.database());
                    Session target = to.server().open(slot.database())) {
                new SequenceCopy(NAMES, way).copyAll(source, target);
                SlotAdvance.advance(target, slot.name());
            }
        }
        return new Ready(way, from, to, next, current, reverse);
    }

    /** Steps 5 to 9 over sessions that are open before; nobody writes. */
    private Map<String, Lsn> hold(Ready ready) {
        Marker marker = new Marker(NAMES);
        SequenceCopy sequences = new SequenceCopy(NAMES, ready.way());
        Map<String, Lsn> places = new LinkedHashMap<>();
        for (String database : databases) {
            try (Session source = ready.from().server().open(database);
                    Session target = ready.to().server().open(database)) {
                SequenceValues before = sequences.values(target);
                long written = marker.write(source);
                marker.await(target, written, SOON);
                sequences.copyChanged(source, target, before);
                Flush.make(target);
                places.put(database, SlotAdvance.advance(target, NAMES.slot(ready.next(), database)));
            }
        }
        return places;
    }

    /** Steps 12 and 13, in this order, while clients write where they shall. */
    private Following release(Ready ready, Map<String, Lsn> places) {
        ready.current().drop(SOON);
        ready.reverse().startAt(places);
        ready.reverse().enable();
        return ready.reverse();
    }

    private void assertAlike(Ready ready) {
        assertThat(writers.missing(ready.to().server())).isZero();
        assertThat(contents(ready.to())).isEqualTo(contents(ready.from()));
        for (String database : databases) {
            assertThat(sequences(ready.to(), database)).isEqualTo(sequences(ready.from(), database));
        }
    }

    private static String sequences(Side side, String database) {
        return Pair.value(
                side.server(),
                database,
                "SELECT string_agg(c.oid::regclass || coalesce(pg_sequence_last_value(c.oid)::text, ' unused'), ', '"
                        + " ORDER BY c.relname COLLATE \"C\") FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.relkind = 'S' AND n.nspname = 'public'");
    }

    private static Map<String, String> contents(Side side) {
        Map<String, String> contents = new LinkedHashMap<>();
        for (String database : List.of("app1", "app2")) {
            for (String table : Writers.TABLES) {
                contents.put(
                        database + " " + table,
                        Pair.value(
                                side.server(),
                                database,
                                "SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text COLLATE"
                                        + " \"C\"), '')) FROM " + table + " t"));
            }
        }
        return contents;
    }

    private void caughtUp(Side from, Side to) {
        Marker marker = new Marker(NAMES);
        for (String database : databases) {
            try (Session source = from.server().open(database);
                    Session target = to.server().open(database)) {
                marker.await(target, marker.write(source), SOON);
            }
        }
    }

    private Side startOld() throws IOException {
        Installation installation = host.installation(13);
        Path data = live.resolve("data");
        String[] initdb = {
            installation.program("initdb").toString(),
            "-D",
            data.toString(),
            "-U",
            "postgres",
            "--auth=trust",
            "--locale=C.UTF-8",
            "--encoding=UTF8",
            "--no-sync"
        };
        host.run(initdb);
        Side old = start(data, installation, "so");
        for (String database : List.of("app1", "app2")) {
            run(old, "postgres", "CREATE DATABASE " + database);
            run(old, database, Writers.SCHEMA);
        }
        return old;
    }

    /** With a configuration and access rules of its own: a stand-in for the dress of production. */
    private Side start(Path data, Installation installation, String sockets) throws IOException {
        Path folder = host.makeFolder(host.folder().resolve(sockets));
        List<String> lines = new ArrayList<>(SETTINGS);
        lines.add("unix_socket_directories = '" + folder + "'");
        Files.write(data.resolve("postgresql.conf"), lines);
        Files.write(data.resolve("pg_hba.conf"), List.of("local all all trust", "local replication all trust"));
        started.add(data);
        host.run(
                installation.program("pg_ctl").toString(),
                "start",
                "-D",
                data.toString(),
                "-w",
                "-s",
                "-l",
                folder.resolve("log").toString());
        Endpoint.UnixSocket socket = new Endpoint.UnixSocket(folder, PORT);
        return new Side(
                new JdbcServer(Access.byPeer(socket, "postgres", SOON), "template1"),
                new SourceAddress(folder.toString(), PORT, "postgres", Optional.empty()));
    }

    private static void run(Side side, String database, String... statements) {
        try (Session session = side.server().open(database)) {
            List.of(statements).forEach(session::execute);
        }
    }

    private record Candidate(Path data, Installation installation, Lsn end) {}

    /** An atomic image while clients write, plain recovery, and the upgrade inside it. */
    private Candidate upgradeSnapshot() {
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
                "belay-test-online");
        SafeClone copied = gate.make(request);
        Recovered recovered = servers.recoverOnce(copied, SOON).recovered();
        SafeClone original = gate.reopen(request);
        NewCluster maker = new NewCluster(gate, host.runner(), host.transcripts());
        Installation target = host.installation(17);
        SafeClone fresh = maker.prepare(original, target, Path.of("new"), recovered.template());
        CommandResult result = host.runner()
                .run(maker.pgUpgrade(original, fresh, Mode.LINK, 2, false, LONG), host.transcripts(), "pg_upgrade");
        assertThat(result.succeeded()).as(result.output()).isTrue();
        return new Candidate(fresh.dataDirectory(), target, recovered.endOfRecovery());
    }
}
