package io.belay.lab.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.cli.dev.ShortProgram;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.lab.ClientLoad;
import io.belay.lab.Lab;
import io.belay.lab.LabWish;
import io.belay.lab.Proof;
import io.belay.lab.Sql;
import io.belay.workers.process.CancelledByOperator;
import io.belay.workers.step.Attempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A live 13 under client load through PgBouncer, and a run that stands before its promotion. One thread. */
final class PromotionGround implements AutoCloseable {

    static final String FAILPOINT = "io.belay.hold.failpoint";
    static final String RUN = "r1";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Lab lab;
    private final Path plan;
    private final StepBench bench;
    private final ClientLoad load;
    private final String poolerFile;

    private PromotionGround(Lab lab, Consumer<Lab> first) throws IOException {
        this.lab = lab;
        first.accept(lab);
        this.plan = plan("offline", "budget: {hold: 1m}\n");
        this.bench = bench(plan);
        this.load = lab.startLoad(ClientLoad.Shape.moderate());
        this.poolerFile = Files.readString(lab.pooler().configurationFile());
        for (String kind : List.of("snapshot", "clone", "pg_upgrade")) {
            StepResult result = bench.carryOut(kind, 1);
            assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        }
    }

    static PromotionGround open() throws IOException {
        return open(LabWish.usual());
    }

    static PromotionGround open(LabWish wish) throws IOException {
        return open(wish, lab -> {});
    }

    /** @param first what is done before the run takes its snapshot */
    static PromotionGround open(LabWish wish, Consumer<Lab> first) throws IOException {
        Lab lab = Lab.open(wish.withoutTemporal(), sentence -> System.out.println("  lab: " + sentence));
        try {
            return new PromotionGround(lab, first);
        } catch (IOException | RuntimeException | AssertionError failure) {
            lab.close();
            throw failure;
        }
    }

    /** A plan with the steps of this ground and blocks of its own. */
    Path plan(String name, String blocks) {
        return plan(name, blocks, List.of());
    }

    /** @param added steps behind {@code extensions} */
    Path plan(String name, String blocks, List<String> added) {
        List<String> steps =
                new ArrayList<>(List.of("preflight", "snapshot", "clone", "pg_upgrade: {mode: link}", "extensions"));
        steps.addAll(added);
        steps.addAll(List.of("verify", "promote: {mode: offline, way_back: none}"));
        Path written = lab.writePlan(name, steps);
        try {
            return Files.writeString(
                    written,
                    Files.readString(written)
                            .replace("budget: {hold: 1m}\n", "")
                            .replace("steps:\n", blocks + "steps:\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StepBench bench(Path withPlan) {
        return new StepBench(lab.hostConfiguration(), withPlan, RUN);
    }

    /** With another host's file: the lab's own with one piece of text replaced. */
    StepBench benchWithHost(String piece, String instead) throws IOException {
        String text = Files.readString(lab.hostConfiguration());
        assertThat(text).contains(piece);
        Path other = lab.hostConfiguration().resolveSibling("other.yaml");
        Files.writeString(other, text.replace(piece, instead));
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));
        return new StepBench(other, plan, RUN);
    }

    /** A client in the middle of a transaction, through the pooler. */
    Sql openTransaction() throws SQLException {
        Sql sql = Sql.open(lab.pooler().door("orders", "app"));
        sql.execute("BEGIN");
        assertThat(sql.number("SELECT 1")).isEqualTo(1);
        return sql;
    }

    /** Aborted by an operator once new runs; gives what the worker answers. */
    String abortedPromotion(int epoch) {
        bench.attempt(new Attempt() {
            @Override
            public void show(String lastLines) {
                // Looked at in its file.
            }

            @Override
            public void check() {
                if (Files.exists(holdFolder(epoch).resolve("record"))) {
                    throw new CancelledByOperator("the operator wanted it");
                }
            }
        });
        try {
            return bench.carryOut("promote", epoch).toString();
        } catch (CancelledByOperator cancelled) {
            return String.valueOf(cancelled.getMessage());
        } finally {
            bench.attempt(StepBench.UNWATCHED);
        }
    }

    /** Of new's storage unit: the topmost folder that is missing before. */
    Path finalRoot() {
        return lab.targetDataDirectory().resolve("../..").normalize();
    }

    Lab lab() {
        return lab;
    }

    StepBench bench() {
        return bench;
    }

    ClientLoad load() {
        return load;
    }

    /** A promotion that is met at a named place, see the hold's failpoints. */
    StepResult promoteMeeting(String failpoint, int epoch) {
        System.setProperty(FAILPOINT, failpoint);
        try {
            return bench.carryOut("promote", epoch);
        } finally {
            System.clearProperty(FAILPOINT);
        }
    }

    /** A worker in a JVM of its own that begins the promotion. */
    Process worker(String failpoint, int epoch) throws IOException {
        return worker(failpoint, epoch, plan);
    }

    Process worker(String failpoint, int epoch, Path withPlan) throws IOException {
        return new ProcessBuilder(
                        "setsid",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + FAILPOINT + "=" + failpoint,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PromoteMain.class.getName(),
                        lab.hostConfiguration().toString(),
                        withPlan.toString(),
                        RUN,
                        Integer.toString(epoch))
                .redirectErrorStream(true)
                .redirectOutput(lab.work().resolve("promote-" + epoch + ".log").toFile())
                .start();
    }

    Path holdFolder(int epoch) {
        return lab.work().resolve("state/runs").resolve(RUN).resolve("hold-" + epoch);
    }

    /** In the words of a worker in a JVM of its own, or of the hold that it launched. */
    void awaitSaid(int epoch, String words) {
        List<Path> logs = List.of(
                lab.work().resolve("promote-" + epoch + ".log"),
                lab.work().resolve("state/journal").resolve(RUN).resolve("promote/" + epoch + "/hold/output"));
        await().atMost(PATIENCE).until(() -> {
            for (Path log : logs) {
                if (Files.exists(log) && Files.readString(log).contains(words)) {
                    return true;
                }
            }
            return false;
        });
    }

    void awaitReached(int epoch) {
        await().atMost(PATIENCE).until(() -> Files.exists(holdFolder(epoch).resolve("reached")));
    }

    /** Lets a hold that is met at a place go on. */
    void goOn(int epoch) throws IOException {
        Files.createFile(holdFolder(epoch).resolve("go"));
    }

    void awaitRecorded(int epoch, String line) {
        await().atMost(PATIENCE).until(() -> {
            Path record = holdFolder(epoch).resolve("record");
            return Files.exists(record) && Files.readString(record).contains(line);
        });
    }

    void awaitResult(int epoch) {
        await().atMost(PATIENCE).until(() -> Files.exists(holdFolder(epoch).resolve("result.json")));
    }

    /** As {@code kill -9} of the hold's own process does, and of its watchdog before: what is left is for the next attempt. */
    void killHold(int epoch) throws IOException {
        kill(watchdog(epoch));
        kill(hold(epoch));
    }

    static void kill(ProcessHandle process) {
        process.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }

    /** @return false when there is no such process any more */
    static boolean signal(ProcessHandle process, String name) {
        return ShortProgram.of("kill", "-" + name, Long.toString(process.pid()))
                .run()
                .succeeded();
    }

    ProcessHandle hold(int epoch) throws IOException {
        return launched(epoch, "hold");
    }

    ProcessHandle watchdog(int epoch) throws IOException {
        return launched(epoch, "watchdog");
    }

    /** The run journal says which process that is. */
    private ProcessHandle launched(int epoch, String program) throws IOException {
        Path started = lab.work()
                .resolve("state/journal")
                .resolve(RUN)
                .resolve("promote/" + epoch + "/" + program + "/started");
        long pid = Files.readAllLines(started).stream()
                .filter(line -> line.startsWith("pid="))
                .mapToLong(line -> Long.parseLong(line.substring("pid=".length())))
                .findFirst()
                .orElseThrow();
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** Clients noticed nothing but a wait, live serves, and nothing of the attempt is left. */
    void assertNothingHappened(long acknowledgedBefore) throws IOException, SQLException {
        awaitProgress(acknowledgedBefore);
        assertThat(load.seen().failures()).isEmpty();
        assertThat(lab.cluster().isRunning()).isTrue();
        assertThat(Files.readString(lab.pooler().configurationFile())).isEqualTo(poolerFile);
        assertThat(lab.pooler().command("SHOW DATABASES").toString()).doesNotContain("\t1\t0]");
        assertThat(finalRoot()).doesNotExist();
        assertThat(names(lab.place().resolve("throwaway"))).isEmpty();
        assertThat(names(lab.place().resolve("candidates"))).containsExactly(RUN);
        try (Sql sql = lab.cluster().open("orders")) {
            assertThat(sql.number("SELECT current_setting('server_version_num')::int / 10000"))
                    .isEqualTo(13);
        }
    }

    /** New clients' commits arrive: nobody is held any more. */
    void awaitProgress(long acknowledgedBefore) {
        await().atMost(PATIENCE).until(() -> load.seen().acknowledged() > acknowledgedBefore + 20);
    }

    void assertPromotedWithoutLoss() throws IOException, SQLException {
        awaitProgress(load.seen().acknowledged());
        ClientLoad.Seen seen = load.stop();
        assertThat(seen.failures()).isEmpty();
        assertThat(seen.failed()).isZero();
        assertThat(lab.cluster().isRunning()).isFalse();
        try (Sql sql = Sql.open(lab.pooler().door("orders", "app"))) {
            Proof proof = Proof.of(lab.acknowledgements(), sql);
            System.out.println("  " + seen + "\n  " + proof);
            assertThat(proof.nothingLost()).as(proof.toString()).isTrue();
            assertThat(sql.number("SELECT current_setting('server_version_num')::int / 10000"))
                    .isEqualTo(17);
        }
    }

    void assertNothingRehearsedIsLeft() throws IOException {
        assertThat(names(lab.place().resolve("candidates"))).isEmpty();
        assertThat(lab.place().resolve("waypoints").resolve(RUN)).doesNotExist();
        assertThat(lab.place().resolve("snapshots")).isNotEmptyDirectory();
    }

    /** As one that was killed in between leaves it: the candidate is gone, its waypoints are not. */
    void removeRehearsedHalf() {
        Path candidate = lab.place().resolve("candidates").resolve(RUN);
        assertThat(ShortProgram.of(lab.btrfsProgram().toString(), "subvolume", "delete", candidate.toString())
                        .run()
                        .succeeded())
                .isTrue();
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.walk(folder, 2)) {
            return entries.filter(entry -> !entry.equals(folder))
                    .map(entry -> folder.relativize(entry).toString())
                    .filter(name -> folder.endsWith("candidates") ? !name.contains("/") : name.contains("/"))
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            load.close();
        } finally {
            lab.close();
        }
    }
}
