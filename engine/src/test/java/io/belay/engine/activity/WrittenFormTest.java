package io.belay.engine.activity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.belay.engine.activity.StepResult.Outcome;
import io.temporal.api.common.v1.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrittenFormTest {

    @Test
    void what_a_newer_worker_adds_to_its_answer_is_passed_over() {
        Payload written = WrittenForm.converter()
                .toPayload(StepResult.succeeded("done", Map.of("bytes", "7")))
                .orElseThrow();
        String newer = written.getData().toStringUtf8().replaceFirst("\\{", "{\"of_a_later_year\":{\"a\":[1]},");

        StepResult read = WrittenForm.converter()
                .fromPayload(
                        written.toBuilder()
                                .setData(ByteString.copyFrom(newer, StandardCharsets.UTF_8))
                                .build(),
                        StepResult.class,
                        StepResult.class);

        assertThat(newer).contains("of_a_later_year");
        assertThat(read.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(read.facts()).containsEntry("bytes", "7");
    }

    @Test
    void what_an_older_engine_leaves_out_of_its_question_is_empty() {
        Payload older = WrittenForm.converter()
                .toPayload(Map.of("cluster", "db1/orders", "plan", "{}", "judged", true))
                .orElseThrow();

        FactsQuestion read = WrittenForm.converter().fromPayload(older, FactsQuestion.class, FactsQuestion.class);

        assertThat(read).isEqualTo(new FactsQuestion("db1/orders", "{}", true));
    }
}
