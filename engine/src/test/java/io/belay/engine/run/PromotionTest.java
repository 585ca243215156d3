package io.belay.engine.run;

import static io.belay.engine.run.Play.DATA;
import static io.belay.engine.run.Play.LIBRARY;
import static io.belay.engine.run.Play.bad;
import static io.belay.engine.run.Play.crossed;
import static io.belay.engine.run.Play.good;
import static io.belay.engine.run.Play.unclear;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.RunReference;
import io.belay.engine.run.Choice.Kind;
import io.belay.plans.resolve.ResolvedPlan;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From the approval over the hold to the end of old live: what is waited for, what is refused, what is said. */
class PromotionTest {

    private static final RunReference RUN =
            new RunReference("r1", false, "db1/orders", "orders-13-to-17", "0123456789abcdef", "");

    @Test
    void a_hold_that_undid_itself_leaves_the_candidate_at_its_waypoint_and_a_retry_holds_again() {
        Play play = approved(Plans.withRetire())
                .when(Verb.RUN, "promote", bad(LIBRARY))
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(play.deeds()).endsWith("RUN promote");
        assertThat(status(play).safe())
                .isEqualTo("live serves on, untouched; the candidate is at waypoint `w3`, behind `pg_upgrade`");

        play.decide(Kind.RETRY, "").go();
        assertThat(play.state().crossed()).isTrue();
        assertThat(play.state().step("promote").epoch()).isEqualTo(2);
        assertThat(play.state().step("pg_upgrade").launches()).isEqualTo(1);
    }

    @Test
    void while_clients_may_be_held_neither_abort_nor_rollback_is_taken() {
        Play play = approved(Plans.withRetire()).goUntil(Verb.RUN, "promote");

        assertThat(code(play, Kind.ABORT)).contains("BLY-4031");
        assertThat(code(play, Kind.ROLLBACK)).contains("BLY-4031");
        assertThat(status(play).safe()).contains("everything is undone by itself");
    }

    @Test
    void a_hold_whose_end_nobody_can_tell_waits_for_a_person_and_is_never_taken_back() {
        StepReply doubts = new StepReply(Doubt.LIMIT);
        Play play = approved(Plans.withRetire())
                .when(Verb.RUN, "promote", unclear())
                .when(Verb.INSPECT, "promote", doubts.unclear())
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(code(play, Kind.ABORT)).contains("BLY-4031");
        assertThat(status(play).waitsFor()).isEqualTo("a person: retry");
        assertThat(status(play).safe()).startsWith("nothing is undone on a guess");
        assertThat(play.deeds()).noneMatch(deed -> deed.startsWith("RESTORE") || deed.startsWith("DROP"));
    }

    @Test
    void a_success_that_names_no_crossing_is_a_doubt() {
        Play play = approved(Plans.withRetire())
                .when(Verb.RUN, "promote", good())
                .when(Verb.INSPECT, "promote", crossed())
                .go();

        assertThat(play.deeds()).containsSubsequence("RUN promote", "INSPECT promote");
        assertThat(play.state().crossed()).isTrue();
    }

    @Test
    void a_failure_that_names_the_crossing_stays_behind_it_and_a_retry_goes_forward_without_asking_for_preconditions() {
        Play play = approved(Plans.withRetire())
                .when(Verb.RUN, "promote", bad(LIBRARY, crossed().facts()))
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(status(play).safe()).isEqualTo("new is live; old live is kept, stopped and untouched");
        assertThat(code(play, Kind.ABORT)).contains("BLY-4028");
        int asked = play.log().size();

        play.decide(Kind.RETRY, "").go();
        assertThat(play.log().subList(asked, play.log().size())).containsExactly("RUN promote", "VERIFY promote");
        assertThat(play.state().step("promote").epoch()).isEqualTo(1);
    }

    @Test
    void behind_the_crossing_a_fault_of_the_data_can_be_retried_because_nothing_else_leads_on() {
        Play play = approved(Plans.withRetire())
                .when(Verb.VERIFY, "promote", bad(DATA))
                .go();

        assertThat(code(play, Kind.RETRY)).isEmpty();
        assertThat(status(play).next()).isEqualTo("belay retry r1");
    }

    @Test
    void old_live_is_kept_for_its_time_then_waits_for_the_last_word() {
        Play play = approved(Plans.withRetire()).goUntil(Verb.PAUSE, "retire");

        assertThat(Reducer.next(play.state()).pause()).isLessThanOrEqualTo(Duration.ofDays(7));
        assertThat(Reducer.next(play.state()).pause()).isGreaterThan(Duration.ofDays(6));
        assertThat(status(play).waitsFor())
                .isEqualTo("2026-11-28T13:00:20Z: until then old live is kept, then it waits for `belay retire r1`");
        assertThat(status(play).needsPerson()).isFalse();
        assertThat(status(play).promotion().held()).isEqualTo(4100);
        assertThat(status(play).next()).isEqualTo("belay status r1");
        assertThat(code(play, Kind.RETIRE)).contains("BLY-4032");

        play.pass(Duration.ofDays(7)).go();
        assertThat(status(play).waitsFor()).isEqualTo("a person: `belay retire r1` lets old live go");
        assertThat(status(play).next()).isEqualTo("belay retire r1");
        assertThat(play.deeds()).doesNotContain("RUN retire");

        play.decide(Kind.RETIRE, "").go();
        assertThat(play.state().phase()).isEqualTo(Phase.PROMOTED);
        assertThat(play.deeds()).endsWith("RUN retire");
        assertThat(status(play).safe()).isEqualTo("new is live; old live is gone, its last image is kept");
    }

    @Test
    void where_the_plan_asks_nobody_old_live_goes_when_its_time_is_over() {
        Play play = approved(Plans.of(Plans.gate("approve"), Plans.promote(), Plans.retire("1h", "none")))
                .goUntil(Verb.PAUSE, "retire");

        play.pass(Duration.ofHours(1)).go();

        assertThat(play.state().phase()).isEqualTo(Phase.PROMOTED);
        assertThat(play.deeds()).endsWith("RUN promote", "RUN retire");
    }

    @Test
    void a_retire_that_fails_asks_for_the_last_word_again() {
        Play play = approved(Plans.withRetire())
                .when(Verb.RUN, "retire", bad(LIBRARY))
                .goUntil(Verb.PAUSE, "retire")
                .pass(Duration.ofDays(7))
                .go()
                .decide(Kind.RETIRE, "")
                .go();
        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);

        play.decide(Kind.RETRY, "").go();
        assertThat(status(play).waitsFor()).contains("belay retire r1");
        assertThat(play.decide(Kind.RETIRE, "").go().state().phase()).isEqualTo(Phase.PROMOTED);
    }

    @Test
    void before_the_crossing_there_is_nothing_to_retire() {
        Play play = Play.apply(Plans.withRetire()).go();

        assertThat(code(play, Kind.RETIRE)).contains("BLY-4032");
    }

    @Test
    void who_started_the_run_may_not_approve_it_and_nobody_counts_twice() {
        Play play = Play.apply(Plans.gated(2, "3d", false)).go();

        assertThat(objection(play, "alice")).contains("BLY-4033");
        play.decideAs("bob", Kind.APPROVE, "approve");
        assertThat(status(play).waitsFor())
                .isEqualTo("change-board to approve since 2026-11-21T13:00:02Z, 1 of 2 given (bob); an approval"
                        + " expires 3d after it is given: Promote?");
        assertThat(objection(play, "bob")).contains("BLY-4033");
        assertThat(objection(play, "carol")).isEmpty();

        play.decideAs("carol", Kind.APPROVE, "approve").go();
        assertThat(play.state().crossed()).isTrue();
        assertThat(status(play).steps().get(0).note())
                .isEqualTo(
                        "approved by bob (recorded, not authenticated) at 2026-11-21T13:00:03Z, expires 2026-11-24T13:00:03Z: because; approved by"
                                + " carol (recorded, not authenticated) at 2026-11-21T13:00:04Z, expires 2026-11-24T13:00:04Z: because");
    }

    @Test
    void a_plan_that_trusts_who_starts_it_says_so() {
        Play play = Play.apply(Plans.gated(1, "3d", true)).go();

        assertThat(objection(play, "alice")).isEmpty();
    }

    @Test
    void an_approval_that_has_expired_is_asked_for_once_more_before_clients_are_touched() {
        Play play = Play.apply(Plans.gated(1, "3d", false))
                .when(Verb.RUN, "promote", bad(LIBRARY))
                .go()
                .decideAs("bob", Kind.APPROVE, "approve")
                .go();
        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);

        play.pass(Duration.ofDays(4)).decide(Kind.RETRY, "").go();

        assertThat(play.state().step("approve").status()).isEqualTo(StepStatus.WAITING);
        assertThat(status(play).waitsFor()).contains("its approval had expired");
        assertThat(play.deeds().stream().filter("RUN promote"::equals).count()).isEqualTo(1);
    }

    @Test
    void every_stop_names_what_is_safe_and_a_next_command() {
        Play play = Play.apply(Plans.withRetire());
        for (int step = 0; step < 60; step++) {
            assertThat(status(play).safe()).isNotEmpty();
            assertThat(status(play).next()).startsWith("belay ");
            play.once();
        }
    }

    /** Answers that tell nothing, as many as are asked for. */
    private record StepReply(int count) {
        io.belay.engine.activity.StepResult[] unclear() {
            var all = new io.belay.engine.activity.StepResult[count];
            java.util.Arrays.fill(all, Play.unclear());
            return all;
        }
    }

    private static Play approved(ResolvedPlan plan) {
        return Play.apply(plan).go().decide(Kind.APPROVE, "approve");
    }

    private static RunStatus status(Play play) {
        return StatusText.of(RUN, play.state());
    }

    private static Optional<String> code(Play play, Kind kind) {
        return OperatorRules.check(play.state(), Play.decision(kind, ""), "hash")
                .map(objection -> objection.code().text());
    }

    private static Optional<String> objection(Play play, String operator) {
        Decision decision = new Decision(Choice.approve("approve", "hash", ""), operator, "");
        return OperatorRules.check(play.state(), decision, "hash")
                .map(objection -> objection.code().text());
    }
}
