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
            for (int pair = 0; pair <= pairs; pair++) {
                Duration tookBelay = rehearse(parts, lab, snapshot, narrator, pair == pairs);
                Duration tookBare = byHand(lab, script, snapshot, pair, narrator, pair == pairs);
                if (pair > 0) {
                    belay.add(tookBelay);
                    bare.add(tookBare);
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

    private static Duration rehearse(Parts parts, Lab lab, String snapshot, Narrator narrator, boolean last) {
        String plan = Parts.canonical(lab.planFile());
        long begin = System.nanoTime();
        String run = parts.client().startRehearsal(plan, snapshot, "benchmark");
        RunStatus end = parts.awaitEnd(run);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (!end.phase().equals("COMPLETED")) {
            throw new IllegalStateException("the rehearsal ended " + end.phase() + ": " + end.problem());
        }
        if (last) {
            end.steps()
                    .forEach(step -> narrator.says(String.format(
                            Locale.ROOT, "  belay's %-12s %.2f s", step.id(), step.milliseconds() / 1000.0)));
        }
        return took;
    }

    private static Duration byHand(
            Lab lab, BareScript script, String snapshot, int pair, Narrator narrator, boolean last) throws IOException {
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
        long begin = System.nanoTime();
        String parts = script.run(variables);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (last) {
            parts.lines().forEach(line -> narrator.says("  bare " + line + " ms"));
        }
        return took;
    }
}
