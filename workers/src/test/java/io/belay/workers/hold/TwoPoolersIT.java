package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.hold.Pooler.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two real PgBouncers before one cluster, the second one pooling by session: all clients of both come over, or none. The cases are
 * one story, in order.
 */
@SuppressWarnings("NullAway.Init") // opened once for all
@TestMethodOrder(OrderAnnotation.class)
class TwoPoolersIT {

    private static final int PORT = 6473;

    private static OnlineGround ground;
    private static PgBouncerAddress bySession;

    @BeforeAll
    static void open() throws IOException {
        ground = OnlineGround.open();
        bySession = ground.anotherPooler("sessions", PORT, "session");
    }

    @AfterAll
    static void close() throws IOException {
        if (ground != null) {
            ground.close();
        }
    }

    @Test
    @Order(1)
    void each_tells_its_own_sessions_and_the_one_what_it_cannot_hold() throws Exception {
        try (Connection client = PooledClients.connect(ground.sockets(), PORT, "app1")) {
            long pid = Long.parseLong(value(client, "SELECT pg_backend_pid()::text"));

            Check sessions = check(bySession);
            Check front = check(ground.front());

            assertThat(sessions.bySession()).containsExactlyInAnyOrder("app1", "app2");
            assertThat(sessions.serving()).contains(pid);
            assertThat(sessions.problems()).isEmpty();
            assertThat(front.bySession()).isEmpty();
            assertThat(front.serving()).isNotEmpty().doesNotContain(pid);
            assertThat(front.problems()).isEmpty();
        }
    }

    private static Check check(PgBouncerAddress address) {
        try (Pooler pooler = address.open(
                ground.host().installation(17).program("psql"),
                ground.host().transcripts(),
                ground.host().runner())) {
            return pooler.check(ground.serving().asLive(), Duration.ofSeconds(2));
        }
    }

    @Test
    @Order(2)
    void a_client_that_stays_connected_by_session_undoes_the_hold_for_all_and_keeps_its_session() throws Exception {
        try (Connection client = PooledClients.connect(ground.sockets(), PORT, "app1")) {
            String before = value(client, "SELECT pg_backend_pid()::text");

            HoldResult result = ground.run(ground.order(Duration.ofSeconds(4)), "");

            assertThat(result.crossed()).isFalse();
            assertThat(result.code()).isEqualTo(HoldErrors.NOT_PAUSED.text());
            assertThat(result.summary()).contains("sessions");
            assertThat(value(client, "SELECT pg_backend_pid()::text")).isEqualTo(before);
            ground.awaitProgress();
            assertThat(ground.clients().failures()).isEmpty();
        }
    }

    @Test
    @Order(3)
    void without_it_all_of_both_come_over_and_back() throws Exception {
        for (int round = 0; round < 2; round++) {
            HoldResult result = ground.run(ground.order(Duration.ofSeconds(20)), "");

            assertThat(result.crossed()).as(result.toString()).isTrue();
            for (PgBouncerAddress pooler : List.of(ground.front(), bySession)) {
                assertThat(Files.readString(pooler.config()))
                        .contains("port=" + ground.serving().port())
                        .doesNotContain("port=" + ground.following().port());
                try (Connection client = PooledClients.connect(ground.sockets(), pooler.port(), "app1")) {
                    assertThat(value(client, "SHOW server_version"))
                            .startsWith(
                                    String.valueOf(ground.serving().programs().major()));
                }
            }
            ground.awaitProgress();
        }
        assertThat(ground.clients().failures()).isEmpty();
        ground.clients().stop();
        ground.caughtUp();
        assertThat(ground.clients().missing(OnlineGround.server(ground.serving())))
                .isZero();
        ground.clients().start();
    }

    private static String value(Connection client, String query) throws SQLException {
        try (Statement statement = client.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
