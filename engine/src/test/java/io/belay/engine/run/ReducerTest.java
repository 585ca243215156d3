package io.belay.engine.run;

import static io.belay.engine.run.Play.DATA;
import static io.belay.engine.run.Play.LIBRARY;
import static io.belay.engine.run.Play.TEXT;
import static io.belay.engine.run.Play.bad;
import static io.belay.engine.run.Play.good;
import static io.belay.engine.run.Play.unclear;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.engine.run.Choice.Kind;
import io.belay.plans.resolve.ResolvedStep.OnFailure;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.When;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReducerTest {

    @Test
    void a_rehearsal_carries_out_all_steps_takes_waypoints_and_drops_its_candidate() {
        Play play = Play.rehearsal(Plans.minimal()).go();

        assertThat(play.state().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(play.deeds())
                .containsExactly(
                        "RUN preflight",
                        "RUN snapshot",
                        "RUN clone",
                        "TAKE_WAYPOINT clone w3",
                        "RUN pg_upgrade",
                        "TAKE_WAYPOINT pg_upgrade w4",
                        "RUN extensions",
                        "TAKE_WAYPOINT extensions w5",
                        "RUN analyze",
                        "TAKE_WAYPOINT analyze w6",
                        "RUN verify",
                        "DROP_CANDIDATE");
    }

    @Test
    void all_steps_are_probed_before_the_first_one_is_begun() {
        Play play = Play.rehearsal(Plans.minimal()).go();

        assertThat(play.log().subList(0, 8))
                .containsExactly(
                        "ANNOUNCE",
                        "PROBE preflight",
                        "PROBE snapshot",
                        "PROBE clone",
                        "PROBE pg_upgrade",
                        "PROBE extensions",
                        "PROBE analyze",
                        "PROBE verify");
    }

    @Test
    void a_rehearsal_says_of_each_step_that_it_leaves_out_why() {
        RunState state = RunState.start(
                Plans.of(
                        Plans.publish(),
                        Plans.gate("approve"),
                        Plans.make(
                                "ask",
                                RunsOn.PERSON,
                                List.of(),
                                false,
                                "nothing",
                                When.ALWAYS,
                                1,
                                "none",
                                new OnFailure("nothing", "end"))),
                true,
                "alice",
                java.time.Instant.EPOCH);

        assertThat(state.steps()).extracting(StepState::status).containsOnly(StepStatus.SKIPPED);
        assertThat(state.steps())
                .extracting(StepState::note)
                .containsExactly("reaches beyond the candidate", "only in an apply", "needs a person");
    }

    @Test
    void a_probe_that_fails_ends_a_rehearsal_before_anything_was_done() {
        Play play = Play.rehearsal(Plans.minimal())
                .when(Verb.PROBE, "clone", bad(LIBRARY))
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.FAILED);
        assertThat(play.deeds()).isEmpty();
        assertThat(play.state().failure().orElseThrow().step()).isEqualTo("clone");
    }

    @Test
    void a_host_that_is_silent_before_any_step_ends_a_rehearsal() {
        Play play = Play.rehearsal(Plans.minimal()).silent();

        assertThat(play.state().phase()).isEqualTo(Phase.FAILED);
        assertThat(play.state().failure().orElseThrow().code()).isEqualTo("BLY-4002");
    }

    @Test
    void a_fault_of_the_data_ends_a_rehearsal_without_its_candidate() {
        Play play = Play.rehearsal(Plans.minimal())
                .when(Verb.RUN, "pg_upgrade", bad(DATA))
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.FAILED);
        assertThat(play.deeds()).endsWith("RUN pg_upgrade", "DROP_CANDIDATE");
        assertThat(play.state().failure().orElseThrow().object()).isEqualTo("ops.databases");
    }

    @Test
    void a_fault_of_the_environment_is_launched_again_from_the_waypoint_before_with_a_new_epoch() {
        Play play = Play.rehearsal(Plans.minimal())
                .when(Verb.RUN, "extensions", bad(LIBRARY))
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(play.deeds())
                .containsSubsequence(
                        "RUN extensions", "RESTORE pg_upgrade w4", "RUN extensions", "TAKE_WAYPOINT extensions w5-2");
        assertThat(play.state().step("extensions").epoch()).isEqualTo(2);
        assertThat(play.state().step("extensions").launches()).isEqualTo(2);
    }

    @Test
    void launches_end_with_the_number_that_the_plan_allows() {
        Play play = Play.rehearsal(Plans.minimal())
                .when(Verb.RUN, "extensions", bad(LIBRARY), bad(LIBRARY), bad(LIBRARY))
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.FAILED);
        assertThat(play.state().step("extensions").launches()).isEqualTo(2);
    }

    @Test
    void a_clone_that_fails_is_dropped_before_it_is_launched_again() {
        Play play = Play.rehearsal(Plans.minimal())
                .when(Verb.RUN, "clone", bad(LIBRARY))
                .go();

        assertThat(play.deeds())
                .containsSubsequence("RUN clone", "DROP_CANDIDATE", "RUN clone", "TAKE_WAYPOINT clone w3-2");
        assertThat(play.state().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void a_precondition_that_fails_restores_nothing_because_nothing_was_launched() {
        Play play = Play.rehearsal(Plans.minimal())
                .when(Verb.PREPARE, "extensions", bad(LIBRARY))
                .go();

        assertThat(play.deeds()).doesNotContain("RESTORE pg_upgrade w4");
        assertThat(play.state().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void an_apply_rolls_back_to_the_last_good_step_and_waits() {
        Play play =
                Play.apply(Plans.minimal()).when(Verb.RUN, "analyze", bad(TEXT)).go();

        assertThat(play.deeds()).endsWith("RUN analyze", "RESTORE extensions w5");
        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(play.state().step("analyze").status()).isEqualTo(StepStatus.FAILED);
        assertThat(play.state().step("extensions").status()).isEqualTo(StepStatus.DONE);
    }

    @Test
    void a_retry_goes_on_from_the_waypoint_and_ends_at_the_gate() {
        Play play = Play.apply(Plans.minimal())
                .when(Verb.RUN, "extensions", bad(LIBRARY), bad(LIBRARY))
                .go()
                .decide(Kind.RETRY, "extensions")
                .go();

        assertThat(play.state().step("extensions").status()).isEqualTo(StepStatus.DONE);
        assertThat(play.state().step("pg_upgrade").launches()).isEqualTo(1);
        assertThat(play.state().step("approve").status()).isEqualTo(StepStatus.WAITING);
        assertThat(play.state().failure()).isEmpty();
    }

    @Test
    void a_retry_is_refused_when_the_fault_is_in_the_snapshot() {
        Play play = Play.apply(Plans.minimal())
                .when(Verb.RUN, "pg_upgrade", bad(DATA))
                .go();

        Optional<OperatorRules.Objection> objection =
                OperatorRules.check(play.state(), Play.decision(Kind.RETRY, ""), "hash");

        assertThat(objection.orElseThrow().message())
                .isEqualTo("the fault is in the snapshot; run `belay rehearse` on a new one");
        assertThat(objection.orElseThrow().code().text()).isEqualTo("BLY-4013");
    }

    @Test
    void an_unclear_end_is_inspected_until_it_is_known_and_nothing_is_undone_meanwhile() {
        Play play = Play.apply(Plans.minimal())
                .when(Verb.RUN, "pg_upgrade", unclear())
                .when(Verb.INSPECT, "pg_upgrade", unclear(), unclear(), good())
                .go();

        assertThat(play.deeds())
                .containsSubsequence(
                        "RUN pg_upgrade",
                        "INSPECT pg_upgrade",
                        "INSPECT pg_upgrade",
                        "INSPECT pg_upgrade",
                        "TAKE_WAYPOINT pg_upgrade w4");
        assertThat(play.deeds()).noneMatch(deed -> deed.startsWith("RESTORE"));
    }

    @Test
    void a_step_that_stays_unclear_waits_for_a_person_and_a_retry_only_looks_again() {
        StepResult[] doubts = new StepResult[Doubt.LIMIT];
        java.util.Arrays.fill(doubts, unclear());
        Play play = Play.apply(Plans.minimal())
                .when(Verb.RUN, "pg_upgrade", unclear())
                .when(Verb.INSPECT, "pg_upgrade", doubts)
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(play.deeds()).noneMatch(deed -> deed.startsWith("RESTORE") || deed.startsWith("DROP"));

        play.decide(Kind.RETRY, "").go();

        assertThat(play.state().step("pg_upgrade").launches()).isEqualTo(1);
        assertThat(play.state().step("pg_upgrade").status()).isEqualTo(StepStatus.DONE);
    }

    @Test
    void a_rehearsal_that_stays_unclear_gives_its_candidate_up_and_never_waits() {
        StepResult[] doubts = new StepResult[Doubt.LIMIT];
        java.util.Arrays.fill(doubts, unclear());
        Play play = Play.rehearsal(Plans.minimal())
                .when(Verb.RUN, "pg_upgrade", unclear())
                .when(Verb.INSPECT, "pg_upgrade", doubts)
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.FAILED);
        assertThat(play.state().failure().orElseThrow().unclear()).isTrue();
        assertThat(play.deeds()).endsWith("DROP_CANDIDATE");
    }

    @Test
    void a_time_out_is_no_failure() {
        Play play = Play.apply(Plans.minimal()).goUntil(Verb.RUN, "pg_upgrade").silent();

        assertThat(Reducer.next(play.state()).verb()).isEqualTo(Verb.INSPECT);
        assertThat(play.state().failure()).isEmpty();
    }

    @Test
    void a_step_proven_never_to_have_started_is_launched_again_while_the_plan_allows() {
        Play play = Play.rehearsal(Plans.minimal())
                .when(Verb.RUN, "analyze", unclear())
                .when(Verb.INSPECT, "analyze", StepResult.notStarted())
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(play.state().step("analyze").epoch()).isEqualTo(2);
    }

    @Test
    void a_step_proven_never_to_have_started_fails_when_the_plan_allows_one_launch() {
        Play play = Play.rehearsal(Plans.minimal())
                .when(Verb.RUN, "pg_upgrade", unclear())
                .when(Verb.INSPECT, "pg_upgrade", StepResult.notStarted())
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.FAILED);
        assertThat(play.state().failure().orElseThrow().code())
                .isEqualTo(Play.neverStarted().text());
    }

    @Test
    void a_host_that_is_down_between_two_verbs_is_waited_for() {
        Play play = Play.rehearsal(Plans.minimal())
                .goUntil(Verb.VERIFY, "pg_upgrade")
                .silent()
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void a_failure_behind_publish_and_before_any_waypoint_keeps_what_was_published() {
        Play play = Play.apply(Plans.withPublish())
                .when(Verb.RUN, "clone", bad(TEXT))
                .go();

        assertThat(play.deeds()).endsWith("RUN clone", "DROP_CANDIDATE");
        assertThat(play.state().step("publish").status()).isEqualTo(StepStatus.DONE);
    }

    @Test
    void an_abort_undoes_in_reverse_order_and_drops_the_candidate() {
        Play play = Play.apply(Plans.withPublish())
                .goUntil(Verb.RUN, "analyze")
                .decide(Kind.ABORT, "")
                .go();

        assertThat(play.deeds()).endsWith("UNDO publish", "DROP_CANDIDATE");
        assertThat(play.state().phase()).isEqualTo(Phase.ABORTED);
        assertThat(play.state().step("publish").status()).isEqualTo(StepStatus.UNDONE);
    }

    @Test
    void a_step_without_waypoint_is_taken_back_together_with_the_one_that_fails_behind_it() {
        Play play = Play.apply(Plans.withPublish())
                .when(Verb.RUN, "analyze", bad(TEXT))
                .go();

        assertThat(play.deeds()).endsWith("RUN analyze", "RESTORE pg_upgrade w5");
        assertThat(play.state().step("follow").status()).isEqualTo(StepStatus.PENDING);
        assertThat(play.state().step("follow").epoch()).isEqualTo(2);
    }

    @Test
    void an_operator_can_go_back_further_and_then_on_again() {
        Play play = Play.apply(Plans.minimal())
                .when(Verb.RUN, "analyze", bad(TEXT))
                .go()
                .decide(Kind.ROLLBACK, "clone")
                .go();

        assertThat(play.deeds()).endsWith("RESTORE clone w3");
        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);

        play.decide(Kind.RETRY, "").go();

        assertThat(play.state().step("pg_upgrade").waypoint()).isEqualTo("w4-2");
        assertThat(play.state().step("approve").status()).isEqualTo(StepStatus.WAITING);
    }

    /** Found by the walk: rollback and retry went on behind the failed step, without pg_upgrade ever done. */
    @Test
    void while_a_drop_is_broken_off_no_other_target_is_accepted_and_a_retry_goes_on_with_it() {
        Play play = Play.apply(Plans.minimal())
                .when(Verb.PREPARE, "pg_upgrade", bad(LIBRARY))
                .when(Verb.DROP_CANDIDATE, "", unclear(), unclear(), unclear())
                .go()
                .decide(Kind.ABORT, "")
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(OperatorRules.check(play.state(), Play.decision(Kind.ROLLBACK, "clone"), "hash"))
                .isPresent();
        assertThat(play.decide(Kind.RETRY, "").go().state().phase()).isEqualTo(Phase.ABORTED);
    }

    @Test
    void an_approval_for_another_plan_is_refused() {
        Play play = Play.apply(Plans.minimal()).go();

        Decision other = new Decision(Choice.approve("approve", "another", ""), "carol", "");

        assertThat(OperatorRules.check(play.state(), other, "hash")
                        .orElseThrow()
                        .code()
                        .text())
                .isEqualTo("BLY-4014");
    }

    @Test
    void a_rejected_gate_blocks_and_a_retry_asks_again() {
        Play play = Play.apply(Plans.minimal()).go().decide(Kind.REJECT, "approve");

        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);

        play.decide(Kind.RETRY, "").go();

        assertThat(play.state().step("approve").status()).isEqualTo(StepStatus.WAITING);
    }

    @Test
    void an_apply_that_crosses_ends_as_promoted() {
        Play play = Play.apply(Plans.minimal())
                .when(Verb.RUN, "promote", StepResult.succeeded("new is live", java.util.Map.of("crossing", "commit")))
                .go()
                .decide(Kind.APPROVE, "approve")
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.PROMOTED);
    }

    @Test
    void behind_the_crossing_nothing_is_taken_back_and_an_abort_is_refused() {
        Play play = Play.apply(Plans.minimal())
                .when(Verb.RUN, "promote", StepResult.succeeded("new is live", java.util.Map.of("crossing", "commit")))
                .when(Verb.VERIFY, "promote", bad(TEXT))
                .go()
                .decide(Kind.APPROVE, "approve")
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(play.deeds()).endsWith("RUN promote");
        assertThat(OperatorRules.check(play.state(), Play.decision(Kind.ABORT, ""), "hash")
                        .orElseThrow()
                        .code()
                        .text())
                .isEqualTo("BLY-4028");
    }

    @Test
    void a_restore_that_keeps_failing_waits_for_a_person_and_a_retry_goes_on_there() {
        Play play = Play.apply(Plans.minimal())
                .when(Verb.RUN, "analyze", bad(DATA))
                .when(Verb.RESTORE, "extensions", bad(LIBRARY), bad(LIBRARY), bad(LIBRARY))
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(play.state().failure().orElseThrow().code()).isEqualTo("BLY-4018");

        play.decide(Kind.RETRY, "").go();

        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(play.state().failure().orElseThrow().isInSnapshot()).isTrue();
    }

    @Test
    void a_candidate_that_cannot_be_dropped_does_not_hide_how_the_rehearsal_went() {
        Play play = Play.rehearsal(Plans.minimal())
                .when(Verb.DROP_CANDIDATE, "", bad(LIBRARY), bad(LIBRARY), bad(LIBRARY))
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(play.state().note()).contains("could not be dropped");
    }
}
