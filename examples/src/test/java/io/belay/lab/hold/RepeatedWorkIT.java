package io.belay.lab.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.lab.Lab;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.lab.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a plan's own steps did to the candidate is done to new in the hold, or clients go on at live. */
class RepeatedWorkIT {

    private static final List<String> OWN =
            List.of("sql: {file: once.sql, changes: data, databases: [orders]}", "reindex: {what: affected}");

    @SuppressWarnings("NullAway.Init") // made before each test
    private PromotionGround ground;

    @BeforeEach
    void open() throws IOException {
        LabNeeds.loopDevices();
        ground = PromotionGround.open(LabWish.usual(), RepeatedWorkIT::written);
    }

    @AfterEach
    @SuppressWarnings("NullAway") // without root there is none
    void close() throws IOException {
        if (ground != null) {
            ground.close();
        }
    }

    @Test
    void what_live_does_not_bear_any_more_is_undone_and_what_it_bears_is_in_new_with_what_it_wrote_since()
            throws IOException, SQLException {
        Files.writeString(ground.lab().work().resolve("once.sql"), """
                INSERT INTO public.named SELECT 'of ' || count(*) FROM public.named;
                ALTER TABLE public.named ADD CONSTRAINT bounded CHECK (length(name) < 20);
                """);
        StepBench bench = ground.bench(ground.plan("own", "budget: {hold: 110s, margin: 1x}\n", OWN));
        StepResult script = bench.carryOut("sql", 1);
        assertThat(script.outcome()).as(script.toString()).isEqualTo(Outcome.SUCCEEDED);
        StepResult rebuild = bench.carryOut("reindex", 1);
        assertThat(rebuild.outcome()).as(rebuild.toString()).isEqualTo(Outcome.SUCCEEDED);
        int rebuilt = Integer.parseInt(rebuild.facts().getOrDefault("rebuilt", "0"));
        assertThat(rebuilt).isPositive();
        live("INSERT INTO public.named VALUES ('longer than twenty characters')");
        live("CREATE INDEX made_since ON public.named (upper(name) COLLATE public.rules)");
        long acknowledged = ground.load().seen().acknowledged();

        StepResult refused = bench.carryOut("promote", 1);

        assertThat(refused.code()).as(refused.toString()).isEqualTo("BLY-3617");
        assertThat(refused.summary()).contains("once.sql", "23514", "in line 2", "Live is open again");
        ground.assertNothingHappened(acknowledged);

        live("DELETE FROM public.named WHERE length(name) >= 20");
        StepResult promoted = bench.carryOut("promote", 2);

        assertThat(promoted.outcome()).as(promoted.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(promoted.facts())
                .containsKeys("held_repeat.sql", "held_repeat.reindex")
                .containsEntry("rebuilt_reindex", String.valueOf(rebuilt + 1));
        try (Sql sql = Sql.open(ground.lab().doorToTarget("orders"))) {
            assertThat(sql.number("SELECT count(*) FROM public.named WHERE name = 'of 1000'"))
                    .isEqualTo(1);
            assertThat(sql.number("SELECT count(*) FROM pg_collation WHERE collname = 'rules'"
                            + " AND collversion = pg_collation_actual_version(oid)"))
                    .isEqualTo(1);
        }
        ground.assertPromotedWithoutLoss();
    }

    private void live(String statement) throws SQLException {
        try (Sql sql = ground.lab().cluster().open("orders")) {
            sql.execute(statement);
        }
    }

    /** Under a version of the collation that the library has no more. */
    private static void written(Lab lab) {
        try (Sql sql = lab.cluster().open("orders")) {
            sql.execute("CREATE COLLATION public.rules (provider = icu, locale = 'en')");
            sql.execute("CREATE TABLE public.named (name text COLLATE public.rules)");
            sql.execute("INSERT INTO public.named SELECT 'n' || n FROM generate_series(1, 1000) n");
            sql.execute("CREATE INDEX by_rules ON public.named (name)");
            sql.execute("UPDATE pg_catalog.pg_collation SET collversion = '1.0' WHERE collname = 'rules'");
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
