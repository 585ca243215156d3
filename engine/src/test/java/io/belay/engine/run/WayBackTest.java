package io.belay.engine.run;

import static io.belay.engine.run.Play.LIBRARY;
import static io.belay.engine.run.Play.TEXT;
import static io.belay.engine.run.Play.bad;
import static io.belay.engine.run.Play.good;
import static io.belay.engine.run.Play.unclear;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.Sides;
import io.belay.engine.activity.StepResult;
import io.belay.engine.run.Choice.Kind;
import io.belay.plans.resolve.ResolvedPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Behind an online crossing: going back with every row and forward again, as often as wanted, until old live is let go. */
class WayBackTest {

    private static final RunReference RUN =
            new RunReference("r1", false, "db1/billing", "billing-14-to-17", "0123456789abcdef", "");
    private static final StepResult OPEN = StepResult.succeeded(
            "new is live",
            Map.of(
                    "crossing",
                    "commit",
                    "hold_milliseconds",
                    "81",
                    "way_back",
                    "open",
                    "way_back_lag_bytes",
                    "4096",
                    "way_back_lag_milliseconds",
                    "12"));
    private static final StepResult STILL = StepResult.succeeded(
            "it follows",
            Map.of("way_back", "open", "way_back_lag_bytes", "12582912", "way_back_lag_milliseconds", "3100"));
    private static final StepResult CLOSED = StepResult.succeeded(
            "it follows no more",
            Map.of("way_back", "closed", "way_back_why", "table `orders.items` has a column that old lacks"));

    @Test
    void behind_the_crossing_status_says_that_the_way_back_is_open_how_far_behind_and_since_when() {
        Play play = promoted(Plans.online());

        RunStatus status = status(play);
        assertThat(status.promotion().wayBack()).isEqualTo("open");
        assertThat(status.promotion().live()).isEqualTo("new");
        assertThat(status.promotion().lag()).isEqualTo("less than 1MiB, less than 1s");
        assertThat(status.safe())
                .startsWith("new is live; the way back is open since 2026-11-21T13:")
                .endsWith(", lag less than 1MiB, less than 1s: `belay rollback r1` makes old live again, and loses"
                        + " nothing");
        assertThat(status.waitsFor()).contains("until then old live is kept");
    }

    @Test
    void it_is_looked_at_while_the_run_waits_and_what_the_host_says_is_told() {
        Play play = promoted(Plans.online()).when(Verb.LOOK, "promote", STILL);

        assertThat(Reducer.next(play.state()).pause()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
        play.pass(Duration.ofMinutes(5)).once();

        assertThat(play.log()).endsWith("LOOK promote");
        assertThat(status(play).promotion().lag()).isEqualTo("12MiB, 3s");
        assertThat(Reducer.next(play.state()).verb()).isEqualTo(Verb.PAUSE);
    }

    @Test
    void looks_become_rarer_and_a_week_of_them_is_counted() {
        Play play = promoted(Plans.online());
        int day = looks(play, Duration.ofDays(1));
        int week = looks(play, Duration.ofDays(7));

        assertThat(day).isBetween(200, 300);
        assertThat(week).isBetween(250, 350);
        assertThat(Watching.interval(play.state().wayBack().orElseThrow())).isEqualTo(Duration.ofHours(1));
    }

    private static int looks(Play play, Duration time) {
        Instant end = play.state().changedAt().plus(time);
        long before = play.log().stream().filter("LOOK promote"::equals).count();
        while (play.state().changedAt().isBefore(end)
                && Reducer.next(play.state()).verb() != Verb.AWAIT_OPERATOR) {
            play.once();
        }
        return (int) (play.log().stream().filter("LOOK promote"::equals).count() - before);
    }

    @Test
    void once_closed_it_is_said_why_it_is_not_looked_at_and_a_rollback_is_refused() {
        Play play = promoted(Plans.online()).when(Verb.LOOK, "promote", CLOSED);
        play.pass(Duration.ofMinutes(5)).once();

        assertThat(status(play).safe())
                .contains("the way back is closed since ")
                .endsWith("(table `orders.items` has a column that old lacks); old live is kept");
        assertThat(refusal(play, Kind.ROLLBACK))
                .hasValueSatisfying(words -> assertThat(words).contains("is closed since"));
        assertThat(Reducer.next(play.state()).pause()).isGreaterThan(Duration.ofDays(6));
    }

    @Test
    void a_host_that_does_not_answer_a_look_changes_nothing_but_what_is_said() {
        Play play = promoted(Plans.online()).pass(Duration.ofMinutes(5));
        play.silent();

        assertThat(status(play).promotion().wayBack()).isEqualTo("open");
        assertThat(status(play).safe()).contains("the host did not answer at ");
        assertThat(status(play).waitsFor()).contains("until then old live is kept");
        assertThat(refusal(play, Kind.ROLLBACK)).isEmpty();
    }

    @Test
    void a_rollback_makes_old_live_again_and_another_one_new_as_often_as_wanted() {
        Play play = promoted(Plans.online());
        for (int time = 1; time <= 3; time++) {
            Preview preview = foresee(play);
            assertThat(preview.deeds())
                    .containsExactly(new Preview.Deed(
                            "swap",
                            "promote",
                            "CONFIRM",
                            "touches live, clients: old becomes live again by one more hold, with every row that new"
                                    + " took"));
            assertThat(preview.clients()).isTrue();
            assertThat(preview.then()).contains("`belay rollback r1` goes forward to new again");
            play.when(Verb.SWAP, "promote", OPEN).decide(Kind.ROLLBACK, "");
            assertThat(Reducer.next(play.state()).sides(play.state()))
                    .isEqualTo(new Sides(2 * time - 1, "new", "old", "", 0));
            assertThat(status(play).next())
                    .as("never a point of no return while sides are swapped")
                    .isEqualTo("belay watch r1");
            play.go();

            assertThat(status(play).promotion().isOldLive()).isTrue();
            assertThat(status(play).safe()).startsWith("old is live again; the way forward is open since ");
            assertThat(status(play).waitsFor())
                    .isEqualTo("a person: `belay rollback r1` goes forward to new again, `belay abort r1` gives new"
                            + " up");
            assertThat(status(play).needsPerson()).isTrue();
            assertThat(refusal(play, Kind.RETIRE))
                    .hasValue("old is live again, so it is the one that nobody may let go");

            assertThat(foresee(play).deeds().get(0).why()).contains("new becomes live again");
            play.when(Verb.SWAP, "promote", OPEN).decide(Kind.ROLLBACK, "").go();
            assertThat(status(play).promotion().isOldLive()).isFalse();
            assertThat(status(play).safe()).startsWith("new is live; the way back is open");
        }
        assertThat(play.deeds().stream().filter("SWAP promote"::equals)).hasSize(6);
    }

    @Test
    void old_live_is_kept_for_its_time_counted_from_when_new_became_live_last() {
        Play play = promoted(Plans.online());
        Instant first = play.state().crossing().orElseThrow().at();
        swap(play);
        swap(play.pass(Duration.ofDays(3)));

        assertThat(play.state().crossing().orElseThrow().at()).isAfter(first.plus(Duration.ofDays(3)));
        assertThat(refusal(play, Kind.RETIRE))
                .hasValueSatisfying(words -> assertThat(words).startsWith("the plan keeps old live until"));
        afterWeek(play);
        play.decide(Kind.RETIRE, "").go();
        assertThat(play.deeds()).endsWith("RUN retire");
        assertThat(play.state().phase()).isEqualTo(Phase.PROMOTED);
        assertThat(status(play).promotion().wayBack()).isEqualTo("closed");
        assertThat(status(play).safe()).isEqualTo("new is live; old live is gone, its last image is kept");
    }

    @Test
    void a_swap_that_undid_itself_leaves_all_as_it_was_says_so_and_can_be_asked_for_again() {
        Play play = promoted(Plans.online())
                .when(Verb.SWAP, "promote", bad(LIBRARY))
                .decide(Kind.ROLLBACK, "")
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.APPLYING);
        assertThat(status(play).problem().code()).isEqualTo("BLY-3502");
        assertThat(status(play).safe()).startsWith("new is live; the way back is open");
        assertThat(status(swap(play)).promotion().isOldLive()).isTrue();
        assertThat(status(play).problem().isNone()).isTrue();
    }

    @Test
    void a_swap_behind_its_crossing_is_completed_and_never_undone() {
        Play play = promoted(Plans.online())
                .when(Verb.SWAP, "promote", bad(LIBRARY, Map.of("crossing", "commit")), OPEN)
                .decide(Kind.ROLLBACK, "")
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(refusal(play, Kind.ROLLBACK)).isPresent();
        assertThat(refusal(play, Kind.ABORT)).isPresent();
        play.decide(Kind.RETRY, "").go();
        assertThat(play.log()).endsWith("SWAP promote", "SWAP promote");
        assertThat(play.state().wayBack().orElseThrow().swaps()).isEqualTo(1);
        assertThat(status(play).promotion().isOldLive()).isTrue();
    }

    @Test
    void a_swap_whose_end_nobody_can_tell_is_asked_about_until_a_person_looks() {
        StepResult[] doubts = new StepResult[Doubt.LIMIT];
        java.util.Arrays.fill(doubts, unclear());
        Play play = promoted(Plans.online())
                .when(Verb.SWAP, "promote", good())
                .when(Verb.INSPECT_SWAP, "promote", doubts)
                .decide(Kind.ROLLBACK, "")
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(status(play).safe()).startsWith("nothing is undone on a guess; whether old serves clients");
        for (Kind kind : List.of(Kind.ROLLBACK, Kind.ABORT, Kind.STOP, Kind.RETIRE, Kind.SKIP)) {
            assertThat(refusal(play, kind)).as(kind.word()).isPresent();
        }
        play.when(Verb.INSPECT_SWAP, "promote", OPEN).decide(Kind.RETRY, "").go();
        assertThat(status(play).promotion().isOldLive()).isTrue();
        assertThat(play.deeds().stream().filter("SWAP promote"::equals)).hasSize(1);
    }

    @Test
    void a_silent_host_is_asked_what_became_of_a_swap_and_one_that_never_began_may_begin_again() {
        Play play = promoted(Plans.online())
                .when(Verb.INSPECT_SWAP, "promote", StepResult.notStarted())
                .decide(Kind.ROLLBACK, "");
        play.silent().go();

        assertThat(play.log()).endsWith("INSPECT_SWAP promote");
        assertThat(status(play).promotion().isOldLive()).isFalse();
        assertThat(status(play).problem().code()).isEqualTo(Play.neverStarted().text());
        assertThat(refusal(play, Kind.ROLLBACK)).isEmpty();
    }

    @Test
    void while_new_is_live_nothing_aborts_and_while_the_sides_are_swapped_nothing_decides() {
        Play play = promoted(Plans.online());

        assertThat(refusal(play, Kind.ABORT))
                .hasValue("new is live, so there is nothing that could be taken back without it");
        play.decide(Kind.ROLLBACK, "");
        for (Kind kind : List.of(Kind.ROLLBACK, Kind.ABORT, Kind.STOP, Kind.RETIRE)) {
            assertThat(refusal(play, kind)).as(kind.word()).isPresent();
        }
    }

    @Test
    void behind_a_return_the_run_can_be_given_up_and_leaves_nothing_on_live() {
        Play play = swap(promoted(Plans.online())).decide(Kind.ABORT, "").go();

        assertThat(play.state().phase()).isEqualTo(Phase.ABORTED);
        assertThat(play.deeds()).endsWith("DROP_CANDIDATE", "UNDO promote", "UNDO publish");
        assertThat(status(play).safe()).startsWith("live serves on as before");
        assertThat(status(play).promotion().isNone()).isTrue();
    }

    @Test
    void once_old_live_is_being_let_go_nothing_leads_back() {
        Play play = afterWeek(promoted(Plans.online()))
                .when(Verb.RUN, "retire", bad(LIBRARY))
                .decide(Kind.RETIRE, "")
                .go();

        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);
        assertThat(refusal(play, Kind.ROLLBACK))
                .hasValueSatisfying(words -> assertThat(words).contains("has begun to let old live go"));
        assertThat(Reducer.next(play.state()).verb()).isEqualTo(Verb.AWAIT_OPERATOR);
    }

    @Test
    void a_step_behind_the_promotion_that_failed_does_not_keep_clients_from_going_back() {
        ResolvedPlan plan = Plans.of(
                Plans.publish(),
                Plans.storage("snapshot"),
                Plans.candidate("clone", 3, "drop_candidate"),
                Plans.follow(),
                Plans.gate("approve"),
                Plans.promoteOnline(),
                Plans.step("report", "nothing", 1),
                Plans.retire("7d", "operator"));
        Play play = promoted(plan, p -> p.when(Verb.RUN, "report", bad(TEXT)));
        assertThat(play.state().phase()).isEqualTo(Phase.BLOCKED);

        swap(play);
        assertThat(status(play).promotion().isOldLive()).isTrue();
        assertThat(play.deeds().stream().filter("RUN report"::equals)).hasSize(1);
        swap(play);
        assertThat(play.deeds().stream().filter("RUN report"::equals)).hasSize(2);
    }

    @Test
    void without_a_step_that_lets_old_live_go_the_run_stays_until_somebody_ends_the_way_back() {
        ResolvedPlan plan = Plans.of(
                Plans.publish(),
                Plans.candidate("clone", 3, "drop_candidate"),
                Plans.follow(),
                Plans.gate("approve"),
                Plans.promoteOnline());
        Play play = promoted(plan);

        assertThat(status(play).waitsFor()).endsWith(": until then the way back is watched");
        assertThat(refusal(play, Kind.RETIRE))
                .hasValueSatisfying(words -> assertThat(words).startsWith("the plan keeps the way back open until"));
        afterWeek(play);
        assertThat(status(play).waitsFor())
                .isEqualTo("a person: `belay retire r1` ends the way back, and once more lets old live go");
        assertThat(play.decide(Kind.RETIRE, "").go().state().phase()).isEqualTo(Phase.PROMOTED);
        assertThat(status(play).safe()).startsWith("new is live; old live is kept under its fence");
    }

    @Test
    void a_host_that_opened_no_way_back_is_believed() {
        Play play = Play.apply(Plans.online())
                .go()
                .when(Verb.RUN, "promote", Play.crossed())
                .decide(Kind.APPROVE, "approve")
                .go();

        assertThat(status(play).safe()).contains("the way back is closed since").contains("has not opened it yet");
        assertThat(refusal(play, Kind.ROLLBACK)).isPresent();
    }

    @Test
    void every_status_fits_whatever_a_host_says() {
        Play play = promoted(Plans.online())
                .when(
                        Verb.LOOK,
                        "promote",
                        StepResult.succeeded("x", Map.of("way_back", "closed", "way_back_why", "ü".repeat(2000))));
        play.pass(Duration.ofMinutes(5)).once();

        assertThat(StatusText.size(status(play))).isLessThanOrEqualTo(StatusText.LIMIT);
    }

    private static Play afterWeek(Play play) {
        Instant end = play.state().changedAt().plus(Duration.ofDays(8));
        while (play.state().changedAt().isBefore(end)) {
            if (Reducer.next(play.state()).verb() == Verb.LOOK) {
                play.when(Verb.LOOK, "promote", STILL);
            }
            play.once();
        }
        return play;
    }

    private static Play swap(Play play) {
        return play.when(Verb.SWAP, "promote", OPEN).decide(Kind.ROLLBACK, "").go();
    }

    private static Play promoted(ResolvedPlan plan) {
        return promoted(plan, play -> {});
    }

    private static Play promoted(ResolvedPlan plan, java.util.function.Consumer<Play> script) {
        Play play = Play.apply(plan).go().when(Verb.RUN, "promote", OPEN);
        script.accept(play);
        return play.decide(Kind.APPROVE, "approve").go();
    }

    private static RunStatus status(Play play) {
        return StatusText.of(RUN, play.state());
    }

    private static Optional<String> refusal(Play play, Kind kind) {
        return play.objection(Choice.of(kind));
    }

    private static Preview foresee(Play play) {
        return Foresight.of(
                play.state(),
                status(play),
                new Decision(Choice.of(Kind.ROLLBACK), "carol", "because"),
                Optional.empty(),
                play.state().changedAt());
    }
}
