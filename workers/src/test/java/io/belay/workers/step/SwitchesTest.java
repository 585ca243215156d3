package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.hold.Decision;
import io.belay.workers.hold.HoldFolder;
import io.belay.workers.hold.HoldOrder.Programs;
import io.belay.workers.hold.OnlineOrder;
import io.belay.workers.hold.OnlineOrder.Address;
import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.replication.Way;
import io.belay.workers.replication.Way.Direction;
import io.belay.workers.step.Switches.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is live is what the newest decision to commit says, whatever was ordered or undone around it. */
class SwitchesTest {

    @TempDir
    private Path run;

    @Test
    void before_any_hold_and_behind_one_that_was_undone_nothing_has_changed() {
        assertThat(new Switches(run.resolve("none")).standing()).isEmpty();
        hold(1, true, Way.firstForward(), Decision.UNDO);

        assertThat(new Switches(run).standing()).isEmpty();
        assertThat(new Switches(run).newServes()).isFalse();
        assertThat(new Switches(run).epochs()).containsExactly(1);
    }

    @Test
    void each_crossing_exchanges_the_sides_and_turns_the_way() {
        Way way = Way.firstForward();
        hold(2, true, way, Decision.COMMIT);
        Standing promoted = new Switches(run).standing().orElseThrow();
        assertThat(promoted.newServes()).isTrue();
        assertThat(promoted.serving().programs().major()).isEqualTo(17);
        assertThat(promoted.serving().openRules()).isEmpty();
        assertThat(promoted.following().programs().major()).isEqualTo(13);
        assertThat(promoted.way()).isEqualTo(new Way(Direction.BACK, 1));

        hold(3, false, promoted.way(), Decision.UNDO);
        assertThat(new Switches(run).newServes()).isTrue();

        hold(10, false, promoted.way(), Decision.COMMIT);
        Standing back = new Switches(run).standing().orElseThrow();
        assertThat(back.newServes()).isFalse();
        assertThat(back.serving().programs().major()).isEqualTo(13);
        assertThat(back.way()).isEqualTo(new Way(Direction.FORWARD, 2));
        assertThat(back.order().epoch()).isEqualTo(10);
    }

    @Test
    void what_is_no_hold_of_a_number_is_none() throws IOException {
        Files.createDirectories(run.resolve("hold-look"));
        Files.createDirectories(run.resolve("hold-0"));

        assertThat(new Switches(run).epochs()).isEmpty();
    }

    private void hold(int epoch, boolean forward, Way way, Decision decision) {
        HoldFolder folder = HoldFolder.of(run, epoch);
        folder.give(new OnlineOrder(
                1,
                "r1",
                "promote",
                epoch,
                "orders",
                1_000,
                0,
                run,
                run,
                forward ? side(13, "") : side(17, ""),
                forward ? side(17, "/srv/open") : side(13, ""),
                List.of("app"),
                way,
                true,
                "postgres",
                Path.of("/srv/13/data"),
                5413,
                List.of(),
                false));
        folder.decision().claim(decision);
    }

    private Side side(int major, String openRules) {
        return new Side(
                new Programs(major, major + ".1", Path.of("/usr/lib", "" + major)),
                Path.of("/srv", "" + major),
                Path.of("/srv", "" + major, "data"),
                Path.of("/run/pg"),
                5400 + major,
                "belay",
                "",
                new Address("/run/pg", 5400 + major, "belay", "", Map.of()),
                run.resolve(major + ".fence"),
                openRules);
    }
}
