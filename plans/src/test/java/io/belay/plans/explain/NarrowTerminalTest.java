package io.belay.plans.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a reviewer reads at a terminal fits into it, and says no less than what a pipe takes. */
class NarrowTerminalTest {

    private static final Path LIBRARY = Path.of("library");

    @Test
    void no_line_is_wider_than_the_terminal() throws IOException {
        for (Path file : plans()) {
            Explanation explanation = explanation(file);
            for (int columns : List.of(80, 100, 132, 200)) {
                // A default may be one long word: it is copied into a plan, and stays whole.
                assertThat(explanation.text(false, columns).lines())
                        .as("%s at %d columns", file, columns)
                        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
            }
        }
    }

    @Test
    void no_word_is_lost_by_folding() throws IOException {
        for (Path file : plans()) {
            Explanation explanation = explanation(file);
            String folded = words(explanation.text(true, 80));

            for (Explanation.Row row : explanation.rows()) {
                assertThat(folded).as("%s", file).contains(row.crossing(), words(row.note()));
                if (!row.goingBack().isNothing()) {
                    assertThat(folded)
                            .as("%s: %s", file, row.id())
                            .contains("back: " + row.goingBack().how())
                            .contains(row.goingBack().cost());
                }
            }
        }
    }

    @Test
    void a_step_that_changes_nothing_has_no_way_back_to_tell() {
        String text = explanation(LIBRARY.resolve("smallest.plan.yaml")).text(false, 80);

        assertThat(text)
                .contains(
                        "Without it nothing is to be undone", "  1   preflight ", "back: release the snapshot; at once")
                .doesNotContain("nothing to undo");
    }

    @Test
    void a_terminal_that_holds_whole_lines_shows_what_a_pipe_takes() {
        Explanation explanation = explanation(LIBRARY.resolve("smallest.plan.yaml"));

        assertThat(explanation.text(true, 250)).isEqualTo(explanation.text(true));
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static List<Path> plans() throws IOException {
        try (var files = Files.list(LIBRARY)) {
            List<Path> plans = files.filter(file -> file.toString().endsWith(".plan.yaml"))
                    .sorted()
                    .toList();
            assertThat(plans).isNotEmpty();
            return plans;
        }
    }

    private static Explanation explanation(Path file) {
        ReadPlan read = PlanFile.read(file, Map.of());
        return Explanation.of(read.resolved().orElseThrow())
                .withDefaults(read.defaults())
                .withMissing(List.of("`limits`: nothing bounds yet what rehearsals take of the host"));
    }
}
