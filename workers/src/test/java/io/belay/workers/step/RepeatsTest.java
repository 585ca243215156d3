package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.hold.HoldOrder.Extensions;
import io.belay.workers.hold.Repeat;
import io.belay.workers.hold.Repeat.Rebuilding;
import io.belay.workers.hold.Repeat.Script;
import io.belay.workers.hold.Repeat.Updating;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hold does once more, told by the plan and by what the run's candidate has borne. */
class RepeatsTest {

    private static final long HOUR = 3_600_000;
    private static final Extensions ALL = new Extensions(true, List.of(), List.of());
    private static final String SQL =
            "{\"file\": {\"path\": \"fix.sql\", \"text\": \"SELECT 1;\"}, \"databases\": [\"b\", \"a\"],"
                    + " \"transaction\": \"per_statement\"}";

    @TempDir
    private Path folder;

    @Test
    void all_that_changed_the_candidate_is_repeated_in_the_plans_order_up_to_the_promotion() {
        Repeats repeats = Repeats.of(
                List.of(
                        step("pg_upgrade", "{}"),
                        step("extensions", "{\"update\": \"all\"}"),
                        step("sql", SQL),
                        step("reindex", "{\"what\": \"affected\", \"jobs\": \"auto\"}"),
                        step("promote", "{}"),
                        step("reindex", "{\"what\": \"all\"}")),
                "promote",
                carriedOut -> true);

        assertThat(repeats.extensions()).isEqualTo(ALL);
        assertThat(repeats.behind())
                .containsExactly(
                        new Script("sql", "fix.sql", "SELECT 1;", List.of("b", "a"), false, HOUR),
                        new Rebuilding("reindex", "affected", List.of(), 0, HOUR));
    }

    @Test
    void extensions_behind_the_authors_own_work_keep_their_place() {
        Repeats repeats = Repeats.of(
                List.of(step("sql", SQL), step("extensions", "{\"update\": \"all\"}"), step("promote", "{}")),
                "promote",
                carriedOut -> true);

        assertThat(repeats.extensions().all()).isFalse();
        assertThat(repeats.behind()).extracting(Repeat::step).containsExactly("sql", "extensions");
        assertThat(repeats.behind().get(1)).isEqualTo(new Updating("extensions", ALL));
    }

    @Test
    void named_indexes_are_named_and_a_rebuild_that_was_skipped_is_not_repeated() {
        List<ResolvedStep> steps =
                List.of(step("reindex", "{\"what\": [\"public.t_name\"], \"jobs\": 4}"), step("promote", "{}"));

        assertThat(Repeats.of(steps, "promote", carriedOut -> true).behind())
                .containsExactly(new Rebuilding("reindex", "named", List.of("public.t_name"), 4, HOUR));
        assertThat(Repeats.of(steps, "promote", carriedOut -> false).behind()).isEmpty();
    }

    @Test
    void the_hold_is_estimated_by_what_each_of_them_took_on_the_candidate() {
        StepBed bed = new StepBed(folder);
        bed.before(step("pg_upgrade", "{}"), step("analyze", "{}"), step("sql", SQL), step("reindex", "{}"));
        StepContext promote = bed.context("promote", 1, "{}");
        took(promote, "pg_upgrade", Map.of("seconds", "4"));
        took(promote, "analyze", Map.of("seconds", "99"));
        took(promote, "sql", Map.of("seconds", "0", "milliseconds", "700"));

        RepeatedTimes times = RepeatedTimes.of(promote);

        assertThat(times.all()).hasMillis(4_700);
        assertThat(times.words()).isEqualTo("4.7 s (pg_upgrade 4.0 s, sql 0.7 s, reindex 0.0 s)");
        assertThat(times.advice()).contains("when: rehearsal").doesNotContain("indexes");
    }

    @Test
    void a_step_whose_repeat_would_not_fit_says_so_where_it_is_rehearsed() {
        StepBed bed = new StepBed(folder);
        bed.before(step("pg_upgrade", "{}"));
        bed.behind(step("promote", "{\"mode\": \"offline\"}"));
        StepContext sql = bed.context("sql", 1, SQL);
        took(sql, "pg_upgrade", Map.of("seconds", "100"));

        StepResult fits = HoldEstimate.warned(sql, StepResult.succeeded("ran", Map.of("milliseconds", "99000")));
        StepResult tooLong = HoldEstimate.warned(sql, StepResult.succeeded("ran", Map.of("milliseconds", "101000")));

        assertThat(fits.findings()).isEmpty();
        assertThat(tooLong.outcome()).isEqualTo(StepResult.Outcome.SUCCEEDED);
        assertThat(tooLong.findings()).extracting(FindingReport::code).containsExactly("BLY-3610");
        assertThat(tooLong.findings().get(0).statement()).contains("it 101.0 s", "5m");
    }

    private static void took(StepContext context, String step, Map<String, String> facts) {
        context.memory().write(step + "/1/begun", true);
        context.memory().write(step + "/1/run", StepResult.succeeded("done", facts));
    }

    private static ResolvedStep step(String kind, String with) {
        try {
            return StepLab.written(kind, JsonMapper.builder().build().readTree(with));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
