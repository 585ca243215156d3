package io.belay.lab.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.lab.LabNeeds;
import io.belay.lab.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a promotion is refused for, before anything is touched; and that it is not refused when all is well. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // made before the first test
class RefusedPromotionIT {

    private PromotionGround ground;

    @BeforeAll
    void open() throws IOException {
        LabNeeds.loopDevices();
        ground = PromotionGround.open();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() throws IOException {
        if (ground != null) {
            ground.close();
        }
    }

    private StepResult prepare(StepBench bench) {
        return bench.step("promote").prepare(bench.context("promote", 1));
    }

    private void assertRefused(String code, StepBench bench) {
        StepResult result = prepare(bench);
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.FAILED);
        assertThat(result.code()).as(result.toString()).isEqualTo(code);
        assertThat(result.summary()).contains("Nothing was done");
    }

    @Test
    void all_is_well() {
        StepResult result = prepare(ground.bench());

        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void a_console_that_does_not_answer() throws IOException {
        assertRefused("BLY-3600", ground.benchWithHost("port: 6432, user: belay", "port: 6499, user: belay"));
    }

    @Test
    void a_wait_that_is_longer_than_the_pooler_lets_clients_wait() {
        assertRefused("BLY-3601", ground.bench(ground.plan("long", "budget: {hold: 5m}\n")));
    }

    @Test
    void an_entry_that_is_not_in_the_file() throws IOException {
        Path ini = ground.lab().pooler().configurationFile();
        String before = Files.readString(ini);
        try {
            Files.writeString(ini, before.replace("inventory = ", "other = "));
            assertRefused("BLY-3602", ground.bench());
        } finally {
            Files.writeString(ini, before);
        }
    }

    @Test
    void clients_that_do_not_come_through_the_pooler_unless_the_plan_accepts_it() throws SQLException {
        try (Sql direct = Sql.open(ground.lab().cluster().doorAs("orders", "app"))) {
            assertThat(direct.number("SELECT 1")).isEqualTo(1);
            assertRefused("BLY-3603", ground.bench());
            StepResult accepted =
                    prepare(ground.bench(ground.plan("accepting", "budget: {hold: 1m}\nclients: {direct: accept}\n")));
            assertThat(accepted.outcome()).as(accepted.toString()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(accepted.summary()).contains("lose their connection");
        }
    }

    @Test
    void a_prepared_transaction() throws SQLException {
        try (Sql sql = ground.lab().cluster().open("orders")) {
            sql.execute("BEGIN");
            sql.execute("CREATE TABLE public.half (n int)");
            sql.execute("PREPARE TRANSACTION 'half'");
        }
        try {
            assertRefused("BLY-3604", ground.bench());
        } finally {
            try (Sql sql = ground.lab().cluster().open("orders")) {
                sql.execute("ROLLBACK PREPARED 'half'");
            }
        }
    }

    @Test
    void a_replication_slot() throws SQLException {
        try (Sql sql = ground.lab().cluster().open("postgres")) {
            sql.number("SELECT count(*) FROM pg_create_physical_replication_slot('s1')");
        }
        try {
            assertRefused("BLY-3605", ground.bench());
        } finally {
            try (Sql sql = ground.lab().cluster().open("postgres")) {
                sql.number("SELECT count(pg_drop_replication_slot('s1'))");
            }
        }
    }

    @Test
    void a_backup_that_runs() throws SQLException {
        try (Sql sql = ground.lab().cluster().open("postgres")) {
            sql.number("SELECT count(*) FROM pg_start_backup('nightly', true)");
        }
        try {
            assertRefused("BLY-3606", ground.bench());
        } finally {
            try (Sql sql = ground.lab().cluster().open("postgres")) {
                sql.number("SELECT count(pg_stop_backup())");
            }
        }
    }

    @Test
    void a_target_that_the_host_does_not_name() throws IOException {
        assertRefused("BLY-3607", ground.benchWithHost("      17: {", "      18: {"));
    }

    @Test
    void a_target_where_something_is() throws IOException {
        Path data = Files.createDirectories(ground.lab().targetDataDirectory());
        try {
            assertRefused("BLY-3608", ground.bench());
        } finally {
            Files.delete(data);
            Files.delete(ground.finalRoot().resolve("17"));
            Files.delete(ground.finalRoot());
        }
    }

    @Test
    void a_port_that_is_in_use() throws IOException {
        Path socket = ground.lab()
                .cluster()
                .socketFolder()
                .resolve(".s.PGSQL." + ground.lab().targetPort());
        Files.createFile(socket);
        try {
            assertRefused("BLY-3609", ground.bench());
        } finally {
            Files.delete(socket);
        }
    }

    @Test
    void a_budget_that_the_rehearsed_times_do_not_fit() {
        assertRefused("BLY-3610", ground.bench(ground.plan("tiny", "budget: {hold: 1ms}\n")));
    }
}
