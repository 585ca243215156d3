package io.belay.bench;

import io.belay.cli.dev.CacheFolder;
import io.belay.cli.dev.ShortProgram;
import io.belay.lab.Narrator;
import io.belay.plans.file.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The whole command {@code belay validate} on a plan of 500 steps beside a linter of YAML and a validator by JSON Schema, both in
 * Python. Those two know neither rules nor hash; they show what a person is used to wait for.
 */
final class Validate implements Benchmark {

    private static final double GOAL_SECONDS = 0.7;
    private static final double GOAL_WARM_MILLISECONDS = 50;
    private static final int PAIRS = 10;
    private static final int STEPS = 500;
    private static final int WARM_READINGS = 60;
    private static final String LINTER = "yamllint==1.35.1";
    private static final String VALIDATOR = "check-jsonschema==0.29.4";

    @Override
    public String name() {
        return "validate";
    }

    @Override
    public String question() {
        return "`belay validate` of a plan of " + STEPS
                + " steps, the whole command, beside yamllint and check-jsonschema";
    }

    @Override
    public int usualPairs() {
        return PAIRS;
    }

    @Override
    public Result run(int pairs, Narrator narrator) throws IOException {
        Path home = Path.of(System.getProperty("belay.home"));
        Path work = Files.createTempDirectory("belay-bench-");
        try {
            Path plan = Files.writeString(work.resolve("long.plan.yaml"), plan());
            ShortProgram belay = ShortProgram.of(home.resolve("belay").toString(), "validate", plan.toString());
            ShortProgram linter =
                    python("yamllint", "-d", "{extends: relaxed, rules: {line-length: disable}}", plan.toString());
            ShortProgram validator = python(
                    "check_jsonschema",
                    "--schemafile",
                    home.resolve("plans/schema/upgrade-plan.schema.json").toString(),
                    plan.toString());
            Series ours = new Series();
            Series lint = new Series();
            Series schema = new Series();
            for (int pair = 0; pair <= pairs; pair++) {
                Duration tookOurs = timed(belay);
                Duration tookLint = timed(linter);
                Duration tookSchema = timed(validator);
                if (pair > 0) {
                    ours.add(tookOurs);
                    lint.add(tookLint);
                    schema.add(tookSchema);
                }
            }
            double warm = warm(plan);
            narrator.says("belay validate, seconds:   " + ours);
            narrator.says("yamllint, seconds:         " + lint);
            narrator.says("check-jsonschema, seconds: " + schema);
            narrator.says(String.format(
                    Locale.ROOT,
                    "in a warm JVM, read, judged, resolved and hashed: %.1f ms (goal %.0f)",
                    warm,
                    GOAL_WARM_MILLISECONDS));
            boolean met = ours.median() < GOAL_SECONDS && warm < GOAL_WARM_MILLISECONDS;
            return new Result(
                    ours.median(), "s", lint.median(), "under " + GOAL_SECONDS + " s, and warm under 50 ms", met);
        } finally {
            deleteAll(work);
        }
    }

    /** The median of the last half: the first readings are those in which the JVM learns. */
    private static double warm(Path plan) {
        Series series = new Series();
        for (int reading = 0; reading < WARM_READINGS; reading++) {
            long begin = System.nanoTime();
            String hash = PlanFile.read(plan, Map.of()).hash().orElseThrow();
            long took = System.nanoTime() - begin;
            if (reading >= WARM_READINGS / 2 && !hash.isEmpty()) {
                series.add(Duration.ofNanos(took));
            }
        }
        return series.median() * 1000;
    }

    private static Duration timed(ShortProgram program) {
        long begin = System.nanoTime();
        ShortProgram.Result result = program.run();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (!result.succeeded()) {
            throw new IllegalStateException(program.arguments() + " failed: " + result.tail());
        }
        return took;
    }

    /** Both peers, fetched once into the cache. */
    private static ShortProgram python(String module, String... arguments) throws IOException {
        Path packages = CacheFolder.ofThisMachine().resolve("bench-peers");
        if (!Files.isDirectory(packages.resolve("check_jsonschema"))) {
            Files.createDirectories(packages);
            ShortProgram.Result fetched = ShortProgram.of(
                            "python3",
                            "-m",
                            "pip",
                            "install",
                            "--quiet",
                            "--target",
                            packages.toString(),
                            LINTER,
                            VALIDATOR)
                    .within(Duration.ofMinutes(5))
                    .run();
            if (!fetched.succeeded()) {
                throw new IllegalStateException("the peers cannot be fetched with pip: " + fetched.tail());
            }
        }
        List<String> command = new ArrayList<>(List.of("python3", "-m", module));
        command.addAll(List.of(arguments));
        return ShortProgram.of(command).with(Map.of("PYTHONPATH", packages.toString(), "PYTHONUTF8", "1"));
    }

    private static String plan() {
        StringBuilder text = new StringBuilder("""
                ---
                apiVersion: belay/v1
                kind: UpgradePlan
                metadata: {name: orders-13-to-17, owner: dba-team@example.com}
                live: {cluster: db1/orders, version: 13}
                target: {version: 17}
                steps:
                  - preflight
                  - snapshot
                  - clone
                  - pg_upgrade
                  - extensions
                """);
        for (int step = 9; step < STEPS; step++) {
            text.append("  - {id: analyze-").append(step).append(", analyze: {jobs: 2}, timeout: 2h, note: pass ");
            text.append(step).append("}\n");
        }
        text.append("""
                  - verify
                  - approve: {by: change-board}
                  - promote: {mode: offline, way_back: none}
                  - retire: {after: 7d}
                """);
        return text.toString();
    }

    private static void deleteAll(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
