package io.belay.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.RunReference;
import io.belay.engine.run.Choice.Kind;
import io.belay.plans.problem.ErrorCode;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wherever a run stands, its status ends with what is safe now and the one command to run next. */
class NextCommandTest {

    private static final RunReference APPLY = new RunReference("r1", false, "db1/orders", "p", "h".repeat(64), "");
    private static final RunReference REHEARSAL = new RunReference("r1", true, "db1/orders", "p", "h".repeat(64), "s");

    static Stream<Arguments> states() {
        return Stream.of(
                row("asking the host", () -> apply(), "belay watch r1"),
                row("paused", () -> apply().decide(Kind.PAUSE, ""), "belay resume r1"),
                row("at work", () -> apply().goUntil(Verb.RUN, "clone"), "belay watch r1"),
                row("unclear", () -> apply().goUntil(Verb.RUN, "clone").silent(), "belay watch r1"),
                row("at a gate", () -> apply().go(), "belay approve r1 approve"),
                row("rejected", () -> apply().go().decide(Kind.REJECT, "approve"), "belay retry r1"),
                row("failed", () -> failing(Play.TEXT), "belay retry r1"),
                row("failed by its snapshot", () -> failing(Play.DATA), "belay abort r1"),
                row("stopped", () -> apply().goUntil(Verb.RUN, "clone").decide(Kind.STOP, ""), "belay retry r1"),
                row("going back", () -> apply().go().decide(Kind.ABORT, ""), "belay watch r1"),
                row(
                        "going back, paused",
                        () -> apply().go().decide(Kind.ABORT, "").decide(Kind.PAUSE, ""),
                        "belay resume r1"),
                row("aborted", () -> apply().go().decide(Kind.ABORT, "").go(), "belay logs r1"),
                row(
                        "holding clients",
                        () -> apply().go().decide(Kind.APPROVE, "approve").goUntil(Verb.RUN, "promote"),
                        "belay watch r1"),
                row("waiting for its window", () -> windowed("0 1 * * SUN"), "belay status r1"),
                row("past its windows", () -> windowed("0 1 1 JUN *"), "belay abort r1"),
                row("keeping old live", () -> windowed("0 15 * * SAT"), "belay status r1"),
                row(
                        "promoted",
                        () -> apply().go().decide(Kind.APPROVE, "approve").go(),
                        "belay snapshots db1/orders"),
                row("rehearsed", () -> Play.rehearsal(Plans.minimal()).go(), "belay ledger db1/orders"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void a_status_ends_with_what_is_safe_and_the_next_command(String where, Supplier<Play> play, String next) {
        RunState state = play.get().state();
        RunStatus status = StatusText.of(state.rehearsal() ? REHEARSAL : APPLY, state);

        assertThat(status.next()).isEqualTo(next);
        assertThat(status.safe()).isNotBlank();
    }

    @Test
    void every_phase_but_a_failed_end_stands_in_the_table() {
        assertThat(states().map(row -> (Supplier<?>) row.get()[1])
                        .map(play -> ((Play) play.get()).state().phase()))
                .contains(
                        Phase.PREFLIGHT,
                        Phase.APPLYING,
                        Phase.BLOCKED,
                        Phase.ROLLING_BACK,
                        Phase.ABORTED,
                        Phase.PROMOTED,
                        Phase.COMPLETED);
    }

    private static Arguments row(String where, Supplier<Play> play, String next) {
        return Arguments.of(where, play, next);
    }

    private static Play apply() {
        return Play.apply(Plans.minimal());
    }

    private static Play failing(ErrorCode code) {
        return apply().when(Verb.RUN, "pg_upgrade", Play.bad(code)).go();
    }

    private static Play windowed(String cron) {
        return Play.apply(Plans.windowed(cron, "Europe/Istanbul"))
                .go()
                .decide(Kind.APPROVE, "approve")
                .go();
    }
}
