package io.belay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.accept.Accepted;
import io.belay.plans.agree.AgreedPlan;
import io.belay.plans.explain.Explanation;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadHost;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.model.Channel;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostProgram;
import io.belay.plans.problem.ProblemRenderer;
import io.belay.plans.problem.Problems;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The plans that authors begin with, each judged beside its host's file. Their normal form and their schemas are looked at where
 * those of all files are, and what of them is carried out in the module of the workers.
 */
class GoldenLibraryTest {

    private static final Path LIBRARY = Path.of("library");

    private static final Path GOLDEN = Path.of("src", "test", "resources", "library");

    /** Acceptances end some day, and tests do not. */
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    /** What the file says of itself needs no reason. */
    private static final Pattern BLOCK_OR_STEP = Pattern.compile("^(?!apiVersion:|kind:|steps:)[a-z]|^  - ");

    static List<Path> plans() throws IOException {
        return ending(".plan.yaml");
    }

    @ParameterizedTest
    @MethodSource("plans")
    void a_plan_of_the_library_is_explained_and_reviewed_in_these_words(Path file) {
        ReadPlan read = PlanFile.read(file, Map.of());
        var plan = read.resolved().orElseThrow();
        Path golden = GOLDEN.resolve(file.getFileName().toString().replace(".plan.yaml", ".yaml"));

        Golden.check(
                golden,
                ".explain.txt",
                Explanation.of(plan).withDefaults(read.defaults()).text(true));
        Golden.check(
                golden,
                ".review.md",
                Review.of(plan).withDefaults(read.defaults()).writtenBy("0.1.0").markdown());
    }

    @ParameterizedTest
    @MethodSource("plans")
    void until_the_crossing_the_report_promises_live_back_and_loses_nothing(Path file) {
        String report = Review.of(PlanFile.read(file, Map.of()).resolved().orElseThrow())
                .markdown();

        assertThat(report.lines().filter(line -> line.contains("`promote`, until the crossing |")))
                .allSatisfy(line -> assertThat(line).endsWith("| undo the hold, live open again | seconds | nothing |"))
                .hasSize(report.contains("CROSSING") ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void a_plan_of_the_library_and_the_file_of_its_host_agree_without_a_warning(Path file) {
        ReadHost host = host(file);

        ReadPlan judged =
                Accepted.judge(AgreedPlan.compare(PlanFile.read(file, Map.of()), host), TODAY, host.configuration());

        assertThat(text(host.problems())).isEmpty();
        assertThat(text(judged.problems())).isEmpty();
        assertThat(judged.resolved()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void whomever_and_whatever_a_plan_of_the_library_names_its_host_knows(Path file) {
        HostConfiguration host = host(file).configuration().orElseThrow();
        var plan = PlanFile.read(file, Map.of()).resolved().orElseThrow();
        List<String> groups = new ArrayList<>();
        List<String> programs = new ArrayList<>();
        List<String> channels = new ArrayList<>();
        for (ResolvedStep step : plan.steps()) {
            groups.addAll(texts(step.with().path("by")));
            programs.addAll(texts(step.with().path("program")));
            programs.addAll(texts(step.with().path("undo").path("program")));
            channels.addAll(texts(step.with().path("to")));
        }

        assertThat(host.users().groups().keySet()).containsAll(groups);
        assertThat(host.users().may().getOrDefault("approve", List.of())).containsAll(groups);
        assertThat(host.programs()).extracting(HostProgram::name).containsAll(programs);
        assertThat(host.channels()).extracting(Channel::name).containsAll(channels);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void a_plan_of_the_library_begins_with_what_it_is_for_and_says_why_of_each_block_and_step(Path file) {
        List<String> unexplained = new ArrayList<>();
        String before = "";
        for (String line : Golden.text(file).lines().toList()) {
            boolean explained = line.contains(" # ") || before.strip().startsWith("#");
            if (BLOCK_OR_STEP.matcher(line).find() && !explained) {
                unexplained.add(line);
            }
            before = line;
        }

        assertThat(Golden.text(file)).startsWith("# ");
        assertThat(Golden.text(hostOf(file))).startsWith("# ");
        assertThat(unexplained)
                .as("lines without a comment behind them or above")
                .isEmpty();
    }

    @Test
    void each_plan_has_the_file_of_its_host_and_is_described_in_the_manual() throws IOException {
        List<String> hosts =
                ending(".host.yaml").stream().map(GoldenLibraryTest::name).toList();
        String manual = Files.readString(Path.of("..", "docs", "manual", "library.md"));

        assertThat(plans()).extracting(GoldenLibraryTest::name).containsExactlyElementsOf(hosts);
        assertThat(hosts)
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(name -> assertThat(manual).contains("`" + name + "`"));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceAll("[.](plan|host)[.]yaml$", "");
    }

    private static Path hostOf(Path plan) {
        return plan.resolveSibling(name(plan) + ".host.yaml");
    }

    private static ReadHost host(Path plan) {
        return HostFile.read(Golden.text(hostOf(plan)), hostOf(plan).toString());
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static List<Path> ending(String ending) throws IOException {
        try (Stream<Path> files = Files.list(LIBRARY)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static String text(Problems problems) {
        return ProblemRenderer.plain().text(problems);
    }
}
