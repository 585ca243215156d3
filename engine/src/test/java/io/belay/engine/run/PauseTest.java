package io.belay.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepResult;
import io.belay.engine.run.Choice.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PauseTest {

    private static final RunReference RUN = new RunReference("r1", false, "db1/orders", "orders-13-to-17", "hash", "");

    @Test
    void the_step_at_work_is_brought_to_its_end_and_no_further_one_begins() {
        Play play = Play.apply(Plans.minimal())
                .goUntil(Verb.RUN, "clone")
                .decide(Kind.PAUSE, "")
                .go();

        assertThat(play.state().step("clone").status()).isEqualTo(StepStatus.DONE);
        assertThat(play.state().step("pg_upgrade").status()).isEqualTo(StepStatus.PENDING);
        assertThat(Reducer.next(play.state()).verb()).isEqualTo(Verb.AWAIT_OPERATOR);
        RunStatus status = StatusText.of(RUN, play.state());
        assertThat(status.waitsFor()).contains("`belay resume r1`", "paused by carol since 2026-11-21T13:", "because");
        assertThat(status.next()).isEqualTo("belay resume r1");
        assertThat(status.needsPerson()).isTrue();

        play.decide(Kind.RESUME, "").go();

        assertThat(StatusText.of(RUN, play.state()).next()).isEqualTo("belay approve r1 approve");
    }

    @Test
    void before_the_first_step_nothing_is_asked_either() {
        Play play = Play.apply(Plans.minimal()).decide(Kind.PAUSE, "").go();

        assertThat(play.deeds()).isEmpty();
        assertThat(play.decide(Kind.RESUME, "").go().deeds()).isNotEmpty();
    }

    @Test
    void people_may_decide_at_a_gate_meanwhile_and_clients_are_not_touched_before_the_run_goes_on() {
        Play play = Play.apply(Plans.minimal())
                .go()
                .decide(Kind.PAUSE, "")
                .decide(Kind.APPROVE, "approve")
                .go();

        assertThat(play.deeds()).noneMatch(deed -> deed.contains("promote") && !deed.startsWith("PROBE"));
        assertThat(play.decide(Kind.RESUME, "").go().deeds()).contains("RUN promote");
    }

    @Test
    void an_approval_that_expired_during_the_pause_is_asked_for_again() {
        Play play = Play.apply(Plans.gated(1, "3d", false))
                .go()
                .decide(Kind.PAUSE, "")
                .decide(Kind.APPROVE, "approve")
                .go();
        play.pass(Duration.ofDays(8));

        play.decide(Kind.RESUME, "").go();

        assertThat(play.deeds()).doesNotContain("RUN promote");
        assertThat(StatusText.of(RUN, play.state()).waitsFor()).contains("its approval had expired");
    }

    @Test
    void what_fails_behind_a_pause_waits_for_a_retry_which_ends_the_pause() {
        Play play = Play.apply(Plans.minimal())
                .when(Verb.RUN, "extensions", missing(), missing())
                .goUntil(Verb.RUN, "extensions")
                .decide(Kind.PAUSE, "")
                .go();

        if (play.state().phase() != Phase.BLOCKED) {
            play.decide(Kind.RESUME, "").go();
        }
        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(objection(play, Kind.RESUME)).isPresent();
        assertThat(objection(play, Kind.PAUSE)).isPresent();
        play.decide(Kind.RETRY, "").go();
        assertThat(StatusText.of(RUN, play.state()).next()).isEqualTo("belay approve r1 approve");
    }

    @Test
    void a_second_pause_names_the_first_and_what_is_not_paused_does_not_go_on() {
        Play play = Play.apply(Plans.minimal()).goUntil(Verb.RUN, "clone");
        assertThat(objection(play, Kind.RESUME)).contains("the run is not paused");

        play.decide(Kind.PAUSE, "");

        assertThat(objection(play, Kind.PAUSE).orElseThrow()).contains("paused already, by carol since 2026-11-21T13:");
    }

    @Test
    void a_rollback_is_paused_between_two_of_its_deeds_and_goes_on_where_it_stood() {
        Play play = Play.apply(Plans.withPublish())
                .when(Verb.RUN, "analyze", Play.bad(Play.TEXT))
                .go()
                .decide(Kind.ROLLBACK, "snapshot")
                .decide(Kind.PAUSE, "")
                .go();

        RunStatus status = StatusText.of(RUN, play.state());
        assertThat(status.phase()).isEqualTo("ROLLING_BACK");
        assertThat(status.next()).isEqualTo("belay resume r1");
        assertThat(status.safe()).contains("neither here nor there");
        assertThat(play.deeds()).doesNotContain("DROP_CANDIDATE");

        // Further back may be chosen meanwhile, nearer not.
        assertThat(play.objection(Choice.of(Kind.ROLLBACK, "snapshot"))).isPresent();
        play.decide(Kind.ROLLBACK, "preflight").decide(Kind.RESUME, "").go();

        assertThat(play.deeds()).endsWith("UNDO publish", "DROP_CANDIDATE");
        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
    }

    private static StepResult missing() {
        return StepResult.failed(Play.LIBRARY, "library missing", "install it", Map.of());
    }

    private static Optional<String> objection(Play play, Kind kind) {
        return OperatorRules.check(play.state(), Play.decision(kind, ""), "hash")
                .map(OperatorRules.Objection::message);
    }
}
