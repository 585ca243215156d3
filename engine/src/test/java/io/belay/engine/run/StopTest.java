package io.belay.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.RunReference;
import io.belay.engine.run.Choice.Kind;
import org.junit.jupiter.api.Test;

/** An abort that takes nothing back: the run stands still where it is, and goes on or back as a person says. */
class StopTest {

    private static final RunReference RUN = new RunReference("r1", false, "db1/orders", "p", "h".repeat(64), "");

    @Test
    void what_was_at_work_is_inspected_before_the_run_goes_on() {
        Play play = Play.apply(Plans.minimal())
                .goUntil(Verb.RUN, "pg_upgrade")
                .decide(Kind.STOP, "")
                .go();

        RunStatus status = StatusText.of(RUN, play.state());
        assertThat(status.phase()).isEqualTo("BLOCKED");
        assertThat(status.problem().code()).isEqualTo("BLY-4040");
        assertThat(status.problem().summary()).isEqualTo("stopped by carol, and nothing was taken back: because");
        assertThat(status.next()).isEqualTo("belay retry r1");
        assertThat(play.deeds()).endsWith("TAKE_WAYPOINT clone w3");

        play.decide(Kind.RETRY, "").go();

        assertThat(play.deeds()).contains("INSPECT pg_upgrade").doesNotContain("RUN pg_upgrade");
        assertThat(StatusText.of(RUN, play.state()).next()).isEqualTo("belay approve r1 approve");
    }

    @Test
    void at_a_gate_nothing_is_unclear_and_a_retry_waits_there_again() {
        Play play = Play.apply(Plans.minimal()).go().decide(Kind.STOP, "").go();

        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(play.objection(Choice.of(Kind.SKIP, ""))).contains("step `approve` did not fail (it is waiting)");
        assertThat(StatusText.of(RUN, play.decide(Kind.RETRY, "").go().state()).next())
                .isEqualTo("belay approve r1 approve");
    }

    @Test
    void everything_can_still_be_taken_back() {
        Play play = Play.apply(Plans.minimal())
                .goUntil(Verb.RUN, "pg_upgrade")
                .decide(Kind.STOP, "")
                .decide(Kind.ABORT, "")
                .go();

        assertThat(play.deeds()).endsWith("DROP_CANDIDATE");
        assertThat(play.state().phase()).isEqualTo(Phase.ABORTED);
    }

    @Test
    void a_rehearsal_a_rollback_and_a_hold_are_not_stopped_half_way() {
        Choice stop = Choice.of(Kind.STOP);

        assertThat(Play.rehearsal(Plans.minimal()).goUntil(Verb.RUN, "clone").objection(stop))
                .contains("a rehearsal waits for nobody: it ends with its candidate gone");
        assertThat(Play.apply(Plans.minimal())
                        .goUntil(Verb.RUN, "pg_upgrade")
                        .decide(Kind.ABORT, "")
                        .objection(stop)
                        .orElseThrow())
                .startsWith("the run is taking something back");
        assertThat(Play.apply(Plans.minimal())
                        .go()
                        .decide(Kind.APPROVE, "approve")
                        .goUntil(Verb.RUN, "promote")
                        .objection(stop)
                        .orElseThrow())
                .startsWith("step `promote` is under way");
    }
}
