package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Back;
import io.belay.plans.resolve.ResolvedStep.OnFailure;
import io.belay.plans.resolve.ResolvedStep.Retry;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.When;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No client is held outside the plan's window, by the clock of the host that would hold them. */
class WindowsTest {

    private static final ResolvedPlan PLAN = plan();

    @Test
    void inside_its_window_a_promotion_may_begin() {
        assertThat(at("2026-11-27T22:00:00Z")).isEmpty();
        assertThat(at("2026-11-28T01:59:59Z")).isEmpty();
    }

    @Test
    void outside_it_is_refused_and_the_next_opening_is_named() {
        StepResult refused = at("2026-11-28T02:00:00Z").orElseThrow();

        assertThat(refused.code()).isEqualTo("BLY-3065");
        assertThat(refused.summary())
                .contains(
                        "by the clock of the host it is 2026-11-28T02:00:00Z",
                        "outside window `window`",
                        "the next opens at 2026-12-04T22:00:00Z",
                        "live serves on");
        assertThat(at("2026-11-27T21:59:59Z")).isPresent();
    }

    private static Optional<StepResult> at(String moment) {
        StepRequest request = new StepRequest(
                new RunReference("r1", false, "db1/orders", "p", "h", ""),
                "promote",
                "promote",
                1,
                1,
                17,
                "{}",
                CanonicalForm.write(PLAN));
        return Windows.objection(request, PLAN, Instant.parse(moment));
    }

    private static ResolvedPlan plan() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode saturdays =
                json.objectNode().put("cron", "0 1 * * SAT").put("length", "4h").put("zone", "Europe/Istanbul");
        return new ResolvedPlan(
                "belay/v1",
                1,
                "orders",
                "dba-team@example.com",
                "",
                "db1/orders",
                json.objectNode(),
                json.objectNode().put("version", 17),
                json.objectNode(),
                List.of(step("window", RunsOn.ENGINE, saturdays), step("promote", RunsOn.HOST, json.objectNode())));
    }

    private static ResolvedStep step(String id, RunsOn runsOn, ObjectNode with) {
        return new ResolvedStep(
                id,
                id,
                runsOn,
                List.of(),
                false,
                true,
                new Back("nothing", "nothing"),
                When.APPLY,
                List.of(),
                new Retry(1, "1s"),
                "none",
                new OnFailure("last_good_step", "wait_for_operator"),
                "",
                with);
    }
}
