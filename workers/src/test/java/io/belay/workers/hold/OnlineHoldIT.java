package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.postgres.Session;
import io.belay.workers.replication.Publishing;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Online holds between a real 13 and a real 17, whose clients write through a real PgBouncer all the time. Each case begins with the side
 * that serves by then, and leaves both ready for the next.
 */
@SuppressWarnings("NullAway.Init") // opened once for all
@TestMethodOrder(OrderAnnotation.class)
class OnlineHoldIT {

    private static final Duration BUDGET = Duration.ofSeconds(20);

    private static OnlineGround ground;
    private static boolean follows = true;

    @BeforeAll
    static void open() throws IOException {
        ground = OnlineGround.open();
    }

    @AfterAll
    static void close() throws IOException {
        if (ground != null) {
            ground.close();
        }
    }

    /** After whatever: clients go on without an error, on one side, and the other follows with everything. */
    @AfterEach
    void nothing_is_lost_or_doubled_and_one_side_is_open() {
        ground.awaitProgress();
        assertThat(ground.clients().failures()).isEmpty();
        assertThat(ground.isOpen(ground.serving())).isTrue();
        assertThat(ground.isOpen(ground.following())).isFalse();
        if (!follows) {
            return;
        }
        ground.clients().stop();
        ground.caughtUp();
        assertThat(ground.clients().missing(OnlineGround.server(ground.serving())))
                .isZero();
        assertThat(OnlineGround.contents(ground.following())).isEqualTo(OnlineGround.contents(ground.serving()));
        ground.clients().start();
    }

    @Test
    void clients_go_there_and_back_and_there_again() throws Exception {
        for (int round = 1; round <= 3; round++) {
            Side before = ground.serving();
            boolean isPromotion = !ground.following().openRules().isEmpty();
            boolean isBack = before.programs().major() == 17;
            int earlier = ground.noted().size();

            HoldResult result = ground.run(ground.order(BUDGET), "");

            assertThat(result.crossed()).as(result.toString()).isTrue();
            assertThat(result.facts()).containsEntry("way_back", "open");
            assertThat(result.notes()).isEmpty();
            assertThat(ground.serving().port()).isNotEqualTo(before.port());
            if (isPromotion || isBack) {
                List<String> noted = ground.noted();
                ListedHold.assertHeld(ground.databases(), isBack, noted.subList(earlier, noted.size()));
            }
            ground.awaitProgress();
        }
    }

    @Test
    void a_transaction_that_does_not_end_undoes_it() throws Exception {
        HoldFolder folder = ground.order(Duration.ofSeconds(2));
        try (Connection client = ground.clients().connect("app1");
                Statement statement = client.createStatement()) {
            client.setAutoCommit(false);
            statement.execute("SELECT 1");

            assertUndone(ground.run(folder, ""), HoldErrors.NOT_PAUSED.text());

            statement.execute("INSERT INTO public.orders (note) VALUES ('goes on')");
            client.commit();
        }
    }

    @Test
    void a_transaction_that_does_not_end_is_ended_where_that_was_asked_for() throws Exception {
        HoldFolder folder = ground.order(BUDGET, Duration.ofSeconds(2), true);
        try (Connection client = ground.clients().connect("app1");
                Statement statement = client.createStatement()) {
            client.setAutoCommit(false);
            statement.execute("INSERT INTO public.orders (note) VALUES ('never acknowledged')");

            HoldResult result = ground.run(folder, "");

            assertThat(result.crossed()).as(result.toString()).isTrue();
            assertThat(result.facts()).containsKey("transactions_ended");
            assertThatThrownBy(client::commit).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void a_follower_that_dies_while_clients_wait_is_not_needed_to_let_them_go_on() throws Exception {
        HoldFolder folder = ground.order(BUDGET);
        Side follower = ground.following();
        Process hold = ground.launch(folder, "wait:before-drain");
        ground.awaitReached(folder, hold);
        ground.crash(follower);
        Files.createFile(folder.path().resolve("go"));
        try {
            HoldResult result = ground.ended(folder, hold);

            assertThat(result.crossed()).isFalse();
            assertThat(result.notes()).anyMatch(note -> note.contains("slots of the way back may be left"));
            ground.awaitProgress();
        } finally {
            ground.start(follower);
        }
    }

    @Test
    void the_side_that_shall_serve_is_started_where_it_dies_right_behind_the_crossing() throws Exception {
        HoldFolder folder = ground.order(BUDGET);
        Process hold = ground.launch(folder, "wait:after-cross");
        ground.awaitReached(folder, hold);
        ground.crash(ground.following());
        Files.createFile(folder.path().resolve("go"));

        HoldResult result = ground.ended(folder, hold);

        assertThat(result.crossed()).as(result.toString()).isTrue();
        assertThat(result.facts()).containsEntry("way_back", "open");
    }

    /** What the server was before its fence is forgotten behind a lowering that succeeded, never behind one that was refused. */
    @Test
    void an_undo_that_cannot_open_the_server_at_once_does_once_it_can() throws Exception {
        HoldFolder folder = ground.order(BUDGET);
        String rules = ground.serving().data().resolve("pg_hba.conf").toString();
        Process hold = ground.launch(folder, "wait:before-drain");
        ground.awaitReached(folder, hold);
        attribute("+i", rules);
        try {
            folder.decision().claim(Decision.UNDO);
            Files.createFile(folder.path().resolve("go"));
            await().atMost(BUDGET).until(() -> folder.progress().contains("hindered in undo of fence"));
        } finally {
            attribute("-i", rules);
        }

        HoldResult result = ground.ended(folder, hold);

        assertUndone(result, HoldErrors.UNDONE.text());
        assertNothingIsLeft(folder);
    }

    /** Of the file system: nobody renames over a file that is immutable. */
    private static void attribute(String change, String file) throws Exception {
        assertThat(new ProcessBuilder("chattr", change, file)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void a_prepared_transaction_undoes_it() throws Exception {
        Side serving = ground.serving();
        HoldFolder folder = ground.order(BUDGET);
        Process hold = ground.launch(folder, "wait:before-pause");
        ground.awaitReached(folder, hold);
        OnlineGround.run(
                serving,
                "app1",
                "BEGIN",
                "INSERT INTO public.orders (note) VALUES ('x')",
                "PREPARE TRANSACTION 'left'");
        Files.createFile(folder.path().resolve("go"));
        try {
            assertUndone(ground.ended(folder, hold), "BLY-3620");
        } finally {
            OnlineGround.run(serving, "app1", "ROLLBACK PREPARED 'left'");
        }
    }

    /** Its table can be read on the follower, and not be written. */
    @Test
    void a_marker_that_does_not_arrive_undoes_it() throws Exception {
        HoldFolder folder = ground.order(Duration.ofSeconds(3));
        Process hold = ground.launch(folder, "wait:before-pause");
        ground.awaitReached(folder, hold);
        try (Session blocking = OnlineGround.server(ground.following()).open("app2")) {
            blocking.execute("BEGIN");
            blocking.execute("LOCK TABLE " + OnlineGround.NAMES.marker() + " IN EXCLUSIVE MODE");
            Files.createFile(folder.path().resolve("go"));

            HoldResult result = ground.ended(folder, hold);

            assertThat(result.crossed()).isFalse();
            assertThat(result.code()).isIn("BLY-3334", HoldErrors.PAST_BUDGET.text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"late:after-fence", "late:after-drain", "fail:before-cross", "fail:after-warm"})
    void what_takes_too_long_or_fails_is_undone(String failpoint) throws Exception {
        HoldFolder folder = ground.order(Duration.ofSeconds(3));

        HoldResult result = ground.run(folder, failpoint);

        assertThat(result.crossed()).isFalse();
        assertThat(result.code())
                .isEqualTo((failpoint.startsWith("late") ? HoldErrors.PAST_BUDGET : HoldErrors.UNDONE).text());
        assertNothingIsLeft(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after-prepare",
                "after-warm",
                "after-pause",
                "after-fence",
                "after-drain",
                "before-cross",
                "after-cross",
                "after-open",
                "after-release",
                "after-turn"
            })
    void killed_anywhere_it_is_settled_by_another_process_and_never_are_both_open(String place) throws Exception {
        HoldFolder folder = ground.order(BUDGET);
        Side from = ground.serving();
        Side to = ground.following();
        Process hold = ground.launch(folder, "wait:" + place);
        ground.awaitReached(folder, hold);

        hold.destroyForcibly().waitFor();

        assertThat(ground.isOpen(from) && ground.isOpen(to)).isFalse();
        boolean crossed = folder.decision().standing().equals(java.util.Optional.of(Decision.COMMIT));
        HoldResult result = ground.settle(folder);

        assertThat(result.crossed()).isEqualTo(crossed);
        assertThat(result.crossed())
                .isEqualTo(List.of("after-cross", "after-open", "after-release", "after-turn")
                        .contains(place));
        assertThat(ground.isOpen(from)).isEqualTo(!crossed);
        assertThat(ground.isOpen(to)).isEqualTo(crossed);
        if (!crossed) {
            assertNothingIsLeft(folder);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void without_a_way_back_nothing_of_the_run_is_left_on_either_side() throws Exception {
        HoldResult result = ground.run(ground.order(BUDGET, Duration.ZERO, false), "");

        assertThat(result.crossed()).as(result.toString()).isTrue();
        assertThat(result.facts()).containsEntry("way_back", "closed");
        follows = false;
        for (Side side : List.of(ground.serving(), ground.following())) {
            assertThat(new Publishing(OnlineGround.server(side), OnlineGround.NAMES)
                            .look()
                            .isNothing())
                    .isTrue();
            assertThat(OnlineGround.value(side, "app1", "SELECT count(*) FROM pg_subscription"))
                    .isEqualTo("0");
        }
    }

    private static void assertUndone(HoldResult result, String code) {
        assertThat(result.crossed()).isFalse();
        assertThat(result.code()).as(result.toString()).isEqualTo(code);
    }

    /** Of the other direction, of the fence, of what was written ahead. */
    private static void assertNothingIsLeft(HoldFolder folder) throws IOException {
        OnlineOrder order = (OnlineOrder) folder.order().orElseThrow();
        assertThat(new Publishing(OnlineGround.server(order.to()), OnlineGround.NAMES)
                        .look()
                        .slots())
                .isEmpty();
        assertThat(OnlineGround.value(order.from(), "app1", "SELECT count(*) FROM pg_subscription"))
                .isEqualTo("0");
        assertThat(order.from().fence()).doesNotExist();
        assertThat(order.from().data().resolve(".pg_hba.conf.belay")).doesNotExist();
        assertThat(order.to().data().resolve(".pg_hba.conf.belay")).doesNotExist();
    }
}
