package io.belay.bench;

import io.belay.engine.activity.StepResult;
import io.belay.engine.client.EngineClient;
import io.belay.engine.run.RunStatus;
import io.belay.lab.Lab;
import io.belay.lab.LabWish;
import io.belay.lab.Narrator;
import io.belay.lab.PgBouncer;
import io.belay.lab.Profile;
import io.belay.lab.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long clients wait for an offline promotion, beside the shortest sequence that one can write by hand: three databases of 2,000
 * relations each, through PgBouncer, seen by a client that writes all the time. Each promotion has a lab of its own, because it
 * uses the cluster up.
 */
final class OfflineHold implements Benchmark {

    private static final double GOAL_SECONDS = 1.5;
    private static final int PAIRS = 5;
    private static final double MILLIS = 1000.0;
    /** A part of the hold in which clients waited. */
    private static final String PART = "held_";

    private static final LabWish WISH = LabWish.usual().with(Profile.WIDE, 1);

    @Override
    public String name() {
        return "offline-hold";
    }

    @Override
    public String question() {
        return "clients held by an offline promotion, three databases of 2,000 relations, beside the bare sequence";
    }

    @Override
    public int usualPairs() {
        return PAIRS;
    }

    /** @param client its slowest write */
    private record Hold(Duration client, Map<String, Double> parts) {}

    @Override
    public Result run(int pairs, Narrator narrator) throws IOException, SQLException {
        Series belay = new Series();
        Series bare = new Series();
        Map<String, Series> belayParts = new LinkedHashMap<>();
        Map<String, Series> bareParts = new LinkedHashMap<>();
        for (int pair = 0; pair <= pairs; pair++) {
            Hold promoted = promoted();
            Hold byHand = byHand();
            narrator.says(String.format(
                    Locale.ROOT,
                    "pair %d%s: belay %.2f s, bare %.2f s",
                    pair,
                    pair == 0 ? " (does not count)" : "",
                    promoted.client().toMillis() / MILLIS,
                    byHand.client().toMillis() / MILLIS));
            if (pair > 0) {
                belay.add(promoted.client());
                bare.add(byHand.client());
                collect(belayParts, promoted.parts());
                collect(bareParts, byHand.parts());
            }
        }
        table(narrator, "belay", belayParts);
        table(narrator, "bare", bareParts);
        narrator.says("belay, seconds: " + belay);
        narrator.says("bare, seconds:  " + bare);
        boolean met = belay.median() - bare.median() <= GOAL_SECONDS;
        return new Result(belay.median(), "s", bare.median(), "at most " + GOAL_SECONDS + " s above bare", met);
    }

    private static void collect(Map<String, Series> all, Map<String, Double> parts) {
        parts.forEach((part, milliseconds) -> all.computeIfAbsent(part, unused -> new Series())
                .add(Duration.ofNanos((long) (milliseconds * 1_000_000))));
    }

    private static void table(Narrator narrator, String side, Map<String, Series> parts) {
        parts.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        (Map.Entry<String, Series> part) -> -part.getValue().median()))
                .forEach(part -> narrator.says(String.format(
                        Locale.ROOT,
                        "  %-5s %-12s %.3f s",
                        side,
                        part.getKey(),
                        part.getValue().median())));
    }

    private static Hold promoted() throws IOException {
        try (Lab lab = Lab.open(WISH, unheard -> {});
                Parts parts = Parts.start(lab)) {
            EngineClient engine = parts.client();
            Path plan = lab.writePlan(
                    "hold",
                    List.of(
                            "preflight",
                            "snapshot",
                            "clone",
                            "pg_upgrade",
                            "extensions",
                            "analyze",
                            "verify",
                            "promote: {mode: offline, way_back: none}"));
            String canonical = Parts.canonical(plan);
            String snapshot =
                    engine.takeSnapshot(lab.clusterReference(), "benchmark").id();
            require("COMPLETED", parts.awaitEnd(engine.startRehearsal(canonical, snapshot, "benchmark")));
            try (WaitingClient client = WaitingClient.start(lab.pooler().door("wide_north", "wide"))) {
                String run = engine.startUpgrade(canonical, "benchmark");
                require("PROMOTED", parts.awaitEnd(run));
                return new Hold(client.stop(), parts(engine, run));
            }
        }
    }

    private static void require(String phase, RunStatus end) {
        if (!end.phase().equals(phase)) {
            throw new IllegalStateException("the run ended " + end.phase() + ": " + end.problem());
        }
    }

    private static Map<String, Double> parts(EngineClient engine, String run) {
        Map<String, String> facts = engine.run(run).stream()
                .flatMap(observed -> observed.details().stream())
                .filter(detail -> detail.id().equals("promote"))
                .flatMap(detail -> detail.result().stream())
                .map(StepResult::facts)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("run " + run + " has no result of promote"));
        Map<String, Double> parts = new TreeMap<>();
        facts.forEach((name, value) -> {
            if (name.startsWith(PART)) {
                parts.put(name.substring(PART.length()), Double.parseDouble(value));
            }
        });
        return parts;
    }

    private static Hold byHand() throws IOException, SQLException {
        try (Lab lab = Lab.open(WISH.withoutTemporal(), unheard -> {})) {
            BareScript script = BareScript.unpack("bare-hold.sh", lab.work());
            Map<String, String> variables = variables(lab);
            try (WaitingClient client = WaitingClient.start(lab.pooler().door("wide_north", "wide"))) {
                String printed = script.run(variables);
                Duration slowest = client.stop();
                Map<String, Double> parts = new LinkedHashMap<>();
                printed.lines()
                        .map(line -> line.split(" ", 2))
                        .filter(words -> words.length == 2 && words[1].matches("\\d+"))
                        .forEach(words -> parts.put(words[0], Double.valueOf(words[1])));
                return new Hold(slowest, parts);
            }
        }
    }

    private static Map<String, String> variables(Lab lab) throws IOException, SQLException {
        Path old = lab.cluster().dataDirectory();
        Path upgrade = Files.createDirectory(lab.cluster().dataset().resolve("upgrade"));
        Path target = Files.createDirectory(lab.cluster().dataset().resolve("new"));
        Map<String, String> variables = new HashMap<>();
        try (Sql sql = lab.cluster().open("template1")) {
            List<String> locale = sql
                    .rows("SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database"
                            + " WHERE datname = 'template1'")
                    .get(0)
                    .stream()
                    .map(String::valueOf)
                    .toList();
            variables.put("ENCODING", locale.get(0));
            variables.put("COLLATE", locale.get(1));
            variables.put("CTYPE", locale.get(2));
        }
        lab.own(upgrade);
        lab.own(target);
        variables.put("OLD_DATA", old.toString());
        variables.put("NEW_DATA", target.resolve("data").toString());
        variables.put("OLD", lab.bin(WISH.liveMajor()).toString());
        variables.put("NEW", lab.bin(WISH.targetMajor()).toString());
        variables.put("SOCKETS", lab.cluster().socketFolder().toString());
        variables.put("OLD_PORT", String.valueOf(lab.cluster().port()));
        variables.put("NEW_PORT", String.valueOf(lab.targetPort()));
        variables.put("POOLER_PORT", String.valueOf(lab.pooler().port()));
        variables.put("POOLER_USER", PgBouncer.ADMIN);
        variables.put("PGPASSFILE", lab.pooler().administratorPassword().toString());
        variables.put("INI", lab.pooler().configurationFile().toString());
        variables.put("DATABASES", String.join(" ", Profile.WIDE.databases()));
        variables.put("ACCOUNT", lab.account());
        variables.put("UPGRADE", upgrade.toString());
        // As many as a plan's `jobs: auto` means.
        variables.put("JOBS", String.valueOf(Math.max(1, Runtime.getRuntime().availableProcessors() / 2)));
        return variables;
    }
}
