package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.belay.engine.run.RunStatus;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.lab.Sql;
import io.belay.plans.facts.SavedPlanText;
import io.belay.workers.commands.CommandList;
import io.belay.workers.commands.PlannedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One upgrade from its rehearsal to the end of old live, by the commands that people type, through real Temporal. */
class AppliedToTheEndIT {

    private static final String CLUSTER = "lab/orders";
    private static final Duration LONGEST = Duration.ofMinutes(4);

    @Test
    void approved_it_makes_new_live_says_how_long_clients_were_held_and_lets_old_live_go_on_an_operators_word()
            throws IOException, SQLException {
        LabNeeds.loopDevices();
        try (House house = House.open(LabWish.usual())) {
            assumeThat(house.client().announce("lab").kinds())
                    .as("this host carries out no promotion, so no plan can be applied on it")
                    .contains("promote", "retire");
            Files.writeString(
                    house.lab().work().resolve("fix.sql"), "COMMENT ON TABLE public.named IS 'by the plan';\n");
            orderByAnOldLibrary(house);
            Path plan = house.lab()
                    .writePlan(
                            "to-the-end",
                            List.of(
                                    "preflight",
                                    "snapshot",
                                    "clone",
                                    "pg_upgrade: {mode: link}",
                                    "extensions",
                                    "sql: {file: fix.sql, changes: schema, databases: [orders]}",
                                    "reindex",
                                    "verify",
                                    "approve: {by: change-board}",
                                    "promote: {mode: offline, way_back: none}",
                                    "retire: {after: 1s}"));
            assertThat(house.rehearse(plan, "").phase()).isEqualTo("COMPLETED");
            Path saved = house.lab().work().resolve("to-the-end.saved.json");
            assertThat(as(house, "alice")
                            .run("plan", plan.toString(), "--out", saved.toString())
                            .exit())
                    .isZero();
            CommandList planned = CommandList.of(SavedPlanText.read(house.text(saved)), false);
            Path old = house.lab().cluster().dataDirectory();

            assertThat(as(house, "alice")
                            .run("apply", saved.toString(), "--confirm", CLUSTER)
                            .exit())
                    .isEqualTo(5);
            assertThat(as(house, "dave").run("approve").exit()).isZero();
            String run = house.client().runs(CLUSTER, 1).get(0).status().run();
            RunStatus promoted = untilPersonIsNeeded(house, run);

            assertThat(promoted.promotion().held()).as(house.story(run)).isPositive();
            assertThat(as(house, "dave").run("status", run).out())
                    .containsPattern("new is live since 20.*; clients were held [0-9.]+m?s")
                    .contains("safe     new is live; old live is kept, stopped and untouched")
                    .contains("next     belay retire " + run);
            assertThat(as(house, "alice").run("abort", run).err()).contains("error[BLY-4028]");
            assertThat(old).exists();
            assertRepeated(house);

            assertThat(as(house, "alice").run("retire", run).exit()).isEqualTo(2);
            assertThat(as(house, "alice")
                            .run("retire", run, "--confirm", CLUSTER)
                            .exit())
                    .isZero();
            RunStatus end = house.end(run);
            assertThat(end.phase()).as(house.story(run)).isEqualTo("PROMOTED");
            assertThat(end.safe()).isEqualTo("new is live; old live is gone, its last image is kept");
            assertThat(Files.exists(old)).isFalse();
            assertRunAsListed(planned, run, house);
        }
    }

    /** As behind an upgrade of the host: one index was written under another version of its collation. */
    private static void orderByAnOldLibrary(House house) throws SQLException {
        try (Sql sql = house.lab().cluster().open("orders")) {
            sql.execute("CREATE COLLATION public.rules (provider = icu, locale = 'en')");
            sql.execute("CREATE TABLE public.named (name text COLLATE public.rules)");
            sql.execute("INSERT INTO public.named SELECT 'n' || n FROM generate_series(1, 1000) n");
            sql.execute("CREATE INDEX by_rules ON public.named (name)");
            sql.execute("UPDATE pg_catalog.pg_collation SET collversion = '1.0' WHERE collname = 'rules'");
        }
    }

    /** What the plan's own steps did to the candidate was done to what became live. */
    private static void assertRepeated(House house) throws SQLException {
        try (Sql sql = Sql.open(house.lab().doorToTarget("orders"))) {
            assertThat(sql.number("SELECT count(*) FROM pg_description WHERE objoid = 'public.named'::regclass"
                            + " AND description = 'by the plan'"))
                    .isEqualTo(1);
            assertThat(sql.number("SELECT count(*) FROM pg_collation WHERE collname = 'rules'"
                            + " AND collversion = pg_collation_actual_version(oid)"))
                    .isEqualTo(1);
        }
    }

    /** Every program and statement that was listed of the saved plan, up to the last one of `retire`, in the same order. */
    private static void assertRunAsListed(CommandList planned, String run, House house) {
        Path commands = house.state().resolve("evidence").resolve(run).resolve("commands.jsonl");

        assertThat(planned.parts().stream()
                        .filter(part -> !part.notListed().isEmpty())
                        .map(PlannedPart::step))
                .containsExactly("approve");
        assertThat(ListedAndRun.assertSame(planned.parts(), run, house.text(commands)))
                .containsEntry("run", run)
                .containsEntry("epoch", "1")
                .containsEntry("data directory in it", "17/data")
                .containsKeys("final snapshot", "class path", "admin of the pooler", "usual login retry");
    }

    /** Over the second in which old live is kept by itself. */
    private static RunStatus untilPersonIsNeeded(House house, String run) {
        RunStatus status = house.client().watch(run, LONGEST, seen -> {});
        return status.needsPerson() ? status : house.client().watch(run, LONGEST, seen -> {});
    }

    private static Cli as(House house, String person) {
        Map<String, String> environment = new HashMap<>(house.lab().environment());
        environment.put("BELAY_TEMPORAL_ADDRESS", house.lab().temporal().address());
        environment.put("USER", person);
        environment.put("SUDO_USER", "");
        return new Cli(house.lab().work(), environment);
    }
}
