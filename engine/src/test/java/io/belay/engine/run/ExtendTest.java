package io.belay.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.RunReference;
import io.belay.engine.run.Choice.Kind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Steps, waits and approvals get more time than their plan gives them; nothing else does. */
class ExtendTest {

    private static final RunReference RUN = new RunReference("r1", false, "db1/orders", "p", "h".repeat(64), "");

    @Test
    void a_step_that_took_too_long_is_waited_for_again_in_the_same_launch() {
        Play play = Play.apply(Plans.minimal()).goUntil(Verb.RUN, "pg_upgrade").silent();
        assertThat(play.state().step("pg_upgrade").status()).isEqualTo(StepStatus.UNCLEAR);
        assertThat(play.state().step("pg_upgrade").note()).isEqualTo("nobody answers");

        play.decide(Choice.extend("pg_upgrade", "2h"));

        StepState step = play.state().step("pg_upgrade");
        assertThat(step.status()).isEqualTo(StepStatus.RUNNING);
        assertThat(step.extra()).isEqualTo(Duration.ofHours(2));
        assertThat(step.epoch()).isEqualTo(1);
        assertThat(step.launches()).isEqualTo(1);
        assertThat(StatusText.of(RUN, play.go().state()).next()).isEqualTo("belay approve r1 approve");
    }

    @Test
    void an_approval_holds_for_longer_when_it_is_extended() {
        Play play = Play.apply(Plans.gated(1, "3d", false)).go();
        assertThat(play.objection(Choice.extend("approve", "2d")))
                .contains("step `approve` has no approval yet that could hold for longer");
        play.decide(Kind.PAUSE, "").decide(Kind.APPROVE, "approve").decide(Choice.extend("approve", "2d"));
        play.pass(Duration.ofDays(4));

        play.decide(Kind.RESUME, "").go();

        assertThat(play.deeds()).contains("RUN promote");
    }

    @Test
    void old_live_is_kept_for_longer() {
        Play play = Play.apply(Plans.withRetire())
                .go()
                .decide(Kind.APPROVE, "approve")
                .go();
        Instant before = Keeping.of(play.state(), play.state().step("retire")).until();

        play.decide(Choice.extend("", "7d"));

        assertThat(Keeping.of(play.state(), play.state().step("retire")).until())
                .isEqualTo(before.plus(Duration.ofDays(7)));
    }

    @Test
    void what_has_no_time_of_its_own_is_not_extended_and_says_why() {
        Play play = Play.apply(Plans.minimal()).goUntil(Verb.RUN, "clone");

        assertThat(play.objection(Choice.extend("clone", "soon")).orElseThrow())
                .startsWith("`soon` is no time that something can be extended by");
        assertThat(play.objection(Choice.extend("clone", "31d"))).isPresent();
        assertThat(play.objection(Choice.extend("clones", "1h"))).contains("the plan has no step `clones`");
        assertThat(play.objection(Choice.extend("analyze", "1h")))
                .contains("step `analyze` is neither at work nor waits for a time (it is pending)");
        assertThat(play.objection(Choice.extend("promote", "1h")).orElseThrow())
                .contains("the hold's budget for its time");
    }
}
