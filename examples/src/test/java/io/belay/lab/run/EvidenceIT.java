package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.engine.client.Deciding;
import io.belay.engine.client.EvidenceVerdict;
import io.belay.engine.client.EvidenceVerdict.Anchoring;
import io.belay.engine.client.LedgerReading;
import io.belay.engine.evidence.EvidenceFault;
import io.belay.engine.evidence.EvidenceFault.Kind;
import io.belay.engine.ledger.Ledger;
import io.belay.engine.run.RunStatus;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
 * The evidence of real runs, through the host's worker: one rehearsal, and one promotion whose worker was killed in the middle of a line.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class EvidenceIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    private static final List<String> STEPS = List.of(
            "preflight",
            "snapshot",
            "clone",
            "pg_upgrade",
            "extensions",
            "verify",
            "approve: {by: change-board}",
            "promote: {mode: offline, way_back: none}");

    private House house;
    private String rehearsed;
    private String promoted;

    @BeforeAll
    void rehearseAndPromote() throws IOException {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual());
        Path plan = house.lab().writePlan("to-the-end", STEPS);
        RunStatus passed = house.rehearse(plan, house.snapshot());
        assertThat(passed.phase()).as(house.story(passed.run())).isEqualTo("COMPLETED");
        rehearsed = passed.run();
        promoted = house.client().startUpgrade(House.canonical(plan), "alice");
        RunStatus waiting = house.client().watch(promoted, House.LONGEST, seen -> {});
        assertThat(waiting.needsPerson()).as(house.story(promoted)).isTrue();
        killWorkerInTheMiddleOfALine();
        String hash = house.client().run(promoted).orElseThrow().planHash();
        house.client().approve(promoted, "approve", hash, Deciding.by("dave", "rehearsed well"));
        RunStatus end = house.client().watch(promoted, House.LONGEST, seen -> {});
        assertThat(end.phase()).as(house.story(promoted)).isEqualTo("PROMOTED");
        awaitClosed(rehearsed);
        awaitClosed(promoted);
    }

    private void killWorkerInTheMiddleOfALine() throws IOException {
        House.kill(house.worker());
        Files.writeString(
                file(promoted, "record.jsonl"), "{\"data\":{\"facts\":{\"cut\":\"", StandardOpenOption.APPEND);
        house.startWorker();
        // The one that was killed counts as a poller for a while yet.
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> house.client().announce("lab").host().equals("lab"));
    }

    private void awaitClosed(String run) {
        await().atMost(SOON)
                .until(() -> house.client().run(run).orElseThrow().endedAt().isPresent());
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (house != null) {
            house.close();
        }
    }

    private Path file(String run, String name) {
        return house.state().resolve("evidence").resolve(run).resolve(name);
    }

    private EvidenceVerdict verify(String run) {
        return house.client().verifyEvidence(run, "");
    }

    @Test
    @Order(1)
    void history_vouches_for_each_run_up_to_the_last_line_of_its_evidence() {
        for (String run : List.of(rehearsed, promoted)) {
            EvidenceVerdict verdict = verify(run);

            assertThat(verdict.report().faults()).as(run).isEmpty();
            assertThat(verdict.report().unbound()).as(run).isEmpty();
            assertThat(verdict.anchoring()).as(verdict.toString()).isEqualTo(Anchoring.WHOLE);
            assertThat(verdict.report().ended()).isTrue();
            System.out.println("  " + verdict);
        }
        assertThat(verify(promoted).report().torn()).hasSize(1);
    }

    @Test
    @Order(2)
    void the_record_says_who_asked_who_approved_what_was_started_and_how_it_ended() {
        String record = house.text(file(promoted, "record.jsonl"));

        assertThat(record)
                .contains("\"by\":\"alice\"", "\"decision\":\"start\"")
                .contains("\"by\":\"dave\"", "\"decision\":\"approve\"", "rehearsed well")
                .contains("\"phase\":\"PROMOTED\"", "hold_milliseconds", "/bin/pg_upgrade\"")
                .contains("\"name\":\"commands.jsonl\"", "\"name\":\"plan.json\"", "end_of_recovery");
        assertThat(house.text(file(promoted, "plan.json"))).contains("orders-13-to-17");
    }

    @Test
    @Order(3)
    void the_report_is_the_same_byte_for_byte_and_can_be_taken_off_the_host() throws IOException {
        Cli cli = house.cli();
        for (String form : List.of("md", "html", "json")) {
            Cli.Answer first = cli.run("report", promoted, "-o", form);
            assertThat(first.exit()).as(first.all()).isZero();
            assertThat(cli.run("report", promoted, "-o", form).out()).isEqualTo(first.out());
            assertThat(first.out()).contains("alice", "dave", "pg_upgrade").doesNotContain("<script");
        }
        Path folder = Files.createDirectory(house.lab().work().resolve("report"));
        assertThat(cli.run("report", promoted, "--to", folder.toString()).exit())
                .isZero();
        assertThat(folder.resolve(promoted + ".record.jsonl"))
                .hasBinaryContent(Files.readAllBytes(file(promoted, "record.jsonl")));
        Cli.Answer verdict = cli.run("evidence", "verify", promoted);
        assertThat(verdict.exit()).as(verdict.all()).isZero();
        System.out.println(cli.run("report", promoted).out());
        System.out.println(verdict.out());
    }

    @Test
    @Order(4)
    void what_somebody_changes_in_real_evidence_is_named() throws IOException {
        Path record = file(rehearsed, "record.jsonl");
        String lines = house.text(record);
        Path commands = file(rehearsed, "commands.jsonl");
        String started = house.text(commands);

        Files.writeString(commands, started.replaceFirst("\"step\":\"clone\"", "\"step\":\"CLONE\""));
        assertThat(faults()).extracting(EvidenceFault::kind).containsExactly(Kind.FILE_CHANGED);
        Files.writeString(commands, started);

        Files.writeString(record, lines.replace("\"outcome\":\"SUCCEEDED\"", "\"outcome\":\"FAILED\""));
        assertThat(faults()).extracting(EvidenceFault::kind).contains(Kind.LINE_CHANGED, Kind.OTHER_THAN_ANCHORED);
        assertThat(house.cli().run("evidence", "verify", rehearsed).exit()).isEqualTo(4);
        assertThat(house.cli().run("report", rehearsed).exit()).isEqualTo(4);

        Files.writeString(record, lines.substring(0, lines.indexOf('\n', lines.length() / 2) + 1));
        assertThat(faults()).extracting(EvidenceFault::kind).contains(Kind.OTHER_THAN_ANCHORED);
        Files.writeString(record, lines);

        Files.writeString(file(rehearsed, "approval.txt"), "yes\n", StandardCharsets.UTF_8);
        assertThat(faults()).extracting(EvidenceFault::kind).containsExactly(Kind.FILE_ADDED);
        Files.delete(file(rehearsed, "approval.txt"));

        assertThat(faults()).isEmpty();
    }

    private List<EvidenceFault> faults() {
        return verify(rehearsed).report().faults();
    }

    @Test
    @Order(5)
    void a_host_answers_for_runs_of_clusters_that_it_serves_only() {
        assertThat(house.cli()
                        .run(
                                "evidence",
                                "verify",
                                "r20200101-000000-0000",
                                "--cluster",
                                house.lab().clusterReference())
                        .all())
                .contains("BLY-3059");
    }

    @Test
    @Order(6)
    void a_lost_ledger_is_made_anew_from_the_evidence() {
        String cluster = house.lab().clusterReference();
        Ledger before = whole();
        delete("belay.ledger." + cluster.replace('/', '.'));
        await().atMost(SOON).until(() -> house.client().ledger(cluster).isEmpty());

        Cli.Answer shown = house.cli().run("ledger", "rebuild", cluster);
        assertThat(shown.exit()).as(shown.all()).isZero();
        assertThat(house.client().ledger(cluster)).isEmpty();
        assertThat(house.cli().run("ledger", "rebuild", cluster, "--yes").exit())
                .isZero();

        assertThat(whole()).isEqualTo(before);
    }

    private Ledger whole() {
        return await().atMost(SOON)
                .until(
                        () -> house.client()
                                .ledger(house.lab().clusterReference())
                                .flatMap(LedgerReading::whole)
                                .orElse(Ledger.empty("")),
                        ledger -> !ledger.steps().isEmpty());
    }

    @Test
    @Order(7)
    void evidence_whose_history_was_deleted_is_unanchored_and_still_tells_its_story() {
        String cluster = house.lab().clusterReference();
        String report = house.cli().run("report", rehearsed).out();
        delete(house.client().run(rehearsed).orElseThrow().workflowId());
        // Asked by a process of its own: this one remembers where the run was.
        await().atMost(SOON)
                .until(() ->
                        house.cli().run("evidence", "verify", rehearsed).all().contains("BLY-3702"));

        Cli.Answer verdict = house.cli().run("evidence", "verify", rehearsed, "--cluster", cluster);

        assertThat(verdict.exit()).as(verdict.all()).isZero();
        assertThat(verdict.out()).contains("unanchored");
        assertThat(house.cli().run("evidence", "verify", rehearsed).all()).contains("BLY-3702");
        assertThat(house.cli().run("report", rehearsed, "--cluster", cluster).out())
                .isEqualTo(report);
    }

    private void delete(String workflow) {
        house.client()
                .temporal()
                .getWorkflowServiceStubs()
                .blockingStub()
                .deleteWorkflowExecution(DeleteWorkflowExecutionRequest.newBuilder()
                        .setNamespace(house.client().temporal().getOptions().getNamespace())
                        .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow))
                        .build());
    }
}
