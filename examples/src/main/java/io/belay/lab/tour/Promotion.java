package io.belay.lab.tour;

import io.belay.engine.activity.StepResult;
import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.RunStatus;
import io.belay.lab.Door;
import io.belay.lab.Lab;
import io.belay.lab.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The plan carried out for good, while clients go on paying: up to the approval, through the hold, and what proves it. One thread. */
final class Promotion {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
    private static final String OPERATOR = "quickstart";

    /** Who starts a run does not approve it. */
    private static final String BOARD = "carol@example.com";

    private static final String GATE = "approve";
    /** A part of the hold in which clients waited. */
    private static final String PART = "held_";

    private final Telling telling;
    private final Lab lab;
    private final EngineClient engine;
    private final String plan;
    private final StepLines lines;
    private String run = "";

    /** @param plan canonical; rehearsed green just before */
    Promotion(Telling telling, Lab lab, EngineClient engine, String plan) {
        this.telling = telling;
        this.lab = lab;
        this.engine = engine;
        this.plan = plan;
        this.lines = new StepLines(telling);
    }

    /** @return the run's id */
    String apply() throws SQLException {
        telling.chapter("The very same plan is applied, with an offline promotion");
        String cluster = lab.clusterReference();
        telling.command("apply " + lab.planFile().getFileName() + " --confirm " + cluster);
        run = engine.startUpgrade(plan, OPERATOR, lab.planFile().toString());
        RunStatus waiting = engine.watch(run, LONGEST_RUN, lines::show);
        requireWaiting(waiting);
        telling.good(
                "a candidate of this minute is built and verified, live serves on; the run waits for the change board");
        telling.command("approve " + run + " --reason \"rehearsed green\"");
        engine.approve(run, GATE, hash(), Deciding.by(BOARD, "rehearsed green on S4"));
        telling.good(BOARD + " approved the plan whose hash begins with " + hash().substring(0, 12));
        RunStatus end = engine.watch(run, LONGEST_RUN, lines::show);
        lines.show(end);
        if (!end.phase().equals("PROMOTED")) {
            throw new TourStopped(
                    "the promotion should succeed and the run ended as " + end.phase() + ": "
                            + end.problem().code() + " " + end.problem().summary(),
                    "belay logs " + run + " promote");
        }
        telling.good(String.format(
                Locale.ROOT,
                "clients come through the same pooler to %s; they were held for %.1f s, and none of them saw an error",
                servedVersion(),
                end.promotion().held() / 1000.0));
        telling.says("its longest parts: " + parts(result("promote").facts()));
        return run;
    }

    private void requireWaiting(RunStatus status) {
        if (status.hasEnded() || !status.needsPerson() || !status.problem().isNone()) {
            throw new TourStopped(
                    "the run should wait for the approval and is " + status.phase() + ": "
                            + status.problem().code() + " " + status.problem().summary(),
                    "belay logs " + run);
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

    /** As any client of the cluster sees it. */
    private String servedVersion() throws SQLException {
        Door door = lab.pooler().door("orders", "app");
        try (Sql sql = Sql.open(door)) {
            return "PostgreSQL " + sql.value("SHOW server_version");
        }
    }

    /** The three longest. */
    private static String parts(Map<String, String> facts) {
        return facts.entrySet().stream()
                .filter(fact -> fact.getKey().startsWith(PART))
                .sorted(Comparator.comparingLong((Map.Entry<String, String> fact) -> -Long.parseLong(fact.getValue())))
                .limit(3)
                .map(fact -> fact.getKey().substring(PART.length()).replace('_', ' ') + " " + fact.getValue() + " ms")
                .collect(Collectors.joining(", "));
    }

    /** What the run itself compared, before and in the hold. */
    void proofs() {
        telling.good(
                "the candidate was compared with its twin: " + result("verify").summary());
        StepResult promoted = result("promote");
        Map<String, String> facts = promoted.facts();
        telling.good("new was compared with live's last state inside the hold: " + facts.get("files_shared")
                + " files share all their extents with it, " + facts.get("files_read") + " were read and are the same");
        telling.good("old live is stopped and untouched in " + lab.cluster().dataDirectory()
                + ", until somebody retires it");
    }
}
