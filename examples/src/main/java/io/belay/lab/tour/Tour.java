package io.belay.lab.tour;

import io.belay.cli.Console;
import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.activity.TesterClones.CloneReport;
import io.belay.engine.client.Connection;
import io.belay.engine.client.EngineClient;
import io.belay.engine.ledger.FailingSince;
import io.belay.engine.run.RunStatus;
import io.belay.lab.ClientLoad;
import io.belay.lab.ClientLoad.Seen;
import io.belay.lab.FailingObject;
import io.belay.lab.Lab;
import io.belay.lab.LabWish;
import io.belay.lab.Proof;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The story of the tour, chapter by chapter, on real parts. It stops at the first promise that does not hold; whatever it made
 * is removed at its end, unless it is to be kept. One thread.
 */
final class Tour {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);

    private final Telling telling;
    private final Console console;
    private final boolean keep;

    Tour(Telling telling, Console console, boolean keep) {
        this.telling = telling;
        this.console = console;
        this.keep = keep;
    }

    void run() throws InterruptedException {
        telling.chapter("A PostgreSQL 13 cluster with clients, made for this tour");
        try (Lab lab = Lab.open(LabWish.usual().withoutTemporal(), telling);
                ClientLoad load = startLoad(lab)) {
            telling.says(
                    "100 payments a second run through PgBouncer; each one the server confirms is noted outside of it");
            telling.chapter("Belay: Temporal, engine, worker and page");
            DevProcess dev = DevProcess.start(lab);
            try (EngineClient engine = EngineClient.connect(Connection.plain(dev.temporal()))) {
                telling.good("all parts are up; the page is " + dev.page());
                tell(lab, load, engine);
                end(lab, load, dev);
            } finally {
                if (!keep) {
                    dev.close();
                }
            }
            if (keep) {
                lab.keep();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the lab's cluster refused: " + e.getMessage(), e);
        }
        telling.good("the tour took " + telling.elapsed().toSeconds() + " s"
                + (keep ? "" : "; everything was removed again"));
    }

    private static ClientLoad startLoad(Lab lab) throws IOException {
        return lab.startLoad(ClientLoad.Shape.moderate());
    }

    private void tell(Lab lab, ClientLoad load, EngineClient engine) throws IOException, SQLException {
        String cluster = lab.clusterReference();
        Path planFile = lab.planFile();
        String plan = read(planFile);

        telling.chapter("Snapshots and an instant clone, while clients go on");
        SnapshotReport first = snapshot(engine, cluster, "S1");
        SnapshotReport second = snapshot(engine, cluster, "S2");
        CloneReport clone = engine.createClone(cluster, second.id(), "look-around", "quickstart");
        telling.good("a clone of S2 existed after " + clone.existsMilliseconds() + " ms and answered queries after "
                + clone.answersMilliseconds() + " ms");
        telling.command(clone.connect());
        clone.notIsolated().forEach(sentence -> telling.says("note: " + sentence));
        engine.dropClone(cluster, "look-around");

        telling.chapter("On a working day, somebody creates an object");
        FailingObject.create(lab.cluster());
        telling.says("the role `" + FailingObject.ROLE + "` created the view `" + FailingObject.NAME + "` in `"
                + FailingObject.DATABASE + "`; nobody thinks of the upgrade");
        SnapshotReport third = snapshot(engine, cluster, "S3");

        telling.chapter("The plan is rehearsed on S2 and on S3");
        telling.command("belay rehearse " + planFile.getFileName() + " --snapshot " + second.id());
        passes(rehearse(engine, plan, second), "S2");
        telling.command("belay rehearse " + planFile.getFileName() + " --snapshot " + third.id());
        RunStatus failed = rehearse(engine, plan, third);
        fails(failed);
        since(engine, cluster, Map.of(first.id(), "S1", second.id(), "S2", third.id(), "S3"));
        unnoticed(load);

        telling.chapter("A person applies the remedy on live, and it passes again");
        FailingObject.applyRemedy(lab.cluster());
        telling.says("the remedy was run on live by the view's owner");
        SnapshotReport fourth = snapshot(engine, cluster, "S4");
        passes(rehearse(engine, plan, fourth), "S4");
        if (!failing(engine, cluster).isEmpty()) {
            throw new TourStopped("the ledger still calls a step failing after S4", "belay ledger " + cluster);
        }
        telling.good("the ledger: well again since S4");
    }

    private SnapshotReport snapshot(EngineClient engine, String cluster, String name) {
        SnapshotReport taken = engine.takeSnapshot(cluster, "quickstart");
        telling.good(name + " is " + taken.id() + ": " + taken.storageMilliseconds() + " ms, after "
                + taken.flushMilliseconds() + " ms of flushing");
        return taken;
    }

    private RunStatus rehearse(EngineClient engine, String plan, SnapshotReport snapshot) {
        String run = engine.startRehearsal(plan, snapshot.id(), "quickstart");
        StepLines lines = new StepLines(telling);
        return engine.awaitEnd(run, LONGEST_RUN, lines::show);
    }

    private void passes(RunStatus status, String name) {
        if (!status.phase().equals("COMPLETED")) {
            throw new TourStopped(
                    "the rehearsal of " + name + " should pass and ended as " + status.phase() + ": "
                            + status.problem().code() + " " + status.problem().summary(),
                    "belay logs " + status.run() + " " + status.problem().step());
        }
        telling.good("the whole upgrade passes on " + name);
    }

    private void fails(RunStatus status) {
        RunStatus.Problem problem = status.problem();
        if (!status.phase().equals("FAILED") || !problem.object().contains(FailingObject.NAME)) {
            throw new TourStopped(
                    "the rehearsal of S3 should fail on " + FailingObject.NAME + " and ended as " + status.phase()
                            + ": " + problem.code() + " " + problem.summary(),
                    "belay logs " + status.run());
        }
        telling.bad("S3 at step " + problem.step() + ": " + problem.code() + " " + problem.summary());
        telling.says("the remedy, for a person to run on live:");
        telling.quote(problem.remedy());
    }

    private void since(EngineClient engine, String cluster, Map<String, String> names) {
        telling.command("belay ledger " + cluster);
        FailingSince failing = failing(engine, cluster).stream()
                .findFirst()
                .orElseThrow(() -> new TourStopped("the ledger knows of no failing step", "belay ledger " + cluster));
        telling.bad(failing.step() + ": passed on " + names.getOrDefault(failing.lastPassed(), failing.lastPassed())
                + ", fails since " + names.getOrDefault(failing.firstFailed(), failing.firstFailed()));
    }

    private static List<FailingSince> failing(EngineClient engine, String cluster) {
        return engine.ledger(cluster).map(reading -> reading.brief().failing()).orElse(List.of());
    }

    private void unnoticed(ClientLoad load) {
        Seen seen = load.seen();
        if (seen.failed() > 0) {
            throw new TourStopped(
                    seen.failed() + " client transactions failed: " + seen.failures(), "read the failures above");
        }
        telling.good("live did not notice: " + seen.acknowledged() + " payments, none failed, the slowest took "
                + seen.slowest().toMillis() + " ms");
    }

    private void end(Lab lab, ClientLoad load, DevProcess dev) throws IOException, SQLException {
        telling.chapter("Was anything lost?");
        Seen seen = load.stop();
        Proof proof;
        try (var sql = lab.cluster().open("orders")) {
            proof = Proof.of(lab.acknowledgements(), sql);
        }
        if (!proof.nothingLost() || seen.failed() > 0) {
            throw new TourStopped(
                    "payments are missing or failed: " + proof + ", " + seen, "this must not happen; report it");
        }
        telling.good(proof.acknowledged() + " confirmed payments, none missing, all balances right, none failed");
        telling.says("what to look at next: docs/manual, the plan "
                + lab.planFile().getFileName() + ", the page " + dev.page());
        if (keep) {
            telling.says("all of it stays: plan " + lab.planFile() + ", host file " + lab.hostConfiguration());
            telling.command("BELAY_TEMPORAL_ADDRESS=" + dev.temporal() + " " + console.command() + " status");
        }
    }

    private static String read(Path planFile) {
        ReadPlan plan = PlanFile.read(planFile, Map.of());
        return plan.canonical()
                .orElseThrow(() ->
                        new TourStopped("the lab's plan is not valid: " + planFile, "belay validate " + planFile));
    }
}
