package io.belay.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.RunReference;
import io.belay.engine.run.Choice.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A run waits for its window, and promotes in no other time. Runs begin on Saturday, 2026-11-21 at 13:00 UTC. */
class WindowTest {

    private static final RunReference RUN = new RunReference("r1", false, "db1/orders", "p", "h".repeat(64), "");

    private static Play approved(String cron) {
        return Play.apply(Plans.windowed(cron, "Europe/Istanbul"))
                .go()
                .decide(Kind.APPROVE, "approve")
                .go();
    }

    @Test
    void the_run_says_when_the_window_opens_and_goes_on_then() {
        Play play = approved("0 1 * * SUN");

        RunStatus status = StatusText.of(RUN, play.state());
        assertThat(status.waitsFor())
                .isEqualTo("the window that opens at 2026-11-22T01:00 Europe/Istanbul (2026-11-21T22:00:00Z)");
        assertThat(status.needsPerson()).isFalse();
        assertThat(status.next()).isEqualTo("belay status r1");
        assertThat(play.deeds()).doesNotContain("RUN promote");

        play.pass(Reducer.next(play.state()).pause()).go();

        assertThat(play.deeds()).contains("RUN promote");
        assertThat(play.state().step("window").note()).isEqualTo("open until 2026-11-22T02:00:00Z");
    }

    @Test
    void an_open_window_lets_the_run_pass_at_once() {
        assertThat(approved("0 15 * * SAT").deeds()).contains("RUN promote");
    }

    @Test
    void a_window_that_closed_before_clients_were_touched_is_waited_for_anew() {
        Play play = Play.apply(Plans.windowed("0 15 * * SAT", "Europe/Istanbul"))
                .when(Verb.PREPARE, "promote", Play.bad(Play.TEXT))
                .go()
                .decide(Kind.APPROVE, "approve")
                .go();
        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        play.pass(Duration.ofHours(5));

        play.decide(Kind.RETRY, "").go();

        assertThat(play.deeds()).doesNotContain("RUN promote");
        assertThat(StatusText.of(RUN, play.state()).waitsFor())
                .isEqualTo(
                        "the window that opens at 2026-11-28T15:00 Europe/Istanbul (2026-11-28T12:00:00Z), it had closed");
    }

    @Test
    void a_window_that_opens_later_than_the_plan_waits_stops_the_run_and_says_so() {
        Play play = approved("0 1 1 JUN *");

        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        RunStatus status = StatusText.of(RUN, play.state());
        assertThat(status.problem().code()).isEqualTo("BLY-4041");
        assertThat(status.problem().summary()).startsWith("the window opens at 2027-06-01T01:00 Europe/Istanbul");
        assertThat(status.safe()).contains("the candidate is at waypoint `w2`");
    }

    @Test
    void a_paused_run_lets_its_window_pass() {
        Play play = approved("0 1 * * SUN").decide(Kind.PAUSE, "");
        play.pass(Duration.ofHours(20));

        play.decide(Kind.RESUME, "").go();

        assertThat(play.deeds()).doesNotContain("RUN promote");
        assertThat(StatusText.of(RUN, play.state()).waitsFor()).contains("2026-11-29T01:00");
    }
}
