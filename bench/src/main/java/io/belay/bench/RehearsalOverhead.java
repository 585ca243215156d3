package io.belay.bench;

import io.belay.engine.client.EngineClient;
import io.belay.engine.run.RunStatus;
import io.belay.lab.Lab;
import io.belay.lab.LabWish;
import io.belay.lab.Narrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A whole rehearsal through Temporal, engine and worker beside a script that runs the same commands. What Belay adds: the journal
 * and its flushes, the isolation, the proof by extents, evidence, and the way through Temporal between two steps.
 */
final class RehearsalOverhead implements Benchmark {

    private static final double GOAL_RATIO = 1.10;
    private static final double GOAL_SECONDS = 2;
    private static final int PAIRS = 5;
    private static final String STATEMENTS = "statements";

    @Override
    public String name() {
        return "rehearsal-overhead";
    }

    @Override
    public String question() {
        return "a rehearsal of the lab's plan, 13 to 17 on btrfs, beside a script of the same commands";
    }

    @Override
    public int usualPairs() {
        return PAIRS;
    }

    @Override
    public Result run(int pairs, Narrator narrator) throws IOException {
        try (Lab lab = Lab.open(LabWish.usual().withoutPooler(), narrator);
                Parts parts = Parts.start(lab)) {
            EngineClient engine = parts.client();
            String snapshot =
                    engine.takeSnapshot(lab.clusterReference(), "benchmark").id();
            BareScript script = BareScript.unpack("bare-rehearsal.sh", lab.work());
            Series belay = new Series();
            Series bare = new Series();
            Rehearsed warm = rehearse(parts, lab, snapshot);
            RunStatements statements = RunStatements.of(lab.work()
                    .resolve("state/evidence")
                    .resolve(warm.end().run())
                    .resolve("commands.jsonl"));
            statements.write(lab.work().resolve(STATEMENTS));
            byHand(lab, script, statements, snapshot, 0);
            for (int pair = 1; pair <= pairs; pair++) {
                Rehearsed rehearsed = rehearse(parts, lab, snapshot);
                belay.add(rehearsed.took());
                long begin = System.nanoTime();
                String told = byHand(lab, script, statements, snapshot, pair);
                bare.add(Duration.ofNanos(System.nanoTime() - begin));
                if (pair == pairs) {
                    rehearsed.tell(narrator);
                    told.lines().forEach(line -> narrator.says("  bare " + line + " ms"));
                }
            }
            narrator.says("belay, seconds: " + belay);
            narrator.says("bare, seconds:  " + bare);
            double over = belay.median() - bare.median();
            boolean met = belay.median() <= bare.median() * GOAL_RATIO || over <= GOAL_SECONDS;
            return new Result(
                    belay.median(), "s", bare.median(), GOAL_RATIO + " or " + (int) GOAL_SECONDS + " s more", met);
        }
    }

    private record Rehearsed(RunStatus end, Duration took) {

        void tell(Narrator narrator) {
            end.steps()
                    .forEach(step -> narrator.says(String.format(
                            Locale.ROOT, "  belay's %-12s %.2f s", step.id(), step.milliseconds() / 1000.0)));
        }
    }

    private static Rehearsed rehearse(Parts parts, Lab lab, String snapshot) {
        String plan = Parts.canonical(lab.planFile());
        long begin = System.nanoTime();
        String run = parts.client().startRehearsal(plan, snapshot, "benchmark");
        RunStatus end = parts.awaitEnd(run);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (!end.phase().equals("COMPLETED")) {
            throw new IllegalStateException("the rehearsal ended " + end.phase() + ": " + end.problem());
        }
        return new Rehearsed(end, took);
    }

    /** @return what each part took, in milliseconds */
    private static String byHand(Lab lab, BareScript script, RunStatements statements, String snapshot, int pair)
            throws IOException {
        LabWish wish = LabWish.usual();
        Path work = Files.createDirectory(lab.place().resolve("bare-" + pair));
        Path dataset = lab.place().resolveSibling("orders");
        Map<String, String> variables = new HashMap<>();
        variables.put(
                "IMAGE",
                lab.place().resolve("snapshots/orders").resolve(snapshot).toString());
        variables.put("WORK", work.toString());
        variables.put("DATA", dataset.relativize(lab.cluster().dataDirectory()).toString());
        variables.put("OLD", lab.bin(wish.liveMajor()).toString());
        variables.put("NEW", lab.bin(wish.targetMajor()).toString());
        variables.put("TARGET", String.valueOf(wish.targetMajor()));
        variables.put("ACCOUNT", lab.account());
        // As many as a plan's `jobs: auto` means: live runs beside it.
        variables.put("JOBS", String.valueOf(Math.max(1, Runtime.getRuntime().availableProcessors() / 2)));
        variables.put("BTRFS", lab.btrfsProgram().toString());
        variables.put("STATEMENTS", lab.work().resolve(STATEMENTS).toString());
        variables.put("MIRRORED", String.join(" ", statements.mirrored()));
        return script.run(variables);
    }
}
