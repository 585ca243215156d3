package io.belay.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.engine.ledger.GreenRehearsal;
import io.belay.plans.resolve.ResolvedPlan;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An apply wants its very plan rehearsed green, and not long ago. */
class RehearsalAgeTest {

    private static final Instant NOW = Instant.parse("2026-11-21T13:00:00Z");
    private static final String HASH = "0123456789abcdef";
    private static final String REHEARSE = "belay rehearse orders.plan.yaml";

    @Test
    void a_plan_without_promotion_has_nothing_to_apply() {
        StepResult answer = RehearsalAge.judgeShape(Plans.withPublish());

        assertThat(answer.code()).isEqualTo("BLY-4029");
        assertThat(RehearsalAge.judgeShape(Plans.minimal()).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void never_rehearsed_names_the_exact_command() {
        StepResult answer = judge(GreenRehearsal.NONE);

        assertThat(answer.code()).isEqualTo("BLY-4030");
        assertThat(answer.summary()).contains("(0123456789ab) has never passed a rehearsal in this very form");
        assertThat(answer.remedy()).isEqualTo("run `belay rehearse orders.plan.yaml` first");
        assertThat(answer.facts()).containsEntry("next", REHEARSE);
    }

    @Test
    void the_age_is_counted_to_the_second() {
        assertThat(judge(green(Duration.ofDays(1))).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(judge(green(Duration.ofDays(1).plusSeconds(1))).summary())
                .isEqualTo("plan `orders-13-to-17` (0123456789ab) passed its last rehearsal (r7) 24h ago;"
                        + " `budget.rehearsal_age` allows 1d");
    }

    @Test
    void the_plan_says_how_old_it_may_be() {
        ResolvedPlan plan = Plans.minimal();
        ResolvedPlan strict = new ResolvedPlan(
                plan.language(),
                plan.resolver(),
                plan.name(),
                plan.owner(),
                plan.change(),
                plan.cluster(),
                plan.live(),
                plan.target(),
                Plans.fields().set("budget", Plans.fields().put("rehearsal_age", "30m")),
                plan.steps());

        assertThat(RehearsalAge.judge(strict, HASH, green(Duration.ofMinutes(31)), NOW, REHEARSE)
                        .code())
                .isEqualTo("BLY-4030");
        assertThat(RehearsalAge.judge(strict, HASH, green(Duration.ofMinutes(29)), NOW, REHEARSE)
                        .outcome())
                .isEqualTo(Outcome.SUCCEEDED);
    }

    private static StepResult judge(GreenRehearsal green) {
        return RehearsalAge.judge(Plans.minimal(), HASH, green, NOW, REHEARSE);
    }

    private static GreenRehearsal green(Duration age) {
        return new GreenRehearsal(HASH, "r7", "s1", NOW.minus(age).toString());
    }
}
