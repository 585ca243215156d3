package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What is found of each kind when its attempt ended in the middle, or nobody heard how it ended. One run, in the plan's order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class InspectionIT {

    private static final String RUN = "r1";

    private StepLab lab;
    private String snapshot;

    @BeforeAll
    void open() throws IOException {
        lab = new StepLab();
        lab.sql("postgres", "CREATE TABLE public.t AS SELECT 1 AS one");
        snapshot = lab.snapshot("the-one");
    }

    @AfterAll
    void close() throws IOException {
        if (lab != null) {
            new CandidateCare(context("candidate")).drop();
            lab.close();
        }
    }

    @Test
    @Order(1)
    void a_snapshot_that_was_not_taken_is_clean_and_one_that_was_is_known() {
        assertThat(found("snapshot")).isEqualTo("NOT_STARTED");
        begin("snapshot");
        assertThat(found("snapshot")).isEqualTo("failed_clean");

        carryOut("snapshot");

        assertThat(found("snapshot")).isEqualTo("succeeded");
        assertThat(inspect("snapshot").facts()).containsEntry("snapshot", snapshot);
    }

    @Test
    @Order(2)
    void a_clone_without_its_record_is_dirty_and_one_with_it_stands() throws IOException {
        begin("clone");
        assertThat(found("clone")).isEqualTo("failed_clean");
        Path root = lab.place().candidate(RUN).path();
        lab.storage().copy(SnapshotImages.of(context("clone")).path(), root);
        assertThat(found("clone")).isEqualTo("failed_dirty");

        carryOut("clone");

        assertThat(found("clone")).isEqualTo("succeeded");
        new CandidateCare(context("candidate")).takeWaypoint("w3");
    }

    @Test
    @Order(3)
    void a_pg_upgrade_is_judged_by_its_exit_code_or_else_by_both_control_files() throws IOException {
        begin("pg_upgrade");
        assertThat(found("pg_upgrade")).as("never launched").isEqualTo("failed_clean");
        Path launch = launch("pg_upgrade", "pg_upgrade");
        vanish(launch);
        assertThat(found("pg_upgrade")).as("launched, and did nothing").isEqualTo("failed_clean");
        Files.delete(launch.resolve("started"));

        carryOut("pg_upgrade");

        assertThat(found("pg_upgrade")).as("an end that nobody heard of").isEqualTo("succeeded");
        assertThat(inspect("pg_upgrade").facts()).containsEntry("launches", "1").containsEntry("adopted", "true");
        Files.delete(launch.resolve("done.json"));
        Files.delete(launch.resolve("rc"));
        assertThat(found("pg_upgrade")).as("vanished at work").isEqualTo("failed_dirty");
        assertThat(inspect("pg_upgrade").code()).isEqualTo("BLY-3501");
        Files.writeString(launch.resolve("rc"), "1\n");
        assertThat(found("pg_upgrade")).as("ended with 1").isEqualTo("failed_dirty");
        assertThat(inspect("pg_upgrade").outcome()).isEqualTo(Outcome.FAILED);
        Files.writeString(launch.resolve("rc"), "0\n");
    }

    @Test
    @Order(4)
    void the_intent_of_a_pg_upgrade_names_the_content_of_both_versions_programs_and_the_state_that_it_met()
            throws IOException {
        ObjectNode intent = (ObjectNode) JsonMapper.builder()
                .build()
                .readTree(launch("pg_upgrade", "pg_upgrade")
                        .resolve("intent.json")
                        .toFile());

        assertThat(intent.get("digests").properties())
                .anySatisfy(program -> assertThat(program.getKey()).endsWith("pg_upgrade"))
                .anySatisfy(
                        program -> assertThat(program.getKey()).contains("13").endsWith("/postgres"))
                .anySatisfy(
                        program -> assertThat(program.getKey()).contains("17").endsWith("/postgres"));
        assertThat(intent.get("state").get("waypoint").asText()).isEqualTo("w3");
        assertThat(intent.get("state").get("old_control").asText()).hasSize(64);
    }

    @Test
    @Order(5)
    void extensions_are_asked_of_a_server_that_still_runs_and_are_dirty_without_one() {
        begin("extensions");
        assertThat(found("extensions")).isEqualTo("failed_dirty");

        carryOut("extensions");

        assertThat(found("extensions")).isEqualTo("succeeded");
    }

    @Test
    @Order(6)
    void statistics_are_clean_whatever_happened() throws IOException {
        begin("analyze");
        assertThat(found("analyze")).isEqualTo("failed_clean");

        carryOut("analyze");

        assertThat(found("analyze")).isEqualTo("succeeded");
        Path launch = launch("analyze", "vacuumdb");
        Files.delete(launch.resolve("done.json"));
        Files.delete(launch.resolve("rc"));
        assertThat(found("analyze")).isEqualTo("failed_clean");
    }

    /** As an attempt leaves it whose worker, wrapper and program are gone. */
    private void vanish(Path launch) throws IOException {
        Files.createDirectories(launch);
        Candidates candidates = new Candidates(context("pg_upgrade"));
        Map<String, String> met = CandidateState.of(context("pg_upgrade"), candidates, candidates.record());
        ObjectNode intent = JsonMapper.builder().build().createObjectNode();
        intent.set("state", JsonMapper.builder().build().valueToTree(met));
        intent.putArray("arguments");
        intent.putArray("environmentNames");
        Files.writeString(launch.resolve("intent.json"), intent.toString());
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        Files.writeString(launch.resolve("started"), "pid=1\nstart=1\nboot=" + boot + "\nwrapper=1\n");
    }

    private Path launch(String step, String program) {
        return lab.journal().resolve(RUN).resolve(step).resolve("1").resolve(program);
    }

    private void begin(String kind) {
        new StepMemory(context(kind)).begin();
    }

    private void carryOut(String kind) {
        StepResult result = lab.carryOut(context(kind));
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
    }

    private String found(String kind) {
        StepResult result = inspect(kind);
        return result.facts().getOrDefault(Found.FACT, result.outcome().name());
    }

    private StepResult inspect(String kind) {
        return new Steps(Clock.systemUTC()).find(kind).orElseThrow().inspect(context(kind));
    }

    private StepContext context(String kind) {
        return lab.context(RUN, snapshot, kind, 1);
    }
}
