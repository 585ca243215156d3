package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.Connection;
import io.belay.plans.model.HostConfiguration.TargetPlace;
import io.belay.plans.model.Service;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.evidence.CommandNotes;
import io.belay.workers.evidence.RunEvidence;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.live.LiveRegister;
import io.belay.workers.posix.Ownership;
import io.belay.workers.posix.Subvolumes;
import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.ServerControl;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.TestHost;
import io.belay.workers.process.JournalLauncher;
import io.belay.workers.process.Launcher;
import io.belay.workers.process.Masking;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A live cluster, if nothing else is wished for a 13 on btrfs, and contexts as the worker makes them, without Temporal. */
final class StepLab implements AutoCloseable {

    /** What the lab lies on, and by which driver. */
    enum Store {
        BTRFS("btrfs", "btrfs"),
        REFLINK("xfs", "auto"),
        COPY("xfs", "copy");

        private final String fileSystem;
        private final String driver;

        Store(String fileSystem, String driver) {
            this.fileSystem = fileSystem;
            this.driver = driver;
        }
    }

    private static final int PORT = 5433;

    private final TestHost host;
    private final LoopMount mount;
    private final Storage storage;
    private final Installation old;
    private final Map<Integer, Installation> installations;
    private final Path data;
    private final Path sockets;
    private final Place place;
    private final SnapshotCatalogue catalogue;
    private final Launcher launcher;
    private Consumer<String> onCheck = shown -> {};
    private Set<String> allowed = Set.of("rehearse");
    private HostMeans means = HostMeans.none("db1");
    private List<ResolvedStep> steps = List.of();
    private Map<Integer, TargetPlace> targets = Map.of();
    private ObjectNode blocks = nothing();

    StepLab() throws IOException {
        this(Store.BTRFS, 13);
    }

    StepLab(Store store, int major) throws IOException {
        TestHost.programs(13);
        TestHost.programs(17);
        host = TestHost.open();
        mount = LoopMount.of(store.fileSystem, 4L << 30);
        pass(Place.folderOf(mount.path()));
        pass(mount.path());
        installations = Map.of(13, host.installation(13), 17, host.installation(17));
        old = Optional.ofNullable(installations.get(major)).orElseThrow();
        Path root = mount.path().resolve("live");
        if (store == Store.BTRFS) {
            Subvolumes.create(root);
        } else {
            Files.createDirectory(root);
        }
        Ownership.give(root, host.account());
        data = root.resolve(String.valueOf(major)).resolve("data");
        sockets = host.makeFolder(host.folder().resolve("ls"));
        Path work = Files.createDirectory(mount.path().resolve("belay"));
        pass(work);
        place = Place.at(work);
        storage = Drivers.of(place, store.driver, mount.path());
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

    SnapshotTaking taking() {
        return new SnapshotTaking(cluster(), host.runner(), host.transcripts());
    }

    String snapshot(String requestId) {
        return taking().take(requestId, "test").id();
    }

    /** A server on a copy, without any gate: what it says until it ends, or half a minute long. */
    String startByHand(Path copy) {
        Path folder = host.makeFolder(host.folder().resolve("hs"));
        return shell("timeout --signal=INT 30 " + old.program("postgres") + " -D " + copy
                + " -c unix_socket_directories=" + folder + " -c log_destination=stderr 2>&1");
    }

    /** Where the newest backup ended, as live's own log has it: the place of the record that says so. */
    Lsn newestBackupEnd(String from) {
        String records = shell(
                old.program("pg_waldump") + " --rmgr=XLOG -p " + data.resolve("pg_wal") + " -s " + from + " 2>&1");
        Matcher end = Pattern.compile("lsn: ([0-9A-F]+/[0-9A-F]+), prev [^,]+, desc: BACKUP_END")
                .matcher(records);
        Lsn newest = new Lsn(0);
        while (end.find()) {
            newest = Lsn.parse(end.group(1));
        }
        return newest;
    }

    private String shell(String command) {
        return host.run("/bin/sh", "-c", command + " || true");
    }

    ClusterOnHost cluster() {
        return cluster(access().asReadOnly());
    }

    /** As another role comes into live. */
    ClusterOnHost cluster(String role) {
        return cluster(new Access(
                new Endpoint.UnixSocket(sockets, PORT),
                role,
                database -> Optional.empty(),
                Duration.ofMinutes(1),
                true,
                Access.SearchPath.CATALOG_ONLY));
    }

    private ClusterOnHost cluster(Access live) {
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
                storage.dataset(register().resolve(configured()).dataDirectory()),
                live,
                place,
                storage,
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
                new Service.PgCtl(),
                List.of(),
                List.of(),
                targets,
                List.of());
    }

    /** Where the host's file lets new come to be. */
    void target(Path newData, int port) {
        targets = Map.of(17, TargetPlace.of(newData, Optional.of(port)));
    }

    /** Of the plan of the next contexts. */
    void blocks(String json) {
        try {
            blocks = (ObjectNode) JsonMapper.builder().build().readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void allow(String... words) {
        allowed = Set.of(words);
    }

    /** What the plan of the next contexts has. */
    void steps(List<ResolvedStep> written) {
        steps = List.copyOf(written);
    }

    /** One that changes the candidate. */
    static ResolvedStep written(String kind, JsonNode with) {
        return new ResolvedStep(
                kind,
                kind,
                ResolvedStep.RunsOn.HOST,
                List.of(ResolvedStep.Touches.CANDIDATE),
                true,
                true,
                new ResolvedStep.Back("restore", "nothing"),
                ResolvedStep.When.ALWAYS,
                List.of(),
                new ResolvedStep.Retry(1, "30s"),
                "1h",
                new ResolvedStep.OnFailure("last_good_step", "wait_for_operator"),
                "",
                with);
    }

    /** What the next contexts' steps may name. */
    void means(HostMeans given) {
        means = given;
    }

    /** What the next contexts' attempts do when they are asked whether to go on; given what was shown last. */
    void onCheck(Consumer<String> reaction) {
        onCheck = reaction;
    }

    StepContext context(String run, String snapshot, String kind, int epoch) {
        return contextOf(cluster(), run, snapshot, kind, epoch);
    }

    StepContext contextOf(ClusterOnHost cluster, String run, String snapshot, String kind, int epoch) {
        return context(cluster, new RunReference(run, true, "db1/orders", "p", "", snapshot), kind, epoch, nothing());
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** As an apply has it. */
    StepContext context(String run, String kind, int epoch, JsonNode with) {
        return context(cluster(), new RunReference(run, false, "db1/orders", "p", "", ""), kind, epoch, with);
    }

    private StepContext context(ClusterOnHost cluster, RunReference reference, String kind, int epoch, JsonNode with) {
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
                blocks,
                steps);
        Path evidence = host.folder().resolve("evidence");
        RunEvidence kept = RunEvidence.open(evidence, run, Masking.none(), Clock.systemUTC());
        CommandNotes notes = new CommandNotes(kept.folder(), kind, UnaryOperator.identity());
        return new StepContext(
                new StepRequest(reference, kind, kind, epoch, 1, 17, "{}", ""),
                plan,
                with,
                cluster.noting(notes.to(RunServer.LIVE)),
                means,
                new RunFolder(host.folder().resolve("runs").resolve(run)),
                kept,
                kept.folder().resolve("transcripts").resolve(kind),
                notes.noting(host.runner()),
                launcher,
                notes,
                new Shown());
    }

    /** A statement as the run's evidence has it. */
    record Noted(String where, String sql) {

        boolean fits(ListedStatement listed) {
            return listed.fits(where.substring(where.indexOf(' ') + 1), sql);
        }
    }

    /** The statements that a step of a run sent, in order. */
    List<Noted> noted(String run, String step) throws IOException {
        List<Noted> noted = new ArrayList<>();
        Path file = host.folder().resolve("evidence").resolve(run).resolve(CommandNotes.FILE);
        for (String line : Files.readAllLines(file)) {
            JsonNode read = JsonMapper.builder().build().readTree(line);
            if (read.path("step").asText().equals(step) && read.has("sql")) {
                noted.add(
                        new Noted(read.path("where").asText(), read.path("sql").asText()));
            }
        }
        return noted;
    }

    int oldMajor() {
        return old.major();
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

    Path liveLog() {
        return host.folder().resolve("log").resolve("live.log");
    }

    /** Settings for the next start, and that start. */
    void restart(String... lines) throws IOException {
        Files.write(data.resolve("postgresql.conf"), List.of(lines), StandardOpenOption.APPEND);
        host.run(
                old.program("pg_ctl").toString(),
                "restart",
                "-D",
                data.toString(),
                "-w",
                "-s",
                "-l",
                liveLog().toString());
    }

    Place place() {
        return place;
    }

    Storage storage() {
        return storage;
    }

    /** The launcher's. */
    Path journal() {
        return host.folder().resolve("journal");
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
