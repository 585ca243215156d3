package io.belay.workers.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServerMessagesTest {

    private static final List<Placed> SETTINGS = List.of(
            new Placed("work_mem", "1MB", "/a/postgresql.conf:3"),
            new Placed("wal_keep_segments", "3", "/a/conf.d/x.conf:7"),
            new Placed("max_connections", "many", "target.settings of the plan"));

    @Test
    void unknown_names_are_found_by_line_and_refused_values_by_name() {
        String said = """
                2026-11-21 15:00:00.000 GMT [1] LOG:  unrecognized configuration parameter "wal_keep_segments" in file "/t/postgresql.conf" line 2
                2026-11-21 15:00:00.000 GMT [1] LOG:  invalid value for parameter "max_connections": "many"
                2026-11-21 15:00:00.000 GMT [1] HINT:  a number is meant
                2026-11-21 15:00:00.000 GMT [1] FATAL:  configuration file "/t/postgresql.conf" contains errors
                """;

        assertThat(ServerMessages.problems(said, SETTINGS))
                .extracting(Dress.Problem::toString)
                .containsExactly(
                        "/a/conf.d/x.conf:7 `wal_keep_segments`: the target says: unrecognized configuration parameter"
                                + " \"wal_keep_segments\"",
                        "target.settings of the plan `max_connections`: the target says: invalid value for parameter"
                                + " \"max_connections\": \"many\" (a number is meant)");
    }

    @Test
    void what_names_no_setting_is_still_said() {
        assertThat(ServerMessages.problems("FATAL:  something else", SETTINGS))
                .singleElement()
                .satisfies(problem -> assertThat(problem.setting()).isEmpty());
    }
}
