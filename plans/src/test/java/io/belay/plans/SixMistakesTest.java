package io.belay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.problem.ProblemRenderer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SixMistakesTest {

    private final ReadPlan read = PlanFile.read(
            Golden.text(Path.of("src", "test", "resources", "mistakes", "plan", "many-six-at-once.yaml")),
            "orders.plan.yaml",
            Map.of());

    @Test
    void six_different_mistakes_are_reported_in_one_go_each_where_it_stands() {
        assertThat(read.problems().sorted())
                .extracting(problem -> problem.code() + " " + problem.place().line() + ":"
                        + problem.place().column())
                .containsExactly(
                        "BLY-1209 4:17",
                        "BLY-1205 5:19",
                        "BLY-1201 6:20",
                        "BLY-1101 7:1",
                        "BLY-1105 12:5",
                        "BLY-1503 16:5");
    }

    @Test
    void each_shows_its_line_and_says_what_to_write_and_nothing_can_be_started() {
        String text = ProblemRenderer.plain().text(read.problems());

        assertThat(text)
                .contains("4 | live: {cluster: orders, version: 13}")
                .contains("help: did you mean `pg_upgrade`?");
        assertThat(text.lines().filter(line -> line.startsWith("help: "))).hasSize(6);
        assertThat(read.resolved()).isEmpty();
        assertThat(read.hash()).isEmpty();
    }
}
