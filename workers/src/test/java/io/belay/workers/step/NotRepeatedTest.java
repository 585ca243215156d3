package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.engine.activity.StepResult;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a promotion would lose is refused before it begins. */
class NotRepeatedTest {

    @TempDir
    private Path folder;

    @Test
    void sql_of_the_plan_would_be_missing_in_new() {
        StepResult refused = new PromoteStep().probe(promote("pg_upgrade", "sql"));

        assertThat(refused.code()).isEqualTo("BLY-3616");
        assertThat(refused.summary()).contains("`sql`", "Nothing was done").doesNotContain("`pg_upgrade`");
    }

    @Test
    void what_the_hold_repeats_is_no_reason() {
        assertThat(NotRepeated.byPlan(promote("clone", "pg_upgrade", "extensions", "analyze", "reindex")))
                .isEmpty();
    }

    @Test
    void a_rebuild_counts_once_it_had_something_to_rebuild() {
        StepContext promote = promote("reindex");
        RunFolder memory = promote.memory();
        assertThat(NotRepeated.byResult(promote)).isEmpty();

        memory.write("reindex/1/begun", true);
        memory.write("reindex/1/run", StepResult.succeeded("none", Map.of("rebuilt", "0")));
        assertThat(NotRepeated.byResult(promote)).isEmpty();

        memory.write("reindex/2/begun", true);
        memory.write("reindex/2/run", StepResult.succeeded("some", Map.of("rebuilt", "3")));
        assertThat(NotRepeated.byResult(promote).orElseThrow().code()).isEqualTo("BLY-3616");
    }

    private StepContext promote(String... before) {
        StepBed bed = new StepBed(folder);
        for (String kind : before) {
            bed.before(StepLab.written(kind, JsonNodeFactory.instance.objectNode()));
        }
        return bed.context("promote", 1, "{}");
    }
}
