package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.workers.hold.HoldErrors;
import io.belay.workers.hold.Pooler.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromoteRefusalTest {

    private static final String RUN = "r20261122-140000-0b0b";
    private static final Problem CLIENTS = new Problem(HoldErrors.DIRECT_CLIENTS, "2 sessions", "end them");
    private static final Problem LOST = new Problem(FollowErrors.CANNOT_FOLLOW, "the slot is gone", "");

    @Test
    void a_candidate_that_can_never_follow_again_is_told_first_and_made_anew_by_a_retry() {
        StepResult refused = PromoteRefusal.of(RUN, List.of(CLIENTS, LOST));

        assertThat(refused.code()).isEqualTo(FollowErrors.CANNOT_FOLLOW.text());
        assertThat(refused.facts()).containsEntry("follows", "no").containsEntry("refusals", "2");
        assertThat(refused.remedy()).isEqualTo("belay retry " + RUN + " begins again from `publish`");
        assertThat(refused.findings()).hasSize(2);
    }

    @Test
    void what_a_person_can_correct_leaves_the_candidate_as_it_is() {
        StepResult refused = PromoteRefusal.of(RUN, List.of(CLIENTS));

        assertThat(refused.facts()).doesNotContainKey("follows");
        assertThat(refused.remedy()).isEqualTo("end them");
        assertThat(refused.summary()).isEqualTo("2 sessions. Nothing was done; live serves on");
    }

    @Test
    void behind_the_crossing_nothing_is_made_anew() {
        assertThat(PromoteRefusal.ofSwap(List.of(LOST)).facts()).doesNotContainKey("follows");
    }
}
