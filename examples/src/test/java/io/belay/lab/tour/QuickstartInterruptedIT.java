package io.belay.lab.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whenever and however a tour is ended: nothing of it is left. All stages and seeds with {@code -Dbelay.tour.long=true}. */
class QuickstartInterruptedIT {

    private static final boolean LONG = Boolean.getBoolean("belay.tour.long");

    /** A tour takes about this long where nothing else runs. */
    private static final int MOMENTS = 75_000;

    /** What the tour says as a stage begins. */
    private static final List<String> STAGES = List.of(
            "filling it",
            "--name look-around",
            // The promotion: its hold begins some seconds after this line.
            "approve     done",
            "making the account",
            "making a file system",
            "making a PostgreSQL 13",
            "starting PgBouncer",
            "2. Belay itself",
            "S1 is",
            "5. The upgrade to 17",
            "pg_upgrade  failed",
            "7. The very same plan",
            "the run waits for the change board",
            "promote     done");

    @TempDir
    Path folder;

    @BeforeEach
    void needs() {
        TourProcess.assumeItCanRunHere();
    }

    static Stream<String> stages() {
        return STAGES.stream().limit(LONG ? STAGES.size() : 3);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, LONG ? 5 : 1);
    }

    @ParameterizedTest
    @MethodSource("stages")
    void control_c_at_any_stage_leaves_nothing(String stage) throws IOException {
        try (TourProcess tour = TourProcess.start(folder.resolve("out")).awaitSaying(stage)) {
            interruptAndLook(tour);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void control_c_at_any_moment_leaves_nothing(long seed) throws IOException {
        int moment = new Random(seed).nextInt(MOMENTS);
        System.out.println("seed " + seed + ": interrupted " + moment + " ms after its first word");
        try (TourProcess tour = TourProcess.start(folder.resolve("out")).awaitSaying("named belay-lab-")) {
            long due = System.nanoTime() + Duration.ofMillis(moment).toNanos();
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> System.nanoTime() > due);
            interruptAndLook(tour);
        }
    }

    private static void interruptAndLook(TourProcess tour) {
        String id = tour.id();

        tour.pressControlC();

        assertThat(tour.awaitEnd()).as(tour.output()).isEqualTo(130);
        Remains.assertNone(id);
        assertThat(tour.output())
                .contains("interrupted: removing", "nothing of it is left")
                .doesNotContain("the tour stopped", "error[", "Exception", "\tat ");
    }

    @Test
    void a_tour_that_is_terminated_leaves_nothing() throws IOException {
        try (TourProcess tour = TourProcess.start(folder.resolve("out")).awaitSaying("clone       done")) {
            String id = tour.id();

            tour.terminate();

            assertThat(tour.awaitEnd()).as(tour.output()).isEqualTo(143);
            Remains.assertNone(id);
        }
    }

    @Test
    void what_a_killed_tour_left_is_removed_by_the_next_one() throws IOException {
        try (TourProcess killed = TourProcess.start(folder.resolve("killed")).awaitSaying("clone       done")) {
            killed.killNow();
            try (TourProcess next = TourProcess.start(folder.resolve("next")).awaitSaying("named belay-lab-")) {
                assertThat(next.output()).contains("removing what lab " + killed.id() + " left");
                Remains.assertNone(killed.id());
                interruptAndLook(next.awaitSaying("filling it"));
            }
        }
    }
}
