package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.RunStatus;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.lab.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * An extension whose library only the old version has: the host's fault, not the snapshot's. The extension is a module of
 * PostgreSQL under another name, in copies of the programs that belong to the lab.
 */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class EnvironmentFailureIT {

    private static final String NAME = "soundslike";
    private static final String MODULE = "fuzzystrmatch";

    private House house;
    private RunStatus atPreflight;
    private RunStatus atUpgrade;
    private RunStatus afterwards;
    private String heardWhileFailing;

    @BeforeAll
    void rehearseWithAndWithoutTheLibrary() throws IOException, SQLException {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual().withoutPooler().withOwnPrograms());
        install(13);
        try (Sql sql = house.lab().cluster().open("inventory")) {
            sql.execute("CREATE EXTENSION " + NAME);
        }
        String snapshot = house.snapshot();
        Path plan = house.lab()
                .writePlan(
                        "checked",
                        List.of("{preflight: {}, retry: {launches: 1}}", "snapshot", "clone", "pg_upgrade", "verify"));
        atPreflight = house.rehearse(plan, snapshot);
        Path unchecked = house.lab().writePlan("unchecked", List.of("snapshot", "clone", "pg_upgrade"));
        atUpgrade = house.rehearse(unchecked, snapshot);
        try (Sql sql = house.lab().cluster().open("inventory")) {
            heardWhileFailing = sql.value("SELECT " + NAME + "('Robert')");
        }
        install(17);
        afterwards = house.rehearse(plan, snapshot);
    }

    /** Library, control file and script in one major's folders. */
    private void install(int major) throws IOException {
        Path bin = house.lab().bin(major);
        Path libraries = bin.resolveSibling("lib");
        Path debian = bin.resolve("../../../../share/postgresql")
                .resolve(Integer.toString(major))
                .normalize();
        Path scripts =
                (Files.isDirectory(debian) ? debian : bin.resolve("../share").normalize()).resolve("extension");
        assertThat(bin).startsWith(house.lab().work());
        Files.copy(libraries.resolve(MODULE + ".so"), libraries.resolve(NAME + ".so"));
        Files.writeString(
                scripts.resolve(NAME + ".control"),
                "default_version = '1.0'\nmodule_pathname = '$libdir/" + NAME + "'\nrelocatable = true\n");
        Files.writeString(
                scripts.resolve(NAME + "--1.0.sql"),
                "CREATE FUNCTION " + NAME
                        + "(text) RETURNS text AS 'MODULE_PATHNAME', 'soundex' LANGUAGE C IMMUTABLE STRICT;\n");
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void preflight_names_extension_library_and_database_and_calls_it_the_hosts_fault() {
        assertThat(atPreflight.phase()).isEqualTo("FAILED");
        assertThat(atPreflight.problem().step()).isEqualTo("preflight");
        assertThat(atPreflight.problem().fault()).isEqualTo("ENVIRONMENT");
        assertThat(atPreflight.problem().summary()).contains(NAME);
        assertThat(atPreflight.problem().remedy()).isNotEmpty();
        List<FindingReport> findings = findings(atPreflight, "preflight");
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("BLY-2030");
            assertThat(finding.object()).isEqualTo("inventory: " + NAME);
        });
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("BLY-2031");
            assertThat(finding.object()).contains("$libdir/" + NAME);
            assertThat(finding.statement() + finding.object()).contains("inventory");
        });
    }

    @Test
    void pg_upgrade_names_library_and_database_where_nobody_checked_before() {
        assertThat(atUpgrade.phase()).isEqualTo("FAILED");
        assertThat(atUpgrade.problem().step()).isEqualTo("pg_upgrade");
        assertThat(atUpgrade.problem().code()).isEqualTo("BLY-3321");
        assertThat(atUpgrade.problem().fault()).isEqualTo("ENVIRONMENT");
        assertThat(atUpgrade.problem().object()).contains(NAME);
        assertThat(findings(atUpgrade, "pg_upgrade"))
                .anySatisfy(finding ->
                        assertThat(finding.object()).contains("inventory").contains(NAME));
    }

    @Test
    void live_goes_on_with_the_extension_all_the_while() {
        assertThat(heardWhileFailing).isEqualTo("R163");
        assertThat(house.lab().cluster().isRunning()).isTrue();
    }

    @Test
    void with_the_library_at_the_target_the_same_snapshot_passes() {
        assertThat(afterwards.phase()).as(afterwards.toString()).isEqualTo("COMPLETED");
        assertThat(house.client()
                        .ledger(house.lab().clusterReference())
                        .orElseThrow()
                        .brief()
                        .failing())
                .noneSatisfy(failing -> assertThat(failing.plan()).isEqualTo(afterwards.plan()));
        assertThat(new Traces(house.lab()).left()).isEmpty();
    }

    private List<FindingReport> findings(RunStatus run, String step) {
        return house.client().run(run.run()).orElseThrow().details().stream()
                .filter(detail -> detail.id().equals(step))
                .findFirst()
                .flatMap(ObservedRun.StepDetail::result)
                .orElseThrow()
                .findings();
    }
}
