package io.belay.lab.tour;

import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.activity.TesterClones.CloneReport;
import io.belay.engine.client.EngineClient;
import io.belay.engine.ledger.FailingSince;
import io.belay.engine.run.RunStatus;
import io.belay.lab.FailingObject;
import io.belay.lab.Lab;
import io.belay.plans.file.PlanFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What the tour shows on a cluster that is guarded and under load, each chapter as a person would do it. One thread. */
final class Story {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);

    /** The ledger is told by a signal and learns of a run a moment after its end. */
    private static final Duration LEDGER = Duration.ofSeconds(30);

    private static final String OPERATOR = "quickstart";
    private static final String CLONE = "look-around";

    private final Telling telling;
    private final Lab lab;
    private final EngineClient engine;
    private final String cluster;
    private final String plan;
    private final Map<String, String> names = new LinkedHashMap<>();

    Story(Telling telling, Lab lab, EngineClient engine) {
        this.telling = telling;
        this.lab = lab;
        this.engine = engine;
        this.cluster = lab.clusterReference();
        this.plan = read(lab.planFile());
    }

    private static String read(Path planFile) {
        return PlanFile.read(planFile, Map.of())
                .canonical()
                .orElseThrow(() ->
                        new TourStopped("the lab's plan is not valid: " + planFile, "belay validate " + planFile));
    }

    /** The plan in canonical form: what is rehearsed is what is applied. */
    String plan() {
        return plan;
    }

    /** Two snapshots; on the newer one an instant clone, which is dropped again. */
    SnapshotReport snapshotsAndClone() {
        snapshot("S1");
        SnapshotReport second = snapshot("S2");
        telling.command("clone " + cluster + " --snapshot " + second.id() + " --name " + CLONE);
        CloneReport clone = engine.createClone(cluster, second.id(), CLONE, OPERATOR);
        telling.good("a writable clone of S2 existed after " + clone.existsMilliseconds()
                + " ms and, recovered like after a crash, answered queries after " + clone.answersMilliseconds()
                + " ms");
        clone.notIsolated().forEach(sentence -> telling.says("not isolated: " + sentence));
        telling.command("clone drop " + cluster + " " + CLONE);
        engine.dropClone(cluster, CLONE);
        return second;
    }

    /** What a role creates in the course of work, and a snapshot after it. */
    SnapshotReport faultOnLive() throws SQLException {
        FailingObject.create(lab.cluster());
        telling.says("the role `" + FailingObject.ROLE + "` created the view `" + FailingObject.NAME
                + "` in the database `" + FailingObject.DATABASE + "`; nobody thinks of the upgrade");
        return snapshot("S3");
    }

    void correctOnLive() throws SQLException {
        FailingObject.applyRemedy(lab.cluster());
        telling.says("the view's owner created it anew on live, without the column");
    }

    SnapshotReport snapshot(String name) {
        telling.command("snapshots " + cluster + " --take");
        SnapshotReport taken = engine.takeSnapshot(cluster, OPERATOR);
        names.put(taken.id(), name);
        String how = taken.consistency().equals("backup_mode")
                ? " ms file by file, live in backup mode, after " + taken.flushMilliseconds()
                        + " ms of its checkpoint and of flushing to disk"
                : " ms, after " + taken.flushMilliseconds() + " ms of flushing to disk";
        telling.good(name + " is " + taken.id() + ": taken in " + taken.storageMilliseconds() + how);
        return taken;
    }

    void rehearsePassing(SnapshotReport snapshot) {
        RunStatus status = rehearse(snapshot);
        String name = named(snapshot.id());
        if (!status.phase().equals("COMPLETED")) {
            throw new TourStopped(
                    "the rehearsal of " + name + " should pass and ended as " + status.phase() + ": "
                            + status.problem().code() + " " + status.problem().summary(),
                    "belay logs " + status.run() + " " + status.problem().step());
        }
        telling.good("the whole upgrade passes on " + name + "; its clone is removed");
    }

    void rehearseFailing(SnapshotReport snapshot) {
        RunStatus status = rehearse(snapshot);
        RunStatus.Problem problem = status.problem();
        if (!status.phase().equals("FAILED") || !problem.object().contains(FailingObject.NAME)) {
            throw new TourStopped(
                    "the rehearsal of " + named(snapshot.id()) + " should fail on " + FailingObject.NAME
                            + " and ended as " + status.phase() + ": " + problem.code() + " " + problem.summary(),
                    "belay logs " + status.run());
        }
        telling.bad("step " + problem.step() + ": " + problem.code() + " " + problem.summary());
        telling.field("object", problem.object());
        telling.field("remedy", problem.remedy());
        telling.field("undo", inverse(status));
        telling.command("ledger " + cluster);
        FailingSince since = awaitLedger(failing -> !failing.isEmpty(), "knows of no failing step")
                .get(0);
        telling.bad(since.step() + " passed on " + named(since.lastPassed()) + ", fails since "
                + named(since.firstFailed()));
    }

    /** What takes the remedy back, as the step's finding says it. */
    private String inverse(RunStatus status) {
        return engine.run(status.run()).stream()
                .flatMap(run -> run.details().stream())
                .filter(step -> step.id().equals(status.problem().step()))
                .flatMap(step -> step.result().stream())
                .map(StepResult::findings)
                .flatMap(List::stream)
                .map(FindingReport::undo)
                .filter(undo -> !undo.isBlank())
                .findFirst()
                .orElseThrow(() -> new TourStopped(
                        "the remedy of " + status.problem().code() + " comes without its inverse",
                        "belay status " + status.run()));
    }

    void wellAgain(SnapshotReport snapshot) {
        telling.command("ledger " + cluster);
        awaitLedger(List::isEmpty, "still calls a step failing");
        telling.good("no step fails any more: well again since " + named(snapshot.id()));
    }

    private RunStatus rehearse(SnapshotReport snapshot) {
        telling.command("rehearse " + lab.planFile().getFileName() + " --snapshot " + snapshot.id());
        String run = engine.startRehearsal(plan, snapshot.id(), OPERATOR);
        StepLines lines = new StepLines(telling);
        RunStatus end = engine.awaitEnd(run, LONGEST_RUN, lines::show);
        lines.show(end);
        return end;
    }

    private List<FailingSince> awaitLedger(Predicate<List<FailingSince>> wanted, String otherwise) {
        long end = System.nanoTime() + LEDGER.toNanos();
        do {
            List<FailingSince> failing = engine.ledger(cluster)
                    .map(reading -> reading.brief().failing())
                    .orElse(List.of());
            if (wanted.test(failing)) {
                return failing;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        } while (System.nanoTime() < end);
        throw new TourStopped("the ledger of " + cluster + " " + otherwise, "belay ledger " + cluster);
    }

    private String named(String snapshot) {
        return names.getOrDefault(snapshot, snapshot);
    }
}
