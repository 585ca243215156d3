package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import org.junit.jupiter.api.Test;

class PlansAtHandTest {

    private final PlansAtHand plans = new PlansAtHand();

    @Test
    void a_plan_that_came_once_completes_the_requests_that_name_it() {
        plans.keep(request("h1", "{\"one\":1}"));

        assertThat(plans.complete(request("h1", "")).plan()).isEqualTo("{\"one\":1}");
    }

    @Test
    void a_request_that_carries_its_plan_stays_as_it_is_and_is_not_remembered_for_it() {
        plans.keep(request("h1", "{\"one\":1}"));

        assertThat(plans.complete(request("h1", "{\"forged\":1}")).plan()).isEqualTo("{\"forged\":1}");
        assertThat(plans.complete(request("h1", "")).plan()).isEqualTo("{\"one\":1}");
    }

    @Test
    void a_plan_that_is_not_at_hand_is_wanted_and_nothing_is_done() {
        HostRefusal refusal = catchThrowableOfType(HostRefusal.class, () -> plans.complete(request("h2", "")));

        assertThat(refusal.type()).isEqualTo(Refusal.PLAN_WANTED);
        assertThat(refusal.code().text()).isEqualTo("BLY-3071");
    }

    private static StepRequest request(String hash, String plan) {
        return new StepRequest(
                new RunReference("r1", true, "db1/orders", "p", hash, ""), "clone", "clone", 1, 1, 17, "{}", plan);
    }
}
