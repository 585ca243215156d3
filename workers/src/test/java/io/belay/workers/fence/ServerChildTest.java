package io.belay.workers.fence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which processes are the server's own by their title alone. */
class ServerChildTest {

    private static boolean isOwn(String title, String cluster) {
        return new ServerChild(1, title).isServersOwn(cluster);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres: checkpointer",
                "postgres: stats collector",
                "postgres: archiver",
                "postgres: archiver last was 000000010000000000000003",
                "postgres: startup recovering 000000010000000000000003",
                "postgres: logical replication launcher",
                "postgres: io worker 2"
            })
    void the_server_has_helpers(String title) {
        assertThat(isOwn(title, "")).isTrue();
        assertThat(isOwn(title.replace("postgres: ", "postgres: main: "), "main"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/lib/postgresql/13/bin/postgres -D /data",
                "postgres: app orders 10.0.0.1(51234) authentication",
                "postgres: checkpointer orders [local] idle",
                "postgres: archiver orders [local] idle",
                "postgres: pg_cron launcher",
                "postgres: main: checkpointer"
            })
    void nobody_else_is_taken_for_one(String title) {
        assertThat(isOwn(title, "")).isFalse();
    }
}
