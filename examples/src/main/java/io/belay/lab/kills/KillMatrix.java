package io.belay.lab.kills;

import io.belay.lab.ClientLoad;
import io.belay.lab.Lab;
import io.belay.lab.LabWish;
import io.belay.lab.Narrator;
import io.belay.lab.oracle.Launches;
import io.belay.plans.file.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Upgrades under client load in which random processes are killed, until as many were killed as wanted. What is drawn comes from the
 * seed: victims, moments behind the start of a step, how long they stay away, and whether the operator gives up. What the machine
 * is doing at such a moment does not.
 */
public final class KillMatrix {

    private static final Duration REHEARSED = Duration.ofMinutes(10);
    /** Of one matrix at most, so that no two seeds draw the same run. */
    private static final long RUNS = 1000;

    /** A machine with other work takes minutes for what a quiet one does in seconds, and here nothing is judged by time. */
    private static final String BUDGET = "budget: {hold: 10m}";

    private static final int MOST_CLIENTS = 4;
    private static final int PER_SECOND = 50;

    private static final List<String> STEPS = List.of(
            "preflight",
            "snapshot",
            "clone",
            "pg_upgrade",
            "extensions",
            "analyze",
            "verify",
            "promote: {mode: offline, way_back: none}");

    private final Size size;
    private final Narrator narrator;

    /**
     * @param kills wanted in all
     * @param each drawn for one run
     */
    public record Size(int kills, int each, long seed) {

        public static Size full(long seed) {
            return new Size(200, 5, seed);
        }

        public static Size brief(long seed) {
            return new Size(15, 10, seed);
        }
    }

    public KillMatrix(Size size, Narrator narrator) {
        this.size = size;
        this.narrator = narrator;
    }

    public KillReport run() throws IOException {
        List<RunRecord> records = new ArrayList<>();
        int most = 3 * size.kills() / size.each() + 2;
        while (kills(records) < size.kills() && records.size() < most) {
            onOneLab(records, most);
        }
        return new KillReport(records);
    }

    private static int kills(List<RunRecord> records) {
        return records.stream().mapToInt(record -> record.strikes().size()).sum();
    }

    /** A lab is used up by the run that is promoted, and by one that went wrong. */
    private void onOneLab(List<RunRecord> records, int most) throws IOException {
        try (Ensemble ensemble = Ensemble.open(LabWish.usual(), unheard -> {})) {
            Lab lab = ensemble.lab();
            waitAtPooler(lab);
            String canonical = plan(lab);
            rehearse(ensemble, canonical);
            ClientLoad.Shape shape = new ClientLoad.Shape(MOST_CLIENTS, PER_SECOND, Duration.ofHours(2), size.seed());
            Launches launches = new Launches(ensemble.ground().journal());
            try (ClientLoad load = lab.startLoad(shape)) {
                boolean goesOn = true;
                while (goesOn && kills(records) < size.kills() && records.size() < most) {
                    RunRecord record = one(ensemble, launches, load, canonical, records.size());
                    records.add(record);
                    KillReport.lines(records.size(), record).forEach(narrator::says);
                    goesOn = record.outcome() == RunRecord.Outcome.ROLLED_BACK
                            && record.wrong().isEmpty();
                }
            }
        }
    }

    /** As long as the budget lets clients wait: by itself PgBouncer gives them up after two minutes. */
    private static void waitAtPooler(Lab lab) throws IOException {
        Path file = lab.pooler().configurationFile();
        Files.writeString(
                file, Files.readString(file).replace("[pgbouncer]\n", "[pgbouncer]\nquery_wait_timeout = 0\n"));
        lab.pooler().reload();
    }

    private static String plan(Lab lab) throws IOException {
        Path plan = lab.writePlan("kills", STEPS);
        Files.writeString(plan, Files.readString(plan).replace("budget: {hold: 1m}", BUDGET));
        return PlanFile.read(plan, Map.of())
                .canonical()
                .orElseThrow(() -> new IllegalStateException("the matrix's plan does not hold"));
    }

    private static void rehearse(Ensemble ensemble, String canonical) {
        String run = ensemble.start(() -> ensemble.client().startRehearsal(canonical, "", Ensemble.PERSON));
        String phase = ensemble.awaitPhase(run, REHEARSED);
        if (!phase.equals("COMPLETED")) {
            throw new IllegalStateException("the rehearsal of the matrix's plan ended " + phase);
        }
    }

    private RunRecord one(Ensemble ensemble, Launches launches, ClientLoad load, String canonical, int number)
            throws IOException {
        Draw draw = Draw.of(size.seed() * RUNS + number, size.each());
        String run = ensemble.start(() -> ensemble.client().startUpgrade(canonical, Ensemble.PERSON));
        return new StruckUpgrade(ensemble, launches, load, narrator, draw, run).carryOut();
    }
}
