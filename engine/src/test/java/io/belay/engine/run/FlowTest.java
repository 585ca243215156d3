package io.belay.engine.run;

import static io.belay.engine.run.Play.DATA;
import static io.belay.engine.run.Play.LIBRARY;
import static io.belay.engine.run.Play.TEXT;
import static io.belay.engine.run.Play.bad;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepResult;
import io.belay.engine.run.Choice.Kind;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep.OnFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Once rows flow, no waypoint leads back; and no run without a crossing leaves anything on live. */
class FlowTest {

    private static final RunReference RUN =
            new RunReference("r1", false, "db1/billing", "billing-14-to-17", "0123456789abcdef", "");
    private static final StepResult LOST = bad(LIBRARY, Map.of("follows", "no"));

    @Test
    void a_follow_that_fails_leads_back_to_before_publish_and_a_retry_begins_again_from_there() {
        Play play =
                Play.apply(Plans.online()).when(Verb.RUN, "follow", bad(TEXT)).go();

        assertThat(play.deeds()).endsWith("RUN follow", "DROP_CANDIDATE", "UNDO publish");
        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(status(play).safe()).isEqualTo("live serves on, untouched; there is no candidate");

        Preview preview = foresee(play, Choice.of(Kind.RETRY));
        assertThat(preview.deeds().get(0)).isEqualTo(new Preview.Deed("run", "publish", "CONFIRM", "touches live"));
        int before = play.deeds().size();
        play.decide(Kind.RETRY, "").go();

        assertThat(play.deeds().subList(before, play.deeds().size()))
                .startsWith("RUN publish", "RUN snapshot", "RUN clone", "TAKE_WAYPOINT clone w4-2")
                .endsWith("RUN verify", "RUN follow", "RUN warm_up");
        assertThat(play.state().step("preflight").epoch()).isEqualTo(1);
        assertThat(play.state().steps().subList(1, 8)).allMatch(step -> step.epoch() == 2);
    }

    @Test
    void a_fault_of_the_snapshot_can_be_retried_because_another_one_is_taken() {
        Play play =
                Play.apply(Plans.online()).when(Verb.RUN, "follow", bad(DATA)).go();

        assertThat(status(play).waitsFor()).isEqualTo("a person: retry, roll back or abort");
        assertThat(status(play).next()).isEqualTo("belay retry r1");
        play.decide(Kind.RETRY, "").go();
        assertThat(play.state().step("follow").status()).isEqualTo(StepStatus.DONE);
    }

    @Test
    void a_follow_that_met_its_environment_is_launched_again_on_the_rows_that_have_come() {
        Play play = Play.apply(Plans.online())
                .when(Verb.RUN, "follow", bad(LIBRARY), bad(LIBRARY))
                .go();

        assertThat(play.deeds()).endsWith("RUN follow", "RUN follow", "RUN follow", "RUN warm_up");
        assertThat(play.state().step("follow").epoch()).isEqualTo(3);
        assertThat(play.state().step("analyze").waypoint()).isEqualTo("w6");
    }

    @Test
    void what_fails_before_a_second_launch_of_follow_restores_no_waypoint_either() {
        Play play = Play.apply(Plans.online())
                .when(Verb.RUN, "follow", bad(LIBRARY))
                .when(Verb.PREPARE, "follow", Play.good(), bad(TEXT))
                .go();

        assertThat(play.deeds()).endsWith("RUN follow", "DROP_CANDIDATE", "UNDO publish");
    }

    @Test
    void where_rows_can_no_longer_follow_nothing_is_launched_again_by_itself() {
        Play play = Play.apply(Plans.online()).when(Verb.RUN, "follow", LOST).go();

        assertThat(play.deeds()).endsWith("RUN follow", "DROP_CANDIDATE", "UNDO publish");
        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
    }

    @Test
    void behind_follow_a_failed_step_leaves_the_candidate_following_and_a_retry_goes_on() {
        Play play =
                Play.apply(Plans.online()).when(Verb.RUN, "warm_up", bad(TEXT)).go();

        assertThat(play.deeds()).endsWith("RUN follow", "RUN warm_up");
        assertThat(status(play).safe())
                .isEqualTo("live serves on; as announced it publishes its changes, which ends with the run;"
                        + " the candidate stays as it is, beside what live sends it");

        play.decide(Kind.RETRY, "").go();
        assertThat(play.deeds()).endsWith("RUN warm_up", "RUN warm_up");
        assertThat(status(play).waitsFor()).contains("to approve");
    }

    @Test
    void behind_follow_a_step_that_finds_the_rows_no_longer_follow_leads_back_to_before_publish() {
        Play play = Play.apply(Plans.online()).when(Verb.RUN, "warm_up", LOST).go();

        assertThat(play.deeds()).endsWith("RUN warm_up", "DROP_CANDIDATE", "UNDO publish");
    }

    @Test
    void a_hold_that_undid_itself_keeps_the_candidate_following_for_the_next_one() {
        Play play = Play.apply(Plans.online())
                .when(Verb.RUN, "promote", bad(TEXT))
                .go()
                .decide(Kind.APPROVE, "approve")
                .go();

        assertThat(play.deeds()).endsWith("RUN warm_up", "RUN promote");
        play.decide(Kind.RETRY, "").go();
        assertThat(play.state().crossed()).isTrue();
    }

    @Test
    void a_rollback_without_a_step_takes_back_all_from_publish_on() {
        Play play = Play.apply(Plans.online()).go();

        Preview preview = foresee(play, Choice.of(Kind.ROLLBACK));
        assertThat(preview.deeds()).extracting(Preview.Deed::does).containsExactly("drop", "undo");

        play.decide(Kind.ROLLBACK, "").go();
        assertThat(play.deeds()).endsWith("DROP_CANDIDATE", "UNDO publish");
        assertThat(play.state().step("approve").status()).isEqualTo(StepStatus.PENDING);
        assertThat(play.decide(Kind.RETRY, "").go().state().step("publish").epoch())
                .isEqualTo(2);
    }

    @Test
    void nothing_leads_back_to_a_step_between_publish_and_follow_and_the_words_say_why() {
        Play play = Play.apply(Plans.online()).go();

        for (String step : List.of("publish", "snapshot", "clone", "pg_upgrade", "analyze", "verify")) {
            assertThat(play.objection(Choice.of(Kind.ROLLBACK, step)))
                    .hasValueSatisfying(words -> assertThat(words).startsWith("rows of live have flowed"));
        }
        for (String step : List.of("preflight", "follow", "warm_up")) {
            assertThat(play.objection(Choice.of(Kind.ROLLBACK, step))).isEmpty();
        }
        play.decide(Kind.ROLLBACK, "follow").go().decide(Kind.RETRY, "").go();
        assertThat(play.deeds()).endsWith("RUN follow", "RUN warm_up", "RUN warm_up");
    }

    @Test
    void before_rows_flow_waypoints_lead_back_as_ever() {
        Play play =
                Play.apply(Plans.online()).when(Verb.RUN, "analyze", bad(TEXT)).go();

        assertThat(play.objection(Choice.of(Kind.ROLLBACK, "clone"))).isEmpty();
        assertThat(play.deeds()).endsWith("RUN analyze", "RESTORE pg_upgrade w5");
    }

    @Test
    void an_abort_drops_what_follows_before_live_is_cleaned() {
        Play play = Play.apply(Plans.online()).go().decide(Kind.ABORT, "").go();

        assertThat(play.deeds()).endsWith("DROP_CANDIDATE", "UNDO publish");
        assertThat(play.state().phase()).isEqualTo(Phase.ABORTED);
    }

    @Test
    void an_abort_while_publish_is_at_work_takes_back_what_it_may_have_made() {
        Play play = Play.apply(Plans.online())
                .goUntil(Verb.RUN, "publish")
                .decide(Kind.ABORT, "")
                .go();

        assertThat(play.deeds()).containsExactly("RUN preflight", "UNDO publish");
        assertThat(play.state().phase()).isEqualTo(Phase.ABORTED);
    }

    @Test
    void live_is_asked_to_be_clean_until_somebody_answers() {
        Play play = Play.apply(Plans.online()).go().decide(Kind.ABORT, "").goUntil(Verb.UNDO, "publish");
        for (int silence = 0; silence < 50; silence++) {
            play.silent();
            assertThat(status(play).waitsFor()).isEqualTo("an answer of the host");
            play.goUntil(Verb.UNDO, "publish");
        }

        assertThat(play.go().state().phase()).isEqualTo(Phase.ABORTED);
    }

    @Test
    void a_run_that_completes_without_a_crossing_leaves_its_candidate_but_nothing_on_live() {
        ResolvedPlan unpromoted = Plans.of(
                Plans.publish(),
                Plans.storage("snapshot"),
                Plans.candidate("clone", 3, "drop_candidate"),
                Plans.follow());
        Play play = Play.apply(unpromoted).go();

        assertThat(play.deeds()).endsWith("RUN follow", "UNDO follow", "UNDO publish");
        assertThat(play.state().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void a_run_that_its_plan_ends_on_a_failure_leaves_nothing_on_live_either() {
        ResolvedPlan ending = Plans.of(
                Plans.publish(),
                Plans.storage("snapshot"),
                Plans.failing(Plans.candidate("clone", 1, "drop_candidate"), new OnFailure("nothing", "end")));
        Play play = Play.apply(ending).when(Verb.RUN, "clone", bad(TEXT)).go();

        assertThat(play.deeds()).endsWith("RUN clone", "UNDO publish");
        assertThat(play.state().phase()).isEqualTo(Phase.FAILED);
    }

    @Test
    void what_cannot_be_taken_off_live_at_the_end_waits_for_a_person_and_a_retry_ends_the_run() {
        ResolvedPlan unpromoted = Plans.of(Plans.publish(), Plans.storage("snapshot"));
        Play play = Play.apply(unpromoted)
                .when(Verb.UNDO, "publish", bad(LIBRARY), bad(LIBRARY), bad(LIBRARY))
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(status(play).problem().code()).isEqualTo("BLY-4019");
        assertThat(play.decide(Kind.RETRY, "").go().state().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void a_rehearsal_lets_no_rows_flow() {
        Play play = Play.rehearsal(Plans.online()).go();

        assertThat(play.deeds()).doesNotContain("RUN publish", "RUN follow").endsWith("DROP_CANDIDATE");
        assertThat(play.state().step("follow").note()).isEqualTo("live publishes nothing in a rehearsal");
    }

    private static RunStatus status(Play play) {
        return StatusText.of(RUN, play.state());
    }

    private static Preview foresee(Play play, Choice choice) {
        Decision decision = new Decision(choice, "carol", "because");
        return Foresight.of(
                play.state(), status(play), decision, Optional.empty(), Instant.parse("2026-11-21T14:00:00Z"));
    }
}
