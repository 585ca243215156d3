package io.belay.plans.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Carries inputs of following seeds through everything, in a Java of its own with little memory. For one thread only. */
public final class FuzzRun {

    private static final int FAILURES = 20;

    /** What is slow the first time is tried again: classes are loaded, and other programs run beside this one. */
    private static final int TRIES = 4;

    private final GoodFiles good = new GoodFiles();
    private final ThroughAll all;
    private final PrintStream out;
    private final Duration slow;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private int failures;
    private int tooSlow;
    private Duration slowest = Duration.ZERO;
    private long slowestSeed;

    private FuzzRun(Path folder, Duration slow, PrintStream out) {
        this.all = new ThroughAll(folder);
        this.slow = slow;
        this.out = out;
    }

    /** Arguments: the first seed, how many, milliseconds that are too slow for one (0 only tells), a folder of its own. */
    public static void main(String[] arguments) throws IOException {
        long first = Long.parseLong(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        long limit = Long.parseLong(arguments[2]);
        Path folder = Files.createTempDirectory(Path.of(arguments[3]), "fuzz");
        FuzzRun run = new FuzzRun(folder, Duration.ofMillis(limit == 0 ? 200 : limit), System.out);
        for (long seed = first; seed < first + count && run.failures < FAILURES; seed++) {
            run.one(seed);
        }
        run.report(first, count);
        System.exit(run.failures > 0 ? 1 : limit > 0 && run.tooSlow > 0 ? 2 : 0);
    }

    // Whatever is thrown is what is looked for: also what a small stack or a small heap brings.
    @SuppressWarnings("PMD.AvoidCatchingThrowable")
    private void one(long seed) {
        try {
            FuzzInput input = FuzzInput.of(seed, good);
            Duration took = carry(input);
            for (int i = 1; i < TRIES && took.compareTo(slow) > 0; i++) {
                Duration again = carry(input);
                took = again.compareTo(took) < 0 ? again : took;
            }
            if (took.compareTo(slowest) > 0) {
                slowest = took;
                slowestSeed = seed;
            }
            if (took.compareTo(slow) > 0) {
                tooSlow++;
                out.println("seed " + seed + " took " + took.toMillis() + " ms");
            }
        } catch (Throwable thrown) {
            failures++;
            out.println("seed " + seed + " threw " + thrown);
            StackTraceElement[] stack = thrown.getStackTrace();
            for (int i = 0; i < Math.min(12, stack.length); i++) {
                out.println("    at " + stack[i]);
            }
        }
    }

    private Duration carry(FuzzInput input) {
        outcomes.merge(all.carry(input), 1, Integer::sum);
        return all.slowest();
    }

    private void report(long first, int count) {
        out.println(count + " inputs from seed " + first + ": " + failures + " threw, " + tooSlow + " took over "
                + slow.toMillis() + " ms; the slowest, seed " + slowestSeed + ", took " + slowest.toMillis() + " ms");
        outcomes.forEach((outcome, times) -> out.println("  " + times + " " + outcome));
        out.println("one of them again: -Dbelay.fuzz.seed=SEED");
    }
}
