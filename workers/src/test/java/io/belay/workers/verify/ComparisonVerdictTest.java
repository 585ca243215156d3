package io.belay.workers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.workers.verify.Difference.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonVerdictTest {

    @Test
    void the_same_on_both_sides_succeeds_with_figures() {
        StepResult result = ComparisonVerdict.fold(
                new Comparison(List.of(), List.of("shop: something to know"), Map.of("rows", 7L)));

        assertThat(result.outcome()).isEqualTo(StepResult.Outcome.SUCCEEDED);
        assertThat(result.facts()).containsEntry("rows", "7").containsEntry("differences", "0");
        assertThat(result.findings())
                .extracting(StepResult.FindingReport::severity)
                .containsExactly("note");
    }

    @Test
    void a_difference_fails_and_the_fault_is_in_the_snapshot() {
        StepResult result = ComparisonVerdict.fold(new Comparison(
                List.of(
                        new Difference(Kind.OBJECT_LOST, "shop", "INDEX s.i", "CREATE INDEX", ""),
                        new Difference(Kind.ROWS, "shop", "s.t", "2 rows", "1 rows")),
                List.of(),
                Map.of()));

        assertThat(result.outcome()).isEqualTo(StepResult.Outcome.FAILED);
        assertThat(result.code()).isEqualTo("BLY-2210");
        assertThat(result.fault()).isEqualTo("SNAPSHOT");
        assertThat(result.summary()).startsWith("shop: s.t: the number of rows differs; old: 2 rows; new: 1 rows");
    }

    @Test
    void of_very_many_differences_fifty_travel_and_the_rest_is_counted() {
        List<Difference> many = IntStream.range(0, 60)
                .mapToObj(i -> new Difference(Kind.ROWS, "shop", "s.t" + i, "1 rows", "2 rows"))
                .toList();

        StepResult result = ComparisonVerdict.fold(new Comparison(many, List.of(), Map.of()));

        assertThat(result.findings()).hasSize(50);
        assertThat(result.facts()).containsEntry("findings_left_out", "10");
    }
}
