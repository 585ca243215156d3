package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanForStepsTest {

    @Test
    void texts_of_files_stay_behind_and_their_hashes_go_along() {
        String plan = "{\"steps\":[{\"id\":\"a\",\"with\":{\"file\":"
                + "{\"path\":\"a.sql\",\"sha256\":\"12\",\"text\":\"SELECT 1\"}}},{\"id\":\"b\",\"with\":{}}]}";

        assertThat(PlanForSteps.of(plan))
                .isEqualTo("{\"steps\":[{\"id\":\"a\",\"with\":{\"file\":{\"path\":\"a.sql\",\"sha256\":\"12\"}}},"
                        + "{\"id\":\"b\",\"with\":{}}]}");
    }

    @Test
    void a_plan_without_such_texts_is_the_very_same() {
        String plan = "{\"steps\": [ ]}";

        assertThat(PlanForSteps.of(plan)).isSameAs(plan);
        assertThat(PlanForSteps.of("")).isEmpty();
    }
}
