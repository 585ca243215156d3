package io.belay.lab;

import io.belay.cli.dev.CacheFolder;
import io.belay.cli.dev.LoopbackPort;
import io.belay.cli.dev.SetupFailure;
import io.belay.cli.dev.ShortProgram;
import io.belay.cli.dev.TemporalProgram;
import io.belay.cli.dev.TemporalServer;
import io.belay.lab.Register.Kind;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A whole lab in one try-with-resources: work folder, majors, account, volume, live cluster with data, pooler, Temporal, the
 * host's file and a plan. {@link #close} removes all of it, a shutdown hook does so on Ctrl-C, and the next lab does so for one
 * that was killed. One thread only, but {@link #close}.
 */
public final class Lab implements AutoCloseable {

    private static final int POOLER_PORT = 6432;
    private static final long UNWIND_SECONDS = 20;

    private static final List<String> REHEARSAL_STEPS =
            List.of("preflight", "snapshot", "clone", "pg_upgrade", "extensions", "analyze", "verify: {rows: exact}");

    private final LabWish wish;
    private final Narrator narrator;
    private final Register register;
    private final LabSecrets secrets = new LabSecrets();
    private final Map<Integer, Path> majors = new LinkedHashMap<>();
    private final Thread hook = new Thread(this::endWithJvm, "lab-end");
    private final CountDownLatch opened = new CountDownLatch(1);
    /** Taken by whoever removes a lab that is still being made: its maker after a failure, or the end of the JVM. */
    private final AtomicBoolean unwinding = new AtomicBoolean();

    private volatile boolean ending;
    private volatile boolean kept;
    private boolean closed;

    private @Nullable LabSite site;
    private @Nullable LoopVolume volume;
    private @Nullable LabCluster cluster;
    private @Nullable PgBouncer pooler;
    private @Nullable TemporalServer temporal;
    private @Nullable HostFile hostFile;

    private Lab(LabWish wish, Narrator narrator) {
        this.wish = wish;
        this.narrator = narrator;
        this.register = Register.open(Register.home());
    }

    /**
     * Removes what killed labs left, then makes this one.
     *
     * @throws SetupFailure when the machine cannot give a part; nothing is left then
     */
    public static Lab open(LabWish wish, Narrator narrator) {
        new Sweep(Register.home(), narrator).abandoned(false);
        Lab lab = new Lab(wish, narrator);
        Runtime.getRuntime().addShutdownHook(lab.hook);
        narrator.says("whatever this lab makes is named belay-lab-" + lab.register.id());
        try {
            lab.build();
            return lab;
        } catch (IOException | SQLException failure) {
            lab.closeAfter(failure);
            throw new IllegalStateException("the lab could not be made: " + failure.getMessage(), failure);
        } catch (RuntimeException failure) {
            lab.closeAfter(failure);
            throw failure;
        } finally {
            lab.opened.countDown();
        }
    }

    private void closeAfter(Exception failure) {
        try {
            if (unwinding.compareAndSet(false, true)) {
                close();
            }
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    private void build() throws IOException, SQLException {
        PostgresMajors here = PostgresMajors.onThisMachine(narrator);
        for (int major : List.of(wish.liveMajor(), wish.targetMajor())) {
            majors.put(major, here.bin(major));
            requireGoingOn();
        }
        LabSite place = makeSite();
        requireGoingOn();
        if (wish.ownPrograms()) {
            majors.replaceAll((major, bin) -> OwnPrograms.copy(place, major, bin));
            requireGoingOn();
        }
        volume = LoopVolume.create(place, "volume", wish.volume(), wish.volumeBytes());
        requireGoingOn();
        cluster = LabCluster.create(place, volume(), bin(wish.liveMajor()), shape(), makeSocketFolder(place), secrets);
        requireGoingOn();
        narrator.says("filling it with the databases "
                + String.join(", ", wish.profile().databases())
                + ": partitions, foreign keys, sequences, extensions, roles");
        wish.profile().load(cluster(), wish.scale());
        requireGoingOn();
        if (wish.pooler()) {
            pooler = PgBouncer.start(
                    place,
                    cluster(),
                    POOLER_PORT,
                    wish.profile().databases(),
                    wish.profile().roles(),
                    secrets);
            requireGoingOn();
        }
        if (wish.temporal()) {
            startTemporal();
            requireGoingOn();
        }
        writeHostFile(place);
        requireGoingOn();
    }

    /** After each effect: whatever came about while the JVM began to end is removed by its end. */
    private void requireGoingOn() {
        if (ending) {
            throw new IllegalStateException("interrupted while the lab was made");
        }
    }

    private ClusterShape shape() {
        ClusterShape live = ClusterShape.live(wish.liveMajor());
        for (Map.Entry<String, String> setting : wish.settings().entrySet()) {
            live = live.withSetting(setting.getKey(), setting.getValue());
        }
        return live;
    }

    /** What a lab here does without, and what that means; sentences, none for root. */
    public static List<String> notUsedHere() {
        return LabUser.isRoot()
                ? List.of()
                : List.of(
                        "no file system is made and mounted; the cluster lies in a folder of " + folder(),
                        "no account is made; servers, clones and Belay run as " + System.getProperty("user.name"),
                        "clones get no network of their own; what that means is said with each of them");
    }

    /** Where labs lie. Not in the cache for root: servers run under another account, and the volume's file is large. */
    public static Path folder() {
        return Optional.ofNullable(System.getenv("BELAY_LAB_FOLDER"))
                .map(Path::of)
                .orElseGet(() -> LabUser.isRoot()
                        ? Path.of("/var/tmp")
                        : CacheFolder.wherever().resolve("lab"));
    }

    private LabSite makeSite() throws IOException {
        Path parent = folder();
        Files.createDirectories(parent);
        Path work = parent.toRealPath().resolve("belay-lab-" + register.id());
        register.add(Kind.FOLDER, work.toString());
        Files.createDirectory(work, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        LabUser user = LabUser.create(register, narrator);
        LabSite made = new LabSite(register, user, LabTools.onThisMachine(narrator), work, narrator);
        site = made;
        return made;
    }

    /** Short, because the path of a Unix socket has at most 107 bytes. */
    private Path makeSocketFolder(LabSite place) throws IOException {
        Path parent = LabUser.isRoot()
                ? Path.of("/run")
                : Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
                        .map(Path::of)
                        .filter(Files::isWritable)
                        .orElse(Path.of("/tmp"));
        Path folder = parent.resolve("belay-lab-" + register.id());
        register.add(Kind.FOLDER, folder.toString());
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        return place.user().own(folder);
    }

    private void startTemporal() throws IOException {
        Path program = new TemporalProgram(CacheFolder.ofThisMachine(), System.getenv(), narrator::says).find();
        narrator.says("starting a Temporal server, its state in a file");
        Path folder = Files.createDirectory(work().resolve("temporal"));
        int port = LoopbackPort.choose(new Random());
        temporal = TemporalServer.start(program, folder, port, Map.of(Register.MARK, register.id()));
    }

    /** A stopped server again, with the same port and the same state. */
    public TemporalServer restartTemporal() {
        TemporalServer before = temporal();
        before.close();
        Path program = new TemporalProgram(CacheFolder.ofThisMachine(), System.getenv(), narrator::says).find();
        TemporalServer after = TemporalServer.start(
                program, work().resolve("temporal"), before.port(), Map.of(Register.MARK, register.id()));
        temporal = after;
        return after;
    }

    /**
     * Moves Temporal's folder onto a file system of its own, small enough to be filled; needs root. The server is stopped for it and
     * started again with the same port and the same state.
     */
    public TemporalServer confineTemporal(long bytes) {
        temporal().close();
        Path folder = work().resolve("temporal");
        Path before = work().resolve("temporal-before");
        try {
            Files.move(folder, before);
            Files.createDirectory(folder);
            register.add(Kind.MOUNT, folder.toString());
            LoopVolume.require(
                    present(site, "work folder"),
                    List.of("mount", "-t", "tmpfs", "-o", "size=" + bytes, "belay-lab", folder.toString()));
            LoopVolume.require(present(site, "work folder"), List.of("cp", "-a", before + "/.", folder.toString()));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot move " + folder, failure);
        }
        return restartTemporal();
    }

    private void writeHostFile(LabSite place) throws IOException {
        Path folder = Files.createDirectory(
                work().resolve("etc"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path pgpass = LabSecrets.write(
                folder.resolve("pgpass"),
                "*:*:*:" + LabCluster.BELAY_ROLE + ":" + secrets.of(LabCluster.BELAY_ROLE) + "\n");
        Path poolerPassword = LabSecrets.write(folder.resolve("pooler-password"), secrets.of(PgBouncer.ADMIN) + "\n");
        Path state = Files.createDirectory(
                work().resolve("state"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String address = temporal == null ? "127.0.0.1:7233" : temporal().address();
        HostFile written = new HostFile(
                wish,
                cluster(),
                volume(),
                place.user(),
                majors,
                address,
                state,
                pgpass,
                poolerPassword,
                poolerOfFile());
        LabSecrets.write(folder.resolve("host.yaml"), written.text());
        hostFile = written;
        writePlan("orders", REHEARSAL_STEPS);
    }

    private Optional<HostFile.Pooler> poolerOfFile() {
        return Optional.ofNullable(pooler)
                .map(running -> new HostFile.Pooler(running.port(), running.configurationFile()));
    }

    /**
     * A plan for the lab's cluster, {@code NAME.plan.yaml} in the work folder.
     *
     * @param steps the lines below {@code steps:}
     */
    public Path writePlan(String name, List<String> steps) {
        Path file = work().resolve(name + ".plan.yaml");
        try {
            return Files.writeString(file, present(hostFile, "host file").plan(steps));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    /** Steps that need no person and no promotion. */
    public Path planFile() {
        return work().resolve("orders.plan.yaml");
    }

    /** The host's configuration, readable by its owner only. */
    public Path hostConfiguration() {
        return work().resolve("etc/host.yaml");
    }

    /** The cluster's name in plans and requests. */
    public String clusterReference() {
        return HostFile.HOST + "/" + HostFile.CLUSTER;
    }

    /** Where new will be, and the port of its socket. */
    public Path targetDataDirectory() {
        return present(hostFile, "host file").targetDataDirectory();
    }

    public int targetPort() {
        return HostFile.TARGET_PORT;
    }

    /** Where snapshots and clones come to lie. */
    public Path place() {
        return present(hostFile, "host file").place();
    }

    public Path work() {
        return present(site, "work folder").work();
    }

    /** Of one of the two majors. */
    public Path bin(int major) {
        return Optional.ofNullable(majors.get(major))
                .orElseThrow(() -> new IllegalArgumentException("the lab has no PostgreSQL " + major));
    }

    public LoopVolume volume() {
        return present(volume, "volume");
    }

    public LabCluster cluster() {
        return present(cluster, "cluster");
    }

    public PgBouncer pooler() {
        return present(pooler, "pooler");
    }

    public TemporalServer temporal() {
        return present(temporal, "Temporal server");
    }

    /** The operating-system account that owns the servers. */
    public String account() {
        return present(site, "account").user().name();
    }

    /** Gives a file or folder to that account. */
    public Path own(Path path) {
        return present(site, "account").user().own(path);
    }

    /**
     * To be put into the environment of every process that is started for this lab (engine, worker, page): by it the sweep finds
     * them, whatever became of who started them. With what a worker looks for on its search path, which may lie in the cache.
     */
    public Map<String, String> environment() {
        LabSite here = present(site, "environment");
        Map<String, String> environment = new HashMap<>(here.environment());
        if (pooler != null) {
            Path folder = Objects.requireNonNull(here.tools().pgbouncer().getParent());
            environment.put("PATH", folder + File.pathSeparator + System.getenv("PATH"));
        }
        return environment;
    }

    /** Programs that a worker looks for on its search path but that may only lie in the cache. */
    public Path btrfsProgram() {
        return present(site, "tools").tools().btrfs();
    }

    /** Clients that move money through the pooler, or directly where there is none. */
    public ClientLoad startLoad(ClientLoad.Shape shape) throws IOException {
        Door door = pooler == null ? cluster().doorAs("orders", "app") : pooler().door("orders", "app");
        return ClientLoad.start(door, shape, acknowledgements());
    }

    /** What the clients of {@link #startLoad} were told is safe. */
    public Path acknowledgements() {
        return work().resolve("acknowledged-payments");
    }

    /** Into a server of the lab after the promotion: the same socket folder, the target's port. */
    public Door doorToTarget(String database) {
        Door door = cluster().door(database);
        return new Door(door.socketFolder(), HostFile.TARGET_PORT, database, door.role(), Optional.empty());
    }

    /** Leaves everything running when this JVM ends, unless it is ending already; {@code LabSweep --kept} removes it. */
    public synchronized void keep() {
        if (ending || closed) {
            return;
        }
        register.add(Kind.KEPT, "yes");
        kept = true;
    }

    private static <T> T present(@Nullable T part, String name) {
        if (part == null) {
            throw new IllegalStateException("this lab was made without a " + name);
        }
        return part;
    }

    /** The thread that makes the lab sees its running program fail, unwinds, and only then is everything removed. */
    private void endWithJvm() {
        if (kept) {
            return;
        }
        ending = true;
        narrator.interrupted();
        narrator.says("interrupted: removing what was made so far");
        try {
            // When the maker unwinds already, its running programs are those that remove.
            if (opened.getCount() > 0 && unwinding.compareAndSet(false, true)) {
                ShortProgram.endRunning();
                new Sweep(Register.home(), narrator).endProcesses(register);
                if (!opened.await(UNWIND_SECONDS, TimeUnit.SECONDS)) {
                    narrator.says("the lab's construction does not end; removing all the same");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            close();
            narrator.says("nothing of it is left");
        } catch (SetupFailure left) {
            narrator.says(String.valueOf(left.getMessage()));
        }
    }

    /**
     * Stops and removes everything, also when called twice or by two threads.
     *
     * @throws SetupFailure BLY-4167 when something could not be removed; the next lab tries again
     */
    @Override
    public synchronized void close() {
        if (closed || kept) {
            return;
        }
        closed = true;
        stopServers();
        List<String> left = new Sweep(Register.home(), narrator).remove(register);
        // Not before: Ctrl-C ends a running program at once and the JVM a moment later, which must wait for the
        // removal.
        forgetHook();
        if (!left.isEmpty()) {
            throw new SetupFailure(
                    LabErrors.LEFT_BEHIND,
                    "the lab could not remove all it made: " + String.join("; ", left),
                    "it is written down in `" + register.file() + "`, and the next lab tries again",
                    "free what is named, then start again");
        }
    }

    private void forgetHook() {
        try {
            if (!ending) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        } catch (IllegalStateException endingJust) {
            // The JVM began to end meanwhile; the hook then finds the lab closed.
            return;
        }
    }

    /** The orderly way; the sweep ends whatever does not go by it. */
    private void stopServers() {
        for (AutoCloseable part : new AutoCloseable[] {pooler, temporal, cluster}) {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (Exception failure) { // the outermost edge of the lab: the sweep follows
                narrator.says("a server did not stop in order and will be ended: " + failure.getMessage());
            }
        }
    }
}
