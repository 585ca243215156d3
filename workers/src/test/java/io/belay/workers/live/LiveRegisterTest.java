package io.belay.workers.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.Connection;
import io.belay.plans.model.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveRegisterTest {

    private static final Path OLD = Path.of("/srv/pg/orders/13/data");
    private static final Path NEW = Path.of("/srv/pg/orders-17/17/data");
    private static final Instant CROSSING = Instant.parse("2026-11-21T02:00:00Z");

    @TempDir
    private Path state;

    @Test
    void without_an_entry_the_host_file_says_who_is_live() {
        LiveSide side = register().resolve(configured(OLD, 5432));

        assertThat(side).isEqualTo(new LiveSide(OLD, connection(5432), Optional.empty()));
    }

    @Test
    void behind_a_crossing_new_is_live_though_the_host_file_still_names_old() {
        register().crossed("orders", now(5433));

        LiveSide side = register().resolve(configured(OLD, 5432));

        assertThat(side.dataDirectory()).isEqualTo(NEW);
        assertThat(side.connect()).isEqualTo(connection(5433));
        assertThat(side.crossed()).contains(now(5433));
    }

    @Test
    void a_host_file_that_was_brought_up_to_date_agrees() {
        register().crossed("orders", now(5433));

        assertThat(register().resolve(configured(NEW, 5433)).dataDirectory()).isEqualTo(NEW);
    }

    @Test
    void a_host_file_that_names_new_through_a_link_agrees() throws IOException {
        Path data = Files.createDirectories(state.resolve("real/data"));
        Path link = Files.createSymbolicLink(state.resolve("link"), data);
        LiveNow now = new LiveNow(
                17, data.toRealPath(), 5432, "2", "run-1", CROSSING, new LiveNow.Named(OLD, 5432), List.of());
        register().crossed("orders", now);

        assertThat(register().resolve(configured(link, 5432)).dataDirectory()).isEqualTo(data.toRealPath());
    }

    @Test
    void a_host_file_that_names_a_third_cluster_or_half_of_one_is_refused() {
        register().crossed("orders", now(5433));

        for (Cluster changed :
                List.of(configured(Path.of("/srv/pg/other"), 5432), configured(OLD, 5434), configured(NEW, 5432))) {
            assertThatThrownBy(() -> register().resolve(changed))
                    .isInstanceOfSatisfying(
                            LiveFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo(LiveErrors.HOST_FILE_DISAGREES))
                    .hasMessageContaining(NEW.toString())
                    .hasMessageContaining("run-1")
                    .hasMessageContaining("Nothing was done");
        }
    }

    @Test
    void an_entry_is_read_back_whole() {
        register().crossed("orders", now(5433));

        assertThat(register().of("orders")).contains(now(5433));
        assertThat(register().of("billing")).isEmpty();
    }

    @Test
    void retiring_marks_old_and_leaves_who_is_live() {
        Instant later = CROSSING.plusSeconds(60);
        register().crossed("orders", now(5433));

        register().retired("orders", "another-run", later);
        register().retired("orders", "run-1", later);
        register().retired("orders", "run-1", later.plusSeconds(1));

        LiveNow after = register().of("orders").orElseThrow();
        assertThat(after.dataDirectory()).isEqualTo(NEW);
        assertThat(after.replacedBy("run-1").orElseThrow().retired()).contains(later);
    }

    @Test
    void an_entry_that_cannot_be_read_is_never_taken_for_none() throws IOException {
        register().crossed("orders", now(5433));
        Path file = state.resolve("live/orders.json");
        String whole = Files.readString(file);

        for (String broken : List.of(
                "", "{", whole.replace("\"format\" : 1", "\"format\" : 2"), whole.replace("\"orders\"", "\"x\""))) {
            Files.writeString(file, broken);
            assertThatThrownBy(() -> register().of("orders"))
                    .isInstanceOfSatisfying(
                            LiveFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo(LiveErrors.REGISTER_UNREADABLE))
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void a_name_never_leaves_the_registers_folder() {
        assertThatThrownBy(() -> register().of("../../etc/x")).isInstanceOf(IllegalArgumentException.class);
    }

    private LiveRegister register() {
        return new LiveRegister(state);
    }

    private static LiveNow now(int port) {
        OldLive old = new OldLive(
                "run-1",
                CROSSING,
                13,
                "1",
                "0/1234ABC",
                Path.of("/srv/pg/orders"),
                OLD,
                Optional.of(Path.of("/srv/pg/orders/wal")),
                Map.of("16400", Path.of("/srv/pg/orders/ts")),
                5432,
                Optional.empty());
        return new LiveNow(17, NEW, port, "2", "run-1", CROSSING, new LiveNow.Named(OLD, 5432), List.of(old));
    }

    private static Connection connection(int port) {
        return new Connection(
                Optional.of(Path.of("/run/postgresql")), Optional.empty(), port, "belay", Optional.empty());
    }

    private static Cluster configured(Path data, int port) {
        return new Cluster(
                "orders",
                "postgres",
                data,
                Optional.empty(),
                Map.of(),
                connection(port),
                new Service.PgCtl(),
                List.of(),
                List.of(),
                Map.of(),
                List.of());
    }
}
