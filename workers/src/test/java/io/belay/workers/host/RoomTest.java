package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever waits at Temporal for room has not begun, and will: that is no proof of anything. */
class RoomTest {

    private final Room room = new Room(2);

    @Test
    void with_room_left_what_has_not_begun_is_proven_not_to_have() {
        try (Room.Seat one = room.enter()) {
            assertThat(room.judged(StepResult.notStarted()).outcome()).isEqualTo(Outcome.NOT_STARTED);
        }
    }

    @Test
    void without_room_nobody_can_say_that_it_will_not_begin() {
        try (Room.Seat one = room.enter();
                Room.Seat two = room.enter()) {
            StepResult answer = room.judged(StepResult.notStarted());

            assertThat(answer.outcome()).isEqualTo(Outcome.UNCLEAR);
            assertThat(answer.summary()).contains("it has not begun", "`limits: {heavy: 2}`");
        }
        assertThat(room.judged(StepResult.notStarted()).outcome())
                .as("behind them")
                .isEqualTo(Outcome.NOT_STARTED);
    }

    @Test
    void what_has_an_end_keeps_it() {
        StepResult done = StepResult.succeeded("done", Map.of());
        try (Room.Seat one = room.enter();
                Room.Seat two = room.enter()) {
            assertThat(room.judged(done)).isEqualTo(done);
        }
    }
}
