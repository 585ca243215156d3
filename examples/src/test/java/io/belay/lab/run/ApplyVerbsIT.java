package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.RunStatus;
import io.belay.lab.FailingObject;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.lab.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What a person decides about an upgrade, by the commands that a person types, on a real cluster and a real Temporal. The tests are
 * one story and run in its order: a failure of the environment, a failure of the data, and what is refused.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class ApplyVerbsIT {

    private static final String NAME = "soundslike";
    private static final String MODULE = "fuzzystrmatch";
    private static final String CLUSTER = "lab/orders";
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private House house;
    private Path plan;
    private String run = "";

    @BeforeAll
    void rehearseGreen() throws IOException, SQLException {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual().withOwnPrograms());
        assumeThat(house.client().announce("lab").kinds())
                .as("this host carries out no promotion, so no plan can be applied on it")
                .contains("promote");
        install(13);
        install(17);
        try (Sql sql = house.lab().cluster().open("inventory")) {
            sql.execute("CREATE EXTENSION " + NAME);
        }
        plan = house.lab()
                .writePlan(
                        "applied",
                        List.of(
                                "preflight",
                                "snapshot",
                                "clone",
                                "{id: before-upgrade, approve: {by: change-board}}",
                                "pg_upgrade: {mode: link}",
                                "verify",
                                "approve: {by: change-board, asks: \"There is no way back. Promote?\"}",
                                "promote: {mode: offline, way_back: none}"));
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    @Order(1)
    void a_plan_that_was_not_rehearsed_is_refused_with_the_command_that_rehearses_it() {
        Cli.Answer answer = as("alice").run("apply", plan.toString(), "--confirm", CLUSTER);

        assertThat(answer.exit()).isEqualTo(4);
        assertThat(answer.err())
                .contains("error[BLY-4030]")
                .contains("run `belay rehearse " + plan + "` first")
                .contains("nothing was started");
        assertThat(house.client().runs(CLUSTER, 5)).isEmpty();
        assertThat(house.rehearse(plan, "").phase()).isEqualTo("COMPLETED");
    }

    @Test
    @Order(2)
    void without_the_clusters_name_nothing_is_started() {
        Cli.Answer answer = as("alice").run("apply", plan.toString());

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).contains("POINT OF NO RETURN").contains("error[BLY-4114]");
        assertThat(upgrades()).isZero();
    }

    @Test
    @Order(3)
    void applied_and_approved_it_stops_where_the_environment_fails_live_serves_on_and_the_candidate_is_at_its_waypoint()
            throws IOException, SQLException {
        Cli.Answer started = as("alice").run("apply", plan.toString(), "--confirm", CLUSTER);
        assertThat(started.exit()).isEqualTo(5);
        run = newestUpgrade().run();
        assertThat(started.out()).contains("waits for change-board to approve `before-upgrade` since 20");

        assertThat(as("alice").run("approve", run).err()).contains("error[BLY-4033]");
        remove(17);
        Cli.Answer approved = as("dave").run("approve", "--reason", "rehearsed well");
        assertThat(approved.exit()).isZero();
        assertThat(approved.out()).contains("`before-upgrade` of run " + run + " is approved by dave");

        RunStatus stopped = rest();
        assertThat(stopped.phase()).isEqualTo("BLOCKED");
        assertThat(stopped.problem().step()).isEqualTo("pg_upgrade");
        assertThat(stopped.problem().fault()).isEqualTo("ENVIRONMENT");
        try (Sql sql = house.lab().cluster().open("inventory")) {
            assertThat(sql.value("SELECT " + NAME + "('Robert')")).isEqualTo("R163");
        }
        Cli.Answer status = as("dave").run("status", run);
        assertThat(status.out())
                .contains("approved by dave (recorded, not authenticated) at 20", ": rehearsed well")
                .contains("safe     live serves on, untouched; the candidate is at waypoint `w3`, behind `clone`")
                .contains("next     belay retry " + run);
    }

    @Test
    @Order(4)
    void with_the_library_installed_a_retry_goes_on_from_the_waypoint() throws IOException {
        install(17);

        Cli.Answer retried = as("dave").run("retry", "--reason", "library installed");

        assertThat(retried.exit()).isZero();
        assertThat(retried.out()).contains("run " + run + " goes on with `pg_upgrade`");
        RunStatus waiting = rest();
        assertThat(waiting.waitsFor()).contains("change-board to approve").contains("Promote?");
        assertThat(line(waiting, "clone").attempts()).as("launches of clone").isEqualTo(1);
        assertThat(line(waiting, "pg_upgrade").attempts()).isEqualTo(2);
    }

    @Test
    @Order(5)
    void a_rejection_stops_the_run_a_retry_asks_again_and_a_rollback_builds_anew_from_an_earlier_waypoint() {
        assertThat(as("dave").run("reject", run).exit()).isEqualTo(2);
        assertThat(as("dave")
                        .run("reject", run, "approve", "--reason", "not in this window")
                        .out())
                .contains("is rejected by dave: not in this window");
        assertThat(rest().problem().code()).isEqualTo("BLY-4025");
        assertThat(as("dave").run("retry", run).exit()).isZero();
        assertThat(rest().waitsFor()).contains("change-board to approve since");

        assertThat(as("dave").run("rollback", run, "--to", "clone").out()).contains("goes back to `clone`, then waits");
        RunStatus back = rest();
        assertThat(back.phase()).isEqualTo("BLOCKED");
        assertThat(back.safe()).contains("the candidate is at waypoint `w3`");
        assertThat(line(back, "pg_upgrade").status()).isEqualTo("PENDING");

        assertThat(as("dave").run("retry", run).exit()).isZero();
        assertThat(rest().waitsFor())
                .as("the gate behind the target is asked again")
                .contains("before-upgrade");
    }

    @Test
    @Order(6)
    void a_second_upgrade_of_the_cluster_is_refused_and_an_abort_leaves_nothing_but_the_evidence() {
        assertThat(as("alice")
                        .run("apply", plan.toString(), "--confirm", CLUSTER)
                        .err())
                .contains("error[BLY-4011]")
                .contains("nothing was started");

        Cli.Answer aborted = as("alice").run("abort", "--reason", "enough seen");

        assertThat(aborted.exit()).isZero();
        assertThat(house.end(run).phase()).isEqualTo("ABORTED");
        assertThat(as("alice").run("status", run).out())
                .contains("safe     live serves on as before; the candidate is gone, the evidence is kept");
        assertThat(as("alice").run("retry", run).err()).contains("error[BLY-4012]");
        assertThat(new Traces(house.lab()).left()).isEmpty();
        assertThat(house.lab().cluster().isRunning()).isTrue();
    }

    @Test
    @Order(7)
    void behind_a_fault_of_the_data_a_retry_is_refused_in_these_very_words() throws SQLException {
        FailingObject.create(house.lab().cluster());
        assertThat(as("alice")
                        .run("apply", plan.toString(), "--confirm", CLUSTER)
                        .exit())
                .isEqualTo(5);
        run = newestUpgrade().run();
        as("dave").run("approve", run);
        RunStatus stopped = rest();
        assertThat(stopped.problem().step()).isEqualTo("pg_upgrade");
        assertThat(stopped.problem().fault()).isEqualTo("SNAPSHOT");
        assertThat(stopped.next()).isEqualTo("belay abort " + run);

        Cli.Answer refused = as("dave").run("retry", run);

        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.err())
                .startsWith("error[BLY-4013]: the fault is in the snapshot; run `belay rehearse` on a new one\n")
                .contains("live serves on, untouched")
                .contains("belay abort " + run);
        assertThat(as("dave").run("abort", run).exit()).isZero();
        assertThat(house.end(run).phase()).isEqualTo("ABORTED");
        FailingObject.takeBack(house.lab().cluster());
    }

    private Cli as(String person) {
        Map<String, String> environment = new HashMap<>(house.lab().environment());
        environment.put("BELAY_TEMPORAL_ADDRESS", house.lab().temporal().address());
        environment.put("USER", person);
        environment.put("SUDO_USER", "");
        return new Cli(house.lab().work(), environment);
    }

    /** Until it waits for a person again. */
    private RunStatus rest() {
        RunStatus status = house.client().watch(run, LONGEST, seen -> {});
        assertThat(status.needsPerson()).as(house.story(run)).isTrue();
        return status;
    }

    private long upgrades() {
        return house.client().runs(CLUSTER, 20).stream()
                .filter(seen -> !seen.status().rehearsal())
                .count();
    }

    private RunStatus newestUpgrade() {
        return house.client().runs(CLUSTER, 20).stream()
                .map(ObservedRun::status)
                .filter(status -> !status.rehearsal())
                .findFirst()
                .orElseThrow();
    }

    private static RunStatus.StepLine line(RunStatus status, String step) {
        return status.steps().stream()
                .filter(line -> line.id().equals(step))
                .findFirst()
                .orElseThrow();
    }

    /** Library, control file and script in one major's folders. */
    private void install(int major) throws IOException {
        Files.copy(library(major, MODULE), library(major, NAME));
        Files.writeString(
                scripts(major).resolve(NAME + ".control"),
                "default_version = '1.0'\nmodule_pathname = '$libdir/" + NAME + "'\nrelocatable = true\n");
        Files.writeString(
                scripts(major).resolve(NAME + "--1.0.sql"),
                "CREATE FUNCTION " + NAME
                        + "(text) RETURNS text AS 'MODULE_PATHNAME', 'soundex' LANGUAGE C IMMUTABLE STRICT;\n");
    }

    private void remove(int major) throws IOException {
        Files.delete(library(major, NAME));
        Files.delete(scripts(major).resolve(NAME + ".control"));
        Files.delete(scripts(major).resolve(NAME + "--1.0.sql"));
    }

    private Path library(int major, String module) {
        Path bin = house.lab().bin(major);
        assertThat(bin).startsWith(house.lab().work());
        return bin.resolveSibling("lib").resolve(module + ".so");
    }

    private Path scripts(int major) {
        Path bin = house.lab().bin(major);
        Path debian = bin.resolve("../../../../share/postgresql")
                .resolve(Integer.toString(major))
                .normalize();
        return (Files.isDirectory(debian) ? debian : bin.resolve("../share").normalize()).resolve("extension");
    }
}
