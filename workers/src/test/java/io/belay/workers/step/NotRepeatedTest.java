package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.engine.activity.StepResult;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a promotion would lose is refused before it begins. */
class NotRepeatedTest {

    @TempDir
    private Path folder;

    @Test
    void what_a_program_did_would_be_missing_in_new() {
        StepResult refused = new PromoteStep(Clock.systemUTC()).probe(promote("pg_upgrade", "exec"));

        assertThat(refused.code()).isEqualTo("BLY-3616");
        assertThat(refused.summary()).contains("`exec`", "Nothing was done").doesNotContain("`pg_upgrade`");
    }

    @Test
    void what_the_hold_repeats_is_no_reason() {
        assertThat(NotRepeated.byPlan(promote("clone", "pg_upgrade", "extensions", "analyze", "reindex", "sql")))
                .isEmpty();
    }

    @Test
    void sql_is_only_repeated_where_the_candidate_bore_it() {
        StepContext promote = promote("sql");
        RunFolder memory = promote.memory();
        assertThat(NotRepeated.byResult(promote).orElseThrow().code()).isEqualTo("BLY-3616");

        memory.write("sql/1/begun", true);
        memory.write("sql/1/run", StepResult.succeeded("it ran", Map.of()));

        assertThat(NotRepeated.byResult(promote)).isEmpty();
    }

    private StepContext promote(String... before) {
        StepBed bed = new StepBed(folder);
        for (String kind : before) {
            bed.before(StepLab.written(kind, JsonNodeFactory.instance.objectNode()));
        }
        return bed.context("promote", 1, "{}");
    }
}
