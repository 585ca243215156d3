package io.belay.workers.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.clients.ClientLook.Seen;
import io.belay.workers.clients.ClientSight.Through;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSamplesTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static final ClientSight REPORT =
            new ClientSight("10.0.0.7", "orders", "reporting", "nightly \"report\"\n", false, Through.NO_POOLER);

    @TempDir
    Path state;

    private static ClientSample sample(Instant at) {
        return new ClientSample(at, List.of(REPORT), 2);
    }

    private Path file() {
        return state.resolve("clients").resolve("orders.jsonl");
    }

    @Test
    void looks_come_back_as_they_were_oldest_first_and_by_cluster() {
        ClientSamples samples = new ClientSamples(state);

        samples.add("orders", sample(NOON.minusSeconds(90_000)));
        samples.add("orders", sample(NOON.minusSeconds(3600)));
        samples.add("orders", sample(NOON));
        samples.add("billing", sample(NOON));

        assertThat(new ClientSamples(state).since("orders", NOON.minusSeconds(86_400)))
                .containsExactly(sample(NOON.minusSeconds(3600)), sample(NOON));
        assertThat(samples.since("nobody", Instant.EPOCH)).isEmpty();
    }

    @Test
    void nobody_but_the_worker_may_read_them() throws IOException {
        new ClientSamples(state).add("orders", sample(NOON));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void of_very_many_looks_the_newest_stay() throws IOException {
        ClientSamples samples = new ClientSamples(state, 4096);
        for (int i = 0; i < 200; i++) {
            samples.add("orders", sample(NOON.plusSeconds(i)));
        }

        List<ClientSample> kept = samples.since("orders", Instant.EPOCH);

        assertThat(Files.size(file())).isLessThanOrEqualTo(4096);
        assertThat(kept.get(kept.size() - 1).at()).isEqualTo(NOON.plusSeconds(199));
        assertThat(kept).hasSizeGreaterThan(5).isSortedAccordingTo(java.util.Comparator.comparing(ClientSample::at));
    }

    @Test
    void a_line_that_a_crash_cut_short_costs_itself_only() throws IOException {
        ClientSamples samples = new ClientSamples(state);
        samples.add("orders", sample(NOON));
        Files.writeString(file(), "{\"at\":\"2026-11-22T12:0", StandardOpenOption.APPEND);

        samples.add("orders", sample(NOON.plusSeconds(60)));

        assertThat(samples.since("orders", Instant.EPOCH)).containsExactly(sample(NOON), sample(NOON.plusSeconds(60)));
    }

    @Test
    void a_look_tells_alike_sessions_once_and_says_who_opened_them() {
        ClientSight unknown = new ClientSight("10.0.0.7", "orders", "app", "", false, Through.UNKNOWN);
        ClientLook look = new ClientLook(
                List.of(new Seen(11, true, unknown), new Seen(12, true, unknown), new Seen(13, false, unknown)));

        assertThat(look.sample(NOON, Optional.empty()).sights()).containsExactly(unknown);
        assertThat(look.sample(NOON, Optional.empty()).hidden()).isEqualTo(1);
        assertThat(look.sample(NOON, Optional.of(Set.of(11L, 13L))).sights())
                .extracting(ClientSight::through)
                .containsExactly(Through.POOLER, Through.NO_POOLER);
        assertThat(look.isAllOf(Set.of(11L, 12L, 13L))).isTrue();
        assertThat(look.isAllOf(Set.of(11L))).isFalse();
    }
}
