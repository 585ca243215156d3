package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.HostDesk.Deed;
import io.belay.engine.activity.StepResult;
import io.belay.plans.model.HostConfiguration.Users;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MembershipTest {

    private static final Membership HOST = new Membership(
            "db1",
            new Users(
                    List.of("postgres"),
                    Map.of("dba", List.of("alice", "bob"), "change-board", List.of("carol@example.com")),
                    Map.of("apply", List.of("dba"), "approve", List.of("change-board", "dba")),
                    Map.of()));

    private static StepResult asked(String person, String action, String... whom) {
        return HOST.admit(new Deed("db1/orders", person, action, List.of(whom)));
    }

    @Test
    void who_is_in_a_group_that_may_is_admitted() {
        assertThat(asked("alice", "apply").outcome()).isEqualTo(StepResult.Outcome.SUCCEEDED);
        assertThat(asked("carol@example.com", "approve", "change-board").outcome())
                .isEqualTo(StepResult.Outcome.SUCCEEDED);
        assertThat(asked("bob", "approve", "bob").outcome()).isEqualTo(StepResult.Outcome.SUCCEEDED);
    }

    @Test
    void who_is_in_none_hears_who_may() {
        StepResult refused = asked("mallory", "apply");

        assertThat(refused.outcome()).isEqualTo(StepResult.Outcome.FAILED);
        assertThat(refused.code()).isEqualTo("BLY-3062");
        assertThat(refused.summary())
                .isEqualTo("`mallory` may not `apply` on host `db1`: that is for `dba` (alice, bob)");
        assertThat(refused.remedy()).contains("db1.host.yaml");
    }

    @Test
    void what_the_file_does_not_speak_of_nobody_may() {
        assertThat(asked("alice", "retire").summary()).endsWith("its file lets nobody");
    }

    @Test
    void an_approver_of_another_group_than_the_plan_asks_is_refused() {
        assertThat(asked("alice", "approve", "change-board").summary())
                .isEqualTo("the plan asks `change-board` (carol@example.com), and `alice` is none of them");
    }

    @Test
    void a_plan_that_asks_whom_the_host_does_not_know_is_refused_before_it_begins() {
        assertThat(asked("alice", "apply", "change-bord").summary())
                .contains("`change-bord`", "knows neither a group nor a person of that name");
        assertThat(asked("alice", "apply", "change-board").outcome()).isEqualTo(StepResult.Outcome.SUCCEEDED);
    }
}
