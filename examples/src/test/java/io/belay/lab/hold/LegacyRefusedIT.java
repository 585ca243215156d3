package io.belay.lab.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.lab.Lab;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.lab.Profile;
import io.belay.lab.Sql;
import io.belay.lab.online.OnlinePlan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A cluster as old applications leave it, and the plan that would promote it online: preflight refuses, table by table, and what it
 * prints makes the plan possible. In the order of the story.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // made before the first test
class LegacyRefusedIT {

    private static final String DATABASE = "legacy";
    private static final Duration COUNTED = Duration.ofMinutes(1);

    private Lab lab;
    private StepResult refused;

    @BeforeAll
    void ask() {
        LabNeeds.loopDevices();
        lab = Lab.open(
                LabWish.usual().with(Profile.ORDERS_LEGACY, 1).withoutTemporal(),
                sentence -> System.out.println("  lab: " + sentence));
        // The server counts what was updated a moment late.
        await().atMost(COUNTED)
                .ignoreExceptions()
                .until(() -> number("SELECT pg_stat_get_tuples_updated('counter'::regclass)") >= 100);
        refused = preflight("refused");
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    private StepResult preflight(String run) {
        return new StepBench(lab.hostConfiguration(), lab.writePlan("online", OnlinePlan.steps("1d")), run)
                .carryOut("preflight", 1);
    }

    private long number(String query) throws SQLException {
        try (Sql sql = lab.cluster().open(DATABASE)) {
            return sql.number(query);
        }
    }

    @Test
    @Order(1)
    void each_table_each_large_object_and_each_unlogged_table_is_named() {
        assertThat(refused.outcome()).as(refused.toString()).isEqualTo(Outcome.FAILED);
        assertThat(refused.fault()).isEqualTo("SNAPSHOT");
        assertThat(refused.findings())
                .filteredOn(finding -> finding.object().startsWith(DATABASE + ": "))
                .extracting(finding -> finding.code() + " " + finding.severity() + " " + finding.object())
                .filteredOn(words -> !words.contains(" note "))
                .containsExactlyInAnyOrder(
                        "BLY-2107 blocker legacy: public.counter",
                        "BLY-2107 warning legacy: public.log_line",
                        "BLY-2107 warning legacy: public.measure",
                        "BLY-2107 warning legacy: public.measure_2025",
                        "BLY-2107 warning legacy: public.measure_2026",
                        "BLY-2107 warning legacy: public.order_old",
                        "BLY-2109 blocker legacy: large objects",
                        "BLY-2109 blocker legacy: public.scan.content",
                        "BLY-2039 warning legacy: public.session");
    }

    @Test
    @Order(1)
    void what_is_refused_is_the_data_and_not_how_the_lab_is_set_up() {
        assertThat(refused.findings())
                .filteredOn(finding -> finding.severity().equals("blocker"))
                .allMatch(finding -> finding.object().startsWith(DATABASE + ": "));
    }

    @Test
    @Order(2)
    void behind_the_sql_that_comes_with_each_finding_the_very_plan_passes() throws SQLException {
        List<FindingReport> tables = refused.findings().stream()
                .filter(finding -> finding.object().startsWith(DATABASE + ": public."))
                .filter(finding -> !finding.severity().equals("note"))
                .toList();
        assertThat(tables)
                .hasSize(8)
                .allSatisfy(finding ->
                        assertThat(finding.remedy()).as(finding.object()).isNotBlank())
                .allSatisfy(finding ->
                        assertThat(finding.undo()).as(finding.object()).isNotBlank());
        try (Sql sql = lab.cluster().open(DATABASE)) {
            for (FindingReport finding : tables) {
                sql.execute(finding.remedy());
            }
            // As the finding says: the application's own part, once its rows hold the content themselves.
            sql.execute("ALTER TABLE scan DROP COLUMN content CASCADE");
            sql.execute("DROP TRIGGER IF EXISTS scan_content ON scan");
            sql.execute("SELECT lo_unlink(oid) FROM pg_largeobject_metadata");
        }

        StepResult passed = preflight("corrected");

        assertThat(passed.outcome()).as(passed.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(passed.findings())
                .filteredOn(finding -> finding.object().startsWith(DATABASE + ": public."))
                .allMatch(finding -> finding.severity().equals("note"));
    }
}
