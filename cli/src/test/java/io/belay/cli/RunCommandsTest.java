package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.client.ObservedRun;
import io.belay.engine.ledger.Depth;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunCommandsTest {

    private final CommandHarness belay = new CommandHarness();

    @Test
    void status_lists_runs_as_a_table() {
        belay.desk.runs.addAll(List.of(Samples.failed()));

        Golden.assertSame("status-list", belay.run("status").transcript());
    }

    @Test
    void status_without_runs_says_how_to_start_one() {
        Golden.assertSame("status-empty", belay.run("status", "db1/orders").transcript());
    }

    @Test
    void status_of_a_failed_rehearsal_names_since_when_the_object_the_remedy_and_the_next_command() {
        belay.desk.runs.add(Samples.failed());
        belay.desk.ledgers.put("db1/orders", Samples.ledger());

        Golden.assertSame("status-failed", belay.run("status", "r-7f3a").transcript());
    }

    @Test
    void a_quick_rehearsal_is_called_one_wherever_runs_are_shown() {
        ObservedRun full = Samples.running();
        belay.desk.runs.add(new ObservedRun(
                full.status().withDepth(Depth.QUICK),
                full.workflowId(),
                full.executionId(),
                full.planHash(),
                full.startedAt(),
                full.endedAt(),
                full.asOf(),
                full.calls(),
                full.logTail(),
                full.notice(),
                full.details()));

        assertThat(belay.run("status").out()).contains("rehearsing (quick)");
        assertThat(belay.run("status", "r-7f3a").out())
                .startsWith("quick rehearsal r-7f3a")
                .contains("verify tries less than the plan says", "`indexes: amcheck` reads catalogs only");
        assertThat(belay.run("status", "r-7f3a", "-o", "json").out()).contains("\"depth\" : \"quick\"");
    }

    @Test
    void who_looks_at_a_clusters_snapshots_or_ledger_reads_how_its_guard_rehearses() {
        belay.desk.guards.add(Samples.guard());

        for (String command : List.of("snapshots", "ledger")) {
            assertThat(belay.run(command, "db1/orders").out())
                    .contains("rehearsed in full every 1d, quickly on each other snapshot");
        }
    }

    @Test
    void status_as_json_has_a_format_version() {
        belay.desk.runs.add(Samples.failed());

        Golden.assertSame(
                "status-failed-json",
                belay.run("status", "r-7f3a", "-o", "json").transcript());
    }

    @Test
    void an_unknown_run_is_a_clear_error_in_both_forms() {
        Golden.assertSame(
                "status-unknown",
                belay.run("status", "r-none").transcript()
                        + belay.run("status", "r-none", "-o", "json").transcript());
    }

    @Test
    void watch_prints_one_line_per_change_when_piped_and_exits_with_the_outcome() {
        belay.desk.runs.add(Samples.running());
        belay.desk.future.addAll(List.of(Samples.running(), Samples.further(), Samples.failed()));
        belay.desk.ledgers.put("db1/orders", Samples.ledger());

        Golden.assertSame("watch-piped", belay.run("watch", "r-7f3a").transcript());
    }

    @Test
    void watch_as_json_prints_one_document_per_change() {
        belay.desk.runs.add(Samples.running());
        belay.desk.future.addAll(List.of(Samples.running(), Samples.further(), Samples.passed()));

        var outcome = belay.run("watch", "r-7f3a", "-o", "json");

        assertThat(outcome.out().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("{\"format_version\":\"1.0\",\"kind\":\"run\""));
        assertThat(outcome.exit()).isEqualTo(0);
    }

    @Test
    void watch_redraws_one_block_on_a_terminal() {
        belay.onTerminal().with("NO_COLOR", "1");
        belay.desk.runs.add(Samples.running());
        belay.desk.future.add(Samples.passed());

        String out = belay.run("watch", "r-7f3a").out();

        assertThat(out).contains("\u001b[5A").contains("the rehearsal passed");
        Golden.assertSame("watch-terminal", out.replace("\u001b", "ESC"));
    }

    @Test
    void watch_goes_on_when_the_engine_is_silent_for_a_while() {
        belay.desk.runs.add(Samples.running());
        belay.desk.silentLooks = 3;
        belay.desk.future.add(Samples.passed());

        var outcome = belay.run("watch", "r-7f3a");

        assertThat(outcome.exit()).isEqualTo(0);
        assertThat(outcome.err()).isEqualToIgnoringNewLines("cannot see the run now (Temporal is silent); trying on");
    }

    @Test
    void logs_of_a_step_are_read_piece_by_piece() {
        belay.desk.runs.add(Samples.failed());
        belay.desk.files.put("steps/pg_upgrade/1/stdout", "a line that is longer than one piece of the fake desk\n");
        belay.desk.files.put("steps/clone/1/stdout", "cloned\n");

        assertThat(belay.run("logs", "r-7f3a", "pg_upgrade").out())
                .isEqualTo("a line that is longer than one piece of the fake desk\n");
        assertThat(belay.run("logs", "r-7f3a").out()).isEqualTo("steps/pg_upgrade/1/stdout\nsteps/clone/1/stdout\n");
        assertThat(belay.run("logs", "r-7f3a", "nonsense").exit()).isEqualTo(2);
    }

    @Test
    void the_ledger_says_since_when() {
        belay.desk.ledgers.put("db1/orders", Samples.ledger());

        Golden.assertSame(
                "ledger",
                belay.run("ledger", "db1/orders").transcript()
                        + belay.run("ledger", "db1/orders", "-o", "json").transcript()
                        + belay.run("ledger", "db2/none").transcript());
    }
}
