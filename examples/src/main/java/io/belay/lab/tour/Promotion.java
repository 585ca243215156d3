package io.belay.lab.tour;

import io.belay.engine.activity.StepResult;
import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.Choice;
import io.belay.engine.run.RunStatus;
import io.belay.lab.ClientLoad;
import io.belay.lab.Door;
import io.belay.lab.Lab;
import io.belay.lab.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The plan carried out for good, while clients go on paying: up to the approval, through the hold, back to old and forward again. One
 * thread.
 */
final class Promotion {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final String OPERATOR = "quickstart";

    /** Who starts a run does not approve it. */
    private static final String BOARD = "carol@example.com";

    private static final String GATE = "approve";
    private static final String NEW = "new";
    private static final String OLD = "old";

    private final Telling telling;
    private final Lab lab;
    private final ClientLoad load;
    private final EngineClient engine;
    private final String plan;
    private final StepLines lines;
    private String run = "";

    /** @param plan canonical; rehearsed green just before */
    Promotion(Telling telling, Lab lab, ClientLoad load, EngineClient engine, String plan) {
        this.telling = telling;
        this.lab = lab;
        this.load = load;
        this.engine = engine;
        this.plan = plan;
        this.lines = new StepLines(telling);
    }

    /** @return the run's id */
    String apply() throws SQLException {
        telling.chapter("The very same plan is applied, with an online promotion");
        String cluster = lab.clusterReference();
        lab.cluster().letBelayPublish();
        telling.says(
                "live's administrator made Belay's role a superuser: only one may publish all tables of a database");
        telling.command("apply " + lab.planFile().getFileName() + " --confirm " + cluster);
        run = engine.startUpgrade(plan, OPERATOR, lab.planFile().toString());
        RunStatus waiting = engine.watch(run, LONGEST_RUN, lines::show);
        requireWaiting(waiting);
        telling.good(
                "a candidate is built and verified and follows live since, row by row; live serves on; the run waits"
                        + " for the change board");
        telling.command("approve " + run + " --reason \"rehearsed green\"");
        load.forgetTimes();
        engine.approve(run, GATE, hash(), Deciding.by(BOARD, "rehearsed green on S4"));
        telling.good(BOARD + " approved the plan whose hash begins with " + hash().substring(0, 12));
        RunStatus promoted = awaitLive(NEW);
        tellServed(String.format(
                Locale.ROOT,
                "clients were held for %.2f s, and none of them saw an error",
                promoted.promotion().held() / 1000.0));
        return run;
    }

    /** To old, with every row that new took, and to new again. */
    void thereAndBack() throws SQLException {
        telling.chapter("There is a way back, which loses nothing");
        swap(OLD);
        tellServed("old is live again, with every payment that new took");
        swap(NEW);
        tellServed("new is live once more, and old follows it: going back is one hold away until somebody retires old");
    }

    private void swap(String to) {
        telling.command("rollback " + run);
        load.forgetTimes();
        engine.decide(run, Choice.of(Choice.Kind.ROLLBACK), Deciding.by(OPERATOR, "to show that it can be done"));
        awaitLive(to);
    }

    private void requireWaiting(RunStatus status) {
        if (status.hasEnded() || !status.needsPerson() || !status.problem().isNone()) {
            throw new TourStopped(
                    "the run should wait for the approval and is " + status.phase() + ": "
                            + status.problem().code() + " " + status.problem().summary(),
                    "belay logs " + run);
        }
    }

    /** Until clients are served by that side, the other one follows, and the promotion is at its end. */
    private RunStatus awaitLive(String side) {
        long end = System.nanoTime() + LONGEST_RUN.toNanos();
        while (true) {
            RunStatus status = observed().status();
            lines.show(status);
            RunStatus.Promotion promotion = status.promotion();
            boolean proven = status.steps().stream()
                    .anyMatch(
                            step -> step.id().equals("promote") && step.status().equals("DONE"));
            if (proven && promotion.live().equals(side) && promotion.wayBack().equals("open")) {
                return status;
            }
            if (status.hasEnded() || !status.problem().isNone() || System.nanoTime() > end) {
                throw new TourStopped(
                        side + " should be live and the run is " + status.phase() + ": "
                                + status.problem().code() + " "
                                + status.problem().summary(),
                        "belay logs " + run + " promote");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private String hash() {
        return observed().planHash();
    }

    private ObservedRun observed() {
        return engine.run(run).orElseThrow(() -> new TourStopped("the run " + run + " is gone", "belay status"));
    }

    private StepResult result(String step) {
        return observed().details().stream()
                .filter(detail -> detail.id().equals(step))
                .flatMap(detail -> detail.result().stream())
                .findFirst()
                .orElseThrow(() -> new TourStopped("step " + step + " left no result", "belay status " + run));
    }

    private void tellServed(String words) throws SQLException {
        telling.good("clients come through the same pooler to " + servedVersion() + "; " + words);
        telling.says(
                "the slowest payment meanwhile took " + load.seen().slowest().toMillis() + " ms, and none failed");
    }

    /** As any client of the cluster sees it. */
    private String servedVersion() throws SQLException {
        Door door = lab.pooler().door("orders", "app");
        try (Sql sql = Sql.open(door)) {
            return "PostgreSQL " + sql.value("SHOW server_version");
        }
    }

    /** What the run itself compared. */
    void proofs() {
        Map<String, String> facts = result("pg_upgrade").facts();
        telling.good("the candidate was compared with its twin, before it followed: "
                + result("verify").summary());
        telling.good("and file by file: " + facts.get("files_shared") + " files share all their extents with it, "
                + facts.get("files_read") + " were read and are the same");
    }
}
