package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.host.WorkerIdentity.Poll;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerIdentityTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    @TempDir
    private Path state;

    @Test
    void a_state_folder_keeps_its_mark() {
        WorkerIdentity first = WorkerIdentity.of("db1", state);

        assertThat(WorkerIdentity.of("db1", state)).isEqualTo(first);
        assertThat(first.rival(List.of(poll(first, 1)), NOW)).isEmpty();
    }

    @Test
    void another_machine_or_another_state_folder_under_the_same_host_name_is_a_rival() {
        WorkerIdentity own = new WorkerIdentity("db1", "m1", "alpha");

        assertThat(own.rival(List.of(poll(new WorkerIdentity("db1", "m2", "beta"), 1)), NOW))
                .hasValueSatisfying(rival -> assertThat(rival).contains("machine `beta`"));
        assertThat(own.rival(List.of(poll(new WorkerIdentity("db1", "m2", "alpha"), 1)), NOW))
                .isPresent();
        assertThat(own.rival(List.of(poll(new WorkerIdentity("db1", "m1", "beta"), 1)), NOW))
                .as("a machine that was copied whole")
                .isPresent();
    }

    @Test
    void another_host_an_older_poll_and_a_poller_of_another_make_are_none() {
        WorkerIdentity own = new WorkerIdentity("db1", "m1", "alpha");

        assertThat(own.rival(
                        List.of(
                                poll(new WorkerIdentity("db2", "m2", "beta"), 1),
                                poll(new WorkerIdentity("db1", "m2", "beta"), 76),
                                new Poll("4711@beta", NOW)),
                        NOW))
                .isEmpty();
    }

    private static Poll poll(WorkerIdentity identity, int secondsAgo) {
        return new Poll(identity.text(), NOW.minusSeconds(secondsAgo));
    }
}
