package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.activity.StepResult;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.ledger.FailingSince;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.engine.run.RunStatus;
import io.belay.lab.FailingObject;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.lab.run.Unification.Noted;
import io.belay.plans.facts.SavedPlanText;
import io.belay.workers.commands.CommandList;
import io.belay.workers.commands.PlannedPart;
import io.belay.workers.evidence.RunEvidence;
import io.belay.workers.process.Masking;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The plan of the lab, rehearsed on a good snapshot, on one with a view that PostgreSQL 17 refuses, and on one with the remedy. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class RehearsalIT {

    private House house;
    private CommandList planned;
    private String good;
    private String bad;
    private String corrected;
    private RunStatus passed;
    private RunStatus failed;
    private RunStatus passedAgain;
    private LedgerBrief ledgerWhileFailing;
    private LedgerBrief ledgerAtTheEnd;
    private List<String> leftAfterFailure;
    private List<String> leftAtTheEnd;

    @BeforeAll
    void rehearseThreeTimes() throws SQLException {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual().withoutPooler());
        Path plan = house.lab().planFile();
        Path saved = house.lab().work().resolve("orders.saved.json");
        Cli.Answer answer = house.cli().run("plan", plan.toString(), "--out", saved.toString());
        assertThat(answer.exit()).as(answer.all()).isZero();
        planned = CommandList.of(SavedPlanText.read(house.text(saved)), true);
        Traces traces = new Traces(house.lab());
        good = house.snapshot();
        passed = house.rehearse(plan, good);
        FailingObject.create(house.lab().cluster());
        bad = house.snapshot();
        failed = house.rehearse(plan, bad);
        leftAfterFailure = traces.left();
        ledgerWhileFailing = ledger();
        FailingObject.applyRemedy(house.lab().cluster());
        corrected = house.snapshot();
        passedAgain = house.rehearse(plan, corrected);
        leftAtTheEnd = traces.left();
        ledgerAtTheEnd = ledger();
    }

    private LedgerBrief ledger() {
        return house.client()
                .ledger(house.lab().clusterReference())
                .orElseThrow()
                .brief();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void a_good_snapshot_passes_with_every_step_done_once() {
        assertThat(passed.phase()).as(passed.toString()).isEqualTo("COMPLETED");
        assertThat(passed.problem().isNone()).isTrue();
        assertThat(passed.steps()).allSatisfy(step -> {
            assertThat(step.status()).as(step.id()).isEqualTo("DONE");
            assertThat(step.attempts()).as(step.id()).isLessThanOrEqualTo(1);
        });
        assertThat(passed.snapshot()).isEqualTo(good);
    }

    @Test
    void the_upgrade_is_proven_by_shared_files_and_every_row_is_compared() {
        assertThat(number(passed, "pg_upgrade", "files_shared")).isPositive();
        assertThat(result(passed, "pg_upgrade").facts()).containsEntry("launches", "1");
        assertThat(number(passed, "verify", "rows")).isPositive();
    }

    @Test
    void the_snapshot_with_the_view_fails_at_pg_upgrade_with_code_object_and_remedy() {
        assertThat(failed.phase()).as(failed.toString()).isEqualTo("FAILED");
        RunStatus.Problem problem = failed.problem();
        assertThat(problem.step()).isEqualTo("pg_upgrade");
        assertThat(problem.code()).isEqualTo("BLY-3320");
        assertThat(problem.fault()).isEqualTo("SNAPSHOT");
        assertThat(problem.object()).contains(FailingObject.NAME);
        assertThat(problem.remedy())
                .contains("DROP VIEW")
                .contains("CREATE VIEW")
                .contains("monitoring");
        assertThat(result(failed, "pg_upgrade").findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.undo()).contains("datlastsysoid"));
    }

    @Test
    void the_ledger_names_the_last_good_and_the_first_bad_snapshot_and_forgets_when_well_again() {
        assertThat(ledgerWhileFailing.failing()).singleElement().satisfies(failing -> {
            assertThat(failing.step()).isEqualTo("pg_upgrade");
            assertThat(failing.lastPassed()).isEqualTo(good);
            assertThat(failing.firstFailed()).isEqualTo(bad);
            assertThat(failing.code()).isEqualTo("BLY-3320");
        });
        assertThat(passedAgain.phase()).as(passedAgain.toString()).isEqualTo("COMPLETED");
        assertThat(ledgerAtTheEnd.failing()).extracting(FailingSince::step).isEmpty();
        assertThat(ledgerAtTheEnd.steps())
                .filteredOn(step -> step.step().equals("pg_upgrade"))
                .singleElement()
                .satisfies(step -> assertThat(step.since()).isEqualTo(corrected));
    }

    @Test
    void nothing_of_a_rehearsal_is_left_whether_it_failed_or_passed() {
        assertThat(leftAfterFailure).isEmpty();
        assertThat(leftAtTheEnd).isEmpty();
    }

    @Test
    void the_snapshots_are_all_there_and_held_by_nobody() {
        List<SnapshotReport> snapshots = house.client().snapshots(house.lab().clusterReference());
        assertThat(snapshots).extracting(SnapshotReport::id).containsExactly(good, bad, corrected);
        assertThat(snapshots).allSatisfy(snapshot -> {
            assertThat(snapshot.state()).isEqualTo("ready");
            assertThat(snapshot.usedBy()).isEmpty();
            assertThat(snapshot.version()).isEqualTo(13);
            assertThat(snapshot.consistency()).isEqualTo("atomic");
        });
    }

    @Test
    void each_run_has_evidence_whose_chain_is_whole() {
        for (RunStatus run : List.of(passed, failed, passedAgain)) {
            Path folder = house.state().resolve("evidence").resolve(run.run());
            assertThat(folder).isDirectory();
            RunEvidence evidence =
                    RunEvidence.open(house.state().resolve("evidence"), run.run(), Masking.none(), Clock.systemUTC());
            assertThat(evidence.record().problem()).isEmpty();
            assertThat(evidence.record().head().line()).isGreaterThan(5);
            assertThat(evidence.list())
                    .contains("preflight/gate-1.txt", "preflight/findings-1.txt", "clone/gate-1.txt");
            assertThat(house.text(folder.resolve("record.jsonl"))).contains("candidate dropped");
        }
        assertThat(house.text(evidenceOf(passed, "verify/comparison-1.txt"))).contains("rows");
        assertThat(Files.isDirectory(evidenceOf(failed, "pg_upgrade/pg_upgrade")))
                .isTrue();
    }

    @Test
    void each_program_and_statement_of_a_run_is_noted_in_its_evidence_in_the_order_in_which_they_went() {
        List<String> lines =
                house.text(evidenceOf(passed, "commands.jsonl")).lines().toList();

        assertThat(lines)
                .allMatch(line ->
                        line.contains("\"arguments\":[\"") != line.matches(".*\"where\":\"[a-z]+ .*\"sql\":\".*"));
        assertThat(lines)
                .anyMatch(line ->
                        line.contains("\"step\":\"extensions\",\"where\":\"candidate orders\",\"sql\":\"SELECT"));
        assertThat(lines.stream().filter(line -> line.contains("--old-bindir=")))
                .hasSize(1);
        List<String> steps = lines.stream()
                .map(line -> line.replaceAll(".*\"step\":\"([^\"]*)\".*", "$1"))
                .filter(step -> !step.equals("candidate"))
                .distinct()
                .toList();
        assertThat(steps)
                .startsWith("preflight", "clone", "pg_upgrade", "extensions")
                .endsWith("verify");
    }

    @Test
    void the_saved_plan_lists_the_very_programs_and_statements_of_its_rehearsal_in_the_same_order() {
        Map<String, String> names = ListedAndRun.assertSame(
                planned.parts(), passed.run(), house.text(evidenceOf(passed, "commands.jsonl")));

        assertThat(names)
                .containsEntry("run", passed.run())
                .containsEntry("snapshot", good)
                .containsEntry("wal segment in megabytes", "16");
    }

    /** What is planned under a condition as well: the twin is asked for the view. */
    @Test
    void the_rehearsal_that_failed_ran_what_is_listed_up_to_the_step_that_failed() {
        List<Noted> ran = NotedCommands.all(house.text(evidenceOf(failed, "commands.jsonl")));
        List<PlannedPart> parts = planned.parts();
        int upgrade = parts.stream().map(PlannedPart::step).toList().indexOf("pg_upgrade");

        assertThat(Unification.of(parts.subList(0, upgrade + 1), ran)).containsEntry("snapshot", bad);
        assertThat(ran).anyMatch(noted -> noted.words().toString().contains("/remedy/"));
    }

    private Path evidenceOf(RunStatus run, String file) {
        return house.state().resolve("evidence").resolve(run.run()).resolve(file);
    }

    /** A network of its own needs root and the kernel's namespaces: where there is none, the clone says so. */
    @Test
    void what_could_not_be_isolated_is_reported_for_the_host_and_stands_in_the_facts_of_the_clone() {
        List<String> host = house.client().announce("lab").notIsolated();
        String clone = result(passed, "clone").facts().getOrDefault("not_isolated", "");
        assertThat(clone.isEmpty()).isEqualTo(host.isEmpty());
        host.forEach(sentence -> assertThat(clone).contains(sentence));
    }

    private StepResult result(RunStatus run, String step) {
        ObservedRun observed = house.client().run(run.run()).orElseThrow();
        return observed.details().stream()
                .filter(detail -> detail.id().equals(step))
                .findFirst()
                .flatMap(ObservedRun.StepDetail::result)
                .orElseThrow(() -> new AssertionError("no result of " + step + ": " + observed.details()));
    }

    private long number(RunStatus run, String step, String fact) {
        StepResult result = result(run, step);
        assertThat(result.facts()).containsKey(fact);
        return Long.parseLong(result.facts().get(fact));
    }
}
