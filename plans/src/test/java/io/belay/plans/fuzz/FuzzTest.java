package io.belay.plans.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.belay.plans.file.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever stands in a file, it is answered by problems, with little memory. {@code -Dbelay.fuzz=200000} tries that many and
 * judges the time of each too; {@code -Dbelay.fuzz.from=N} begins with that seed; {@code -Dbelay.fuzz.seed=N} shows one input.
 */
class FuzzTest {

    private static final int USUAL = 5000;

    private static final int COUNT = Integer.getInteger("belay.fuzz", USUAL);

    private static final long FROM = Long.getLong("belay.fuzz.from", 0);

    private static final long SEED = Long.getLong("belay.fuzz.seed", -1);

    /** For each, by far more than it needs; a run of 200,000 takes minutes. */
    private static final int MILLISECONDS_EACH = 100;

    @TempDir
    private Path folder;

    @Test
    void whatever_stands_in_a_file_is_answered_by_problems_within_64_MiB() throws IOException, InterruptedException {
        assumeThat(SEED).as("all seeds, not one").isNegative();
        Path output = folder.resolve("output.txt");
        // Only the long run judges time: the usual one is short, and may have the machine to share.
        boolean judges = COUNT > USUAL;
        String limit = judges ? "200" : "0";
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        judges ? "-XX:+TieredCompilation" : "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FuzzRun.class.getName(),
                        Long.toString(FROM),
                        Integer.toString(COUNT),
                        limit,
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(120_000L + (long) COUNT * MILLISECONDS_EACH, TimeUnit.MILLISECONDS);
            String said = Files.readString(output);
            System.out.println(said);
            assertThat(ended).as("the run ended by itself; it said:%n%s", said).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void at_least_every_third_plan_with_a_small_change_resolves() {
        GoodFiles good = new GoodFiles();
        List<FuzzInput> small = LongStream.range(0, 1000)
                .mapToObj(seed -> FuzzInput.of(seed, good))
                .filter(FuzzInput::small)
                .toList();
        Path beside = Path.of("src", "test", "resources", "files");

        long resolved = small.stream()
                .map(input -> PlanFile.read(input.text(), "fuzz.plan.yaml", input.inputs(), beside))
                .filter(plan -> plan.resolved().isPresent())
                .count();
        System.out.println(resolved + " of " + small.size() + " resolve");

        assertThat(small).hasSizeGreaterThan(200);
        assertThat(resolved * 3).isGreaterThanOrEqualTo(small.size());
    }

    @Test
    void one_input_is_made_again_from_its_seed() {
        GoodFiles good = new GoodFiles();
        FuzzInput input = FuzzInput.of(Math.max(SEED, 0), good);

        assertThat(FuzzInput.of(input.seed(), new GoodFiles())).isEqualTo(input);
        if (SEED >= 0) {
            System.out.println("seed " + SEED + ":\n" + input.text());
        }
        assertThatCode(() -> new ThroughAll(folder).carry(input)).doesNotThrowAnyException();
    }
}
