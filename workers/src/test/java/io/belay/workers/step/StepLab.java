package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.Connection;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.workers.evidence.RunEvidence;
import io.belay.workers.live.LiveRegister;
import io.belay.workers.posix.Ownership;
import io.belay.workers.posix.Subvolumes;
import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ServerControl;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.TestHost;
import io.belay.workers.process.JournalLauncher;
import io.belay.workers.process.Launcher;
import io.belay.workers.process.Masking;
import io.belay.workers.storage.DatasetFinder;
import io.belay.workers.storage.Drivers;
import io.belay.workers.storage.LoopMount;
import io.belay.workers.storage.Place;
import io.belay.workers.storage.SnapshotCatalogue;
import io.belay.workers.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** A live 13 on btrfs, and contexts as the worker makes them, without Temporal. */
final class StepLab implements AutoCloseable {

    private static final int PORT = 5433;

    private final TestHost host;
    private final LoopMount mount;
    private final Installation old;
    private final Map<Integer, Installation> installations;
    private final Path data;
    private final Path sockets;
    private final Place place;
    private final SnapshotCatalogue catalogue;
    private final Launcher launcher;
    private Consumer<String> onCheck = shown -> {};
    private Set<String> allowed = Set.of("rehearse");

    StepLab() throws IOException {
        TestHost.programs(13);
        TestHost.programs(17);
        host = TestHost.open();
        mount = LoopMount.of("btrfs", 4L << 30);
        pass(Place.folderOf(mount.path()));
        pass(mount.path());
        old = host.installation(13);
        installations = Map.of(13, old, 17, host.installation(17));
        Path root = mount.path().resolve("live");
        Subvolumes.create(root);
        Ownership.give(root, host.account());
        data = root.resolve("13").resolve("data");
        sockets = host.makeFolder(host.folder().resolve("ls"));
        Path work = Files.createDirectory(mount.path().resolve("belay"));
        pass(work);
        place = Place.at(work);
        Storage storage = Drivers.of(place);
        catalogue = new SnapshotCatalogue(place, storage, Clock.systemUTC(), new Random(1));
        Path journal = Files.createDirectories(host.folder().resolve("journal"));
        launcher = new JournalLauncher(journal, Masking.none(), Clock.systemUTC());
        initialize();
    }

    private void initialize() throws IOException {
        host.run("/bin/mkdir", "-p", data.toString());
        host.run(
                old.program("initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                "postgres",
                "--auth=trust",
                "--locale=C.UTF-8",
                "--encoding=UTF8",
                "--no-sync");
        Files.write(
                data.resolve("postgresql.conf"),
                List.of(
                        "listen_addresses = ''",
                        "unix_socket_directories = '" + sockets + "'",
                        "port = " + PORT,
                        "jit = off",
                        "autovacuum = off"),
                StandardOpenOption.APPEND);
        host.run(
                old.program("pg_ctl").toString(),
                "start",
                "-D",
                data.toString(),
                "-w",
                "-s",
                "-l",
                host.makeFolder(host.folder().resolve("log"))
                        .resolve("live.log")
                        .toString());
    }

    private static void pass(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /** A folder in live's own subvolume, for a tablespace. */
    Path tablespace(String name) {
        return host.makeFolder(mount.path().resolve("live").resolve(name));
    }

    JdbcServer live() {
        return new JdbcServer(access(), "postgres");
    }

    private Access access() {
        return Access.byPeer(new Endpoint.UnixSocket(sockets, PORT), "postgres", Duration.ofMinutes(1));
    }

    void sql(String database, String... statements) {
        try (Session session = live().open(database)) {
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }

    String snapshot(String requestId) {
        return new SnapshotTaking(cluster(), host.runner(), host.transcripts())
                .take(requestId, "test")
                .id();
    }

    ClusterOnHost cluster() {
        Path sockets = place.root().resolve("s");
        try {
            Files.createDirectories(sockets);
            pass(sockets);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new ClusterOnHost(
                "db1/orders",
                host.account(),
                DatasetFinder.find(register().resolve(configured()).dataDirectory()),
                access().asReadOnly(),
                place,
                Drivers.of(place),
                catalogue,
                Map.of(),
                allowed,
                installations,
                sockets,
                configured(),
                register(),
                List.of(),
                host.folder().resolve("state"));
    }

    LiveRegister register() {
        return new LiveRegister(host.folder().resolve("state"));
    }

    private Cluster configured() {
        return new Cluster(
                "orders",
                host.account().name(),
                data,
                Optional.empty(),
                Map.of(),
                new Connection(Optional.of(sockets), Optional.empty(), PORT, "postgres", Optional.empty()),
                "pg_ctl",
                List.of(),
                List.of(),
                Map.of(),
                List.of());
    }

    void allow(String... words) {
        allowed = Set.of(words);
    }

    /** What the next contexts' attempts do when they are asked whether to go on; given what was shown last. */
    void onCheck(Consumer<String> reaction) {
        onCheck = reaction;
    }

    StepContext context(String run, String snapshot, String kind, int epoch) {
        return context(new RunReference(run, true, "db1/orders", "p", "", snapshot), kind, epoch, nothing());
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** As an apply has it. */
    StepContext context(String run, String kind, int epoch, JsonNode with) {
        return context(new RunReference(run, false, "db1/orders", "p", "", ""), kind, epoch, with);
    }

    private StepContext context(RunReference reference, String kind, int epoch, JsonNode with) {
        String run = reference.runId();
        ResolvedPlan plan = new ResolvedPlan(
                "belay/v1",
                1,
                "p",
                "o",
                "",
                "db1/orders",
                JsonNodeFactory.instance.objectNode().put("version", 13),
                JsonNodeFactory.instance.objectNode().put("version", 17),
                nothing(),
                List.of());
        Path evidence = host.folder().resolve("evidence");
        RunEvidence kept = RunEvidence.open(evidence, run, Masking.none(), Clock.systemUTC());
        return new StepContext(
                new StepRequest(reference, kind, kind, epoch, 1, 17, "{}", ""),
                plan,
                with,
                cluster(),
                new RunFolder(host.folder().resolve("runs").resolve(run)),
                kept,
                kept.folder().resolve("transcripts").resolve(kind),
                host.runner(),
                launcher,
                new Shown());
    }

    /** Runs and proves one step as the engine would. */
    StepResult carryOut(StepContext context) {
        HostStep step =
                new Steps(Clock.systemUTC()).find(context.request().kind()).orElseThrow();
        StepResult result = step.run(context);
        return result.outcome() == StepResult.Outcome.SUCCEEDED
                        && !context.request().kind().equals("verify")
                ? merged(result, step.verify(context))
                : result;
    }

    private static StepResult merged(StepResult ran, StepResult proven) {
        return proven.outcome() == StepResult.Outcome.SUCCEEDED ? ran : proven;
    }

    Path data() {
        return data;
    }

    Path mount() {
        return mount.path();
    }

    Path sockets() {
        return sockets;
    }

    Installation installation(int major) {
        return Optional.ofNullable(installations.get(major)).orElseThrow();
    }

    Place place() {
        return place;
    }

    SnapshotCatalogue catalogue() {
        return catalogue;
    }

    TestHost host() {
        return host;
    }

    private final class Shown implements Attempt {
        private String last = "";

        @Override
        public void show(String lastLines) {
            last = lastLines;
        }

        @Override
        public void check() {
            onCheck.accept(last);
        }
    }

    @Override
    public void close() throws IOException {
        if (ServerControl.servedBy(data).isPresent()) {
            host.run(old.program("pg_ctl").toString(), "stop", "-D", data.toString(), "-m", "fast", "-w", "-s");
        }
        mount.close();
        host.close();
    }
}
