package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.hold.PgBouncerFile.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PgBouncerCheckTest {

    private final PgBouncerCheck check =
            new PgBouncerCheck("p", new LiveAddress(List.of(Path.of("/run/pg")), 5432), Path.of("/run/pg"));

    @Test
    void what_points_at_live_is_known_by_socket_loopback_and_port() {
        assertThat(check.databases(List.of(
                        Map.of("name", "socket", "host", "/run/pg", "port", "5432"),
                        Map.of("name", "usual", "host", "", "port", "5432"),
                        Map.of("name", "loopback", "host", "127.0.0.1", "port", "5432"),
                        Map.of("name", "port", "host", "/run/pg", "port", "5433"),
                        Map.of("name", "folder", "host", "/run/other", "port", "5432"),
                        Map.of("name", "pgbouncer", "host", "", "port", "6432"))))
                .containsExactly("socket", "usual", "loopback");
    }

    @Test
    void an_entry_that_only_runs_and_one_for_all_names_are_refused() {
        Entry known = new Entry("a", Optional.of("/run/pg"), 5432, Optional.empty());
        Entry moved = new Entry("b", Optional.of("/run/pg"), 5433, Optional.empty());
        Entry all = new Entry("*", Optional.of("/run/pg"), 5432, Optional.empty());

        assertThat(check.entries(List.of("a"), List.of(known, moved))).isEmpty();
        assertThat(check.entries(List.of("a", "b"), List.of(known, moved))).hasSize(1);
        assertThat(check.entries(List.of("a"), List.of(known, all))).hasSize(1);
        assertThat(check.entries(List.of(), List.of(known))).hasSize(1);
    }

    @Test
    void a_wait_must_outlast_the_budget_and_its_undo() {
        assertThat(check.settings(Map.of("query_wait_timeout", "120"), Duration.ofSeconds(110)))
                .isEmpty();
        assertThat(check.settings(Map.of("query_wait_timeout", "0"), Duration.ofHours(1)))
                .isEmpty();
        assertThat(check.settings(Map.of("query_wait_timeout", "120"), Duration.ofSeconds(111)))
                .extracting(Pooler.Problem::code)
                .containsExactly(HoldErrors.POOLER_SETTING);
    }

    @Test
    void pooling_by_session_is_said_in_words() {
        Map<String, String> row = Map.of("name", "a", "host", "/run/pg", "port", "5432", "pool_mode", "");

        List<String> bySession = check.bySession(Map.of("pool_mode", "session"), List.of(row));

        assertThat(bySession).containsExactly("a");
        assertThat(check.notes(bySession)).hasSize(1).first().asString().contains("once they disconnect");
        assertThat(check.bySession(Map.of("pool_mode", "transaction"), List.of(row)))
                .isEmpty();
        assertThat(check.bySession(
                        Map.of("pool_mode", "transaction"),
                        List.of(Map.of("name", "a", "host", "/run/pg", "port", "5432", "pool_mode", "session"))))
                .containsExactly("a");
    }
}
