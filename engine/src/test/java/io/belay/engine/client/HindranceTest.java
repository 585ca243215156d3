package io.belay.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.Queues;
import io.belay.engine.client.Hindrance.Host;
import io.belay.engine.client.ObservedRun.Call;
import io.belay.engine.client.Pollers.LastPoll;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HindranceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final LastPoll POLLS = new LastPoll(NOW.minusSeconds(20), "belay-worker db1 mark srv7 812");
    private static final LastPoll POLLED = new LastPoll(NOW.minusSeconds(200), "belay-worker db1 mark srv7 812");

    @Test
    void a_call_at_work_on_a_host_that_is_there_hinders_nothing() {
        assertThat(of(POLLS, List.of("r9"), started("StepRun")).notice()).isEmpty();
        assertThat(of(POLLS, List.of(), heavy(1, 3)).notice()).isEmpty();
    }

    @Test
    void a_heavy_call_behind_others_waits_for_room_and_names_them() {
        Hindrance hindrance = of(POLLS, List.of("r8", "r9"), heavy(1, 3));

        assertThat(hindrance.notice()).startsWith("waits for room on db1: 2 at work (r8, r9)");
        assertThat(hindrance.next()).as("it goes on by itself").isEmpty();
    }

    @Test
    void a_question_never_waits_for_room() {
        Call question = call("StepProbe", Queues.probe("db1"), false, NOW.minusSeconds(2), 1);

        assertThat(of(POLLS, List.of("r9"), question).notice()).isEmpty();
    }

    @Test
    void between_two_attempts_nothing_waits_for_room() {
        assertThat(of(POLLS, List.of("r9"), heavy(1, -5)).notice()).isEmpty();
    }

    @Test
    void a_worker_that_is_gone_is_told_with_since_when_where_and_what_to_run() {
        Hindrance hindrance = of(POLLED, List.of(), heavy(1, 120));

        assertThat(hindrance.notice())
                .isEqualTo("no worker of host `db1` answers (last heard of on machine `srv7`, process 812, at"
                        + " 2026-11-21T11:56:40Z): start `belay worker` there; the run goes on then");
        assertThat(hindrance.next()).isEqualTo("belay doctor --host db1");
    }

    @Test
    void a_worker_whose_polls_are_forgotten_was_last_heard_of_with_its_last_heartbeat() {
        Call beaten = new Call(
                "StepRun",
                Queues.heavy("db1"),
                false,
                NOW.minusSeconds(900),
                2,
                "",
                Optional.of(NOW.minusSeconds(1000)),
                "");

        assertThat(of(LastPoll.NONE, List.of(), beaten).notice()).contains("(last heard of at 2026-11-21T11:43:20Z)");
    }

    @Test
    void of_a_worker_that_was_never_there_it_is_told_since_when_it_is_asked() {
        assertThat(of(LastPoll.NONE, List.of(), heavy(1, 60)).notice())
                .contains("no worker of host `db1` answers (asked since 2026-11-21T11:59:00Z)");
    }

    @Test
    void before_it_is_certain_a_call_that_nobody_takes_although_there_is_room_is_told() {
        Hindrance hindrance = of(POLLS, List.of(), heavy(2, 15));

        assertThat(hindrance.notice())
                .startsWith("host `db1` has not taken StepRun up since 2026-11-21T11:59:45Z: its worker may be gone");
        assertThat(hindrance.next()).isEqualTo("belay doctor --host db1");
    }

    @Test
    void a_server_that_tells_of_no_pollers_makes_nobody_gone() {
        Hindrance hindrance =
                Hindrance.of(new Host("db1", Optional.empty(), List.of()), false, List.of(heavy(1, 3)), NOW);

        assertThat(hindrance.notice()).isEmpty();
    }

    private static Hindrance of(LastPoll poll, List<String> atWork, Call call) {
        return Hindrance.of(new Host("db1", Optional.of(poll), atWork), false, List.of(call), NOW);
    }

    private static Call started(String activity) {
        return call(activity, Queues.heavy("db1"), true, NOW.minusSeconds(600), 1);
    }

    private static Call heavy(int attempt, int secondsAgo) {
        return call("StepRun", Queues.heavy("db1"), false, NOW.minusSeconds(secondsAgo), attempt);
    }

    private static Call call(String activity, String queue, boolean started, Instant due, int attempt) {
        return new Call(activity, queue, started, due, attempt, "", Optional.empty(), "");
    }
}
