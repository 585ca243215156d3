package io.belay.plans.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.Golden;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.PlanFile;
import io.belay.plans.grammar.FormerNames;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatterTest {

    /** Layouts tried of each good plan; {@code -Dformat.layouts=500} tries more. */
    private static final int LAYOUTS = Integer.getInteger("format.layouts", 20);

    /** Its plans name files beside them; no other good plan does. */
    private static final Path LIBRARY = Path.of("library");

    static List<Path> samples() {
        return Golden.files("format");
    }

    static List<Path> good() throws IOException {
        List<Path> files = new ArrayList<>(Golden.files("good"));
        try (Stream<Path> library = Files.list(LIBRARY)) {
            library.filter(file -> file.toString().endsWith(".plan.yaml"))
                    .sorted()
                    .forEach(files::add);
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_file_gets_this_form_and_keeps_it(Path file) {
        String formatted = format(Golden.text(file));

        Golden.check(file, ".formatted", formatted);
        assertThat(format(formatted)).isEqualTo(formatted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"|", "|-", "|+", ">", ">-", ">+"})
    void blanks_at_the_end_of_a_block_text_are_part_of_it(String sign) {
        String text = "steps:\n  - note: " + sign + "\n      Call them   \n      first.  \n    clone: {}\n";

        String formatted = format(text);

        assertThat(formatted).contains("      Call them   \n      first.  \n");
        assertThat(format(formatted)).isEqualTo(formatted);
    }

    @ParameterizedTest
    @MethodSource("good")
    void formatting_a_good_plan_changes_neither_its_hash_nor_anything_the_second_time(Path file) {
        String text = Golden.text(file);

        String formatted = format(text);

        assertThat(hash(formatted)).isPresent().isEqualTo(hash(text));
        assertThat(format(formatted)).isEqualTo(formatted);
    }

    @ParameterizedTest
    @MethodSource("good")
    void whatever_the_layout_the_hash_stays_all_comments_stay_and_the_form_is_reached_at_once(Path file) {
        String text = Golden.text(file);
        MappingNode root = (MappingNode) YamlText.read(text, problems(text)).orElseThrow();

        for (int seed = 0; seed < LAYOUTS; seed++) {
            RandomLayout.Result layout = RandomLayout.of(root, new Random(seed));
            String formatted = format(layout.text());

            assertThat(hash(formatted))
                    .as("seed %d of %s:%n%s", seed, file, layout.text())
                    .isEqualTo(hash(text));
            assertThat(format(formatted)).as("seed %d of %s", seed, file).isEqualTo(formatted);
            assertThat(layout.comments())
                    .allSatisfy(comment -> assertThat(formatted).containsOnlyOnce(comment));
            assertThat(formatted).doesNotContain("\r", "\t", " \n", "\n\n\n").endsWith("\n");
        }
    }

    @Test
    void the_plans_of_the_library_are_in_normal_form() throws IOException {
        try (Stream<Path> library = Files.list(LIBRARY)) {
            assertThat(library.filter(file -> file.toString().endsWith(".yaml")))
                    .allSatisfy(file -> assertThat(format(Golden.text(file))).isEqualTo(Golden.text(file)));
        }
    }

    @Test
    void a_field_is_written_by_the_name_that_it_has_by_now_and_keeps_its_comment() {
        FormerNames names = FormerNames.of(
                FormerNames.Former.renamed("plan.budget", "hold_time", "0.3", "hold"),
                FormerNames.Former.renamed("step", "upgrade", "0.3", "pg_upgrade"),
                FormerNames.Former.renamed("step.promote", "return", "0.3", "way_back"),
                FormerNames.Former.removed("plan.limits", "network", "0.3", "delete it"));
        String old = """
                apiVersion: belay/v1
                kind: UpgradePlan
                limits: {network: 5%}
                budget:
                  margin: 2x
                  hold_time: 2m  # the board's
                steps:
                  - upgrade
                  - parallel: {steps: [{upgrade: {jobs: 2}}]}
                  - promote: {return: none, mode: offline}
                """;

        String formatted = Formatter.format(old, problems(old), names).orElseThrow();

        assertThat(formatted).isEqualTo("""
                apiVersion: belay/v1
                kind: UpgradePlan
                budget:
                  hold: 2m                                   # the board's
                  margin: 2x
                limits: {network: 5%}
                steps:
                  - pg_upgrade
                  - parallel:
                      steps:
                        - pg_upgrade: {jobs: 2}
                  - promote: {mode: offline, way_back: none}
                """);
        assertThat(Formatter.format(formatted, problems(formatted), names)).contains(formatted);
        String both = "budget: {hold: 1m, hold_time: 2m}\n";
        assertThat(Formatter.format(both, problems(both), names)).contains(both);
    }

    @Test
    void a_mark_of_the_encoding_at_the_beginning_is_left_out() {
        assertThat(format("\uFEFFa: 1\n")).isEqualTo("a: 1\n");
        assertThat(format("a: 1\n")).isEqualTo("a: 1\n");
    }

    @Test
    void tabs_outside_of_quotes_are_mended_and_those_within_are_refused() {
        assertThat(format("a:\n\tb: 1\t# x\n\tc: 2\n"))
                .isEqualTo("a:\n  b: 1                                       # x\n  c: 2\n");

        Problems problems = problems("a: \"x\ty\"\n");

        assertThat(Formatter.format("a: \"x\ty\"\n", problems)).isEmpty();
        assertThat(problems.sorted())
                .extracting(problem -> problem.code().text())
                .containsExactly("BLY-1004");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: [1\n",
                "a: 1\na: 2\n",
                "a: &x 1\n",
                "a: *x\n",
                "a: !!str 1\n",
                "a: 1\n---\nb: 2\n",
                "a: x\u202Ey\n",
                "a: ${inputs.x}\n",
                "",
                "# nothing but a comment\n"
            })
    void what_cannot_be_read_without_errors_has_no_form(String text) {
        Problems problems = problems(text);

        assertThat(Formatter.format(text, problems)).isEmpty();
        assertThat(problems.sorted()).anyMatch(Problem::isError);
    }

    @Test
    void every_field_of_every_good_file_has_its_place_in_the_order() throws IOException {
        for (Path file : good()) {
            String text = Golden.text(file);
            assertThat(unlisted(
                            (MappingNode) YamlText.read(text, problems(text)).orElseThrow(), "plan"))
                    .as("fields of %s that are not in KeyOrder", file)
                    .isEmpty();
        }
    }

    private static List<String> unlisted(MappingNode block, String path) {
        List<String> unlisted = new ArrayList<>();
        boolean step = path.equals("step");
        for (var entry : block.entries()) {
            String below = KeyOrder.below(path, entry.key());
            if (KeyOrder.knows(path) && !step && KeyOrder.rank(path, entry.key()) >= KeyOrder.size(path)) {
                unlisted.add(path + "." + entry.key());
            }
            if (step && KeyOrder.isKind(entry.key()) && !KeyOrder.knows(below)) {
                unlisted.add(below);
            }
            List<io.belay.plans.read.Node> inner = entry.value() instanceof io.belay.plans.read.Node.ListNode list
                    ? list.items()
                    : List.of(entry.value());
            for (var node : inner) {
                if (node instanceof MappingNode mapping) {
                    unlisted.addAll(unlisted(mapping, below));
                }
            }
        }
        return unlisted;
    }

    private static String format(String text) {
        Problems problems = problems(text);
        return Formatter.format(text, problems).orElseThrow(() -> new AssertionError(problems.sorted() + "\n" + text));
    }

    private static Problems problems(String text) {
        return new Problems(new Source("x.plan.yaml", text));
    }

    private static Optional<String> hash(String text) {
        return text.contains("kind: HostConfiguration")
                ? HostFile.read(text, "x").configuration().map(Object::toString)
                : PlanFile.read(text, "x", Map.of(), LIBRARY).hash();
    }
}
