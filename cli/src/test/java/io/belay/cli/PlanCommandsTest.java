package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that read a plan. What the plan module finds is its own affair; here it is what comes out, and with which code. */
class PlanCommandsTest {

    private static final String NONE = "none.plan.yaml";

    private static final String PLAN = """
            apiVersion: belay/v1
            kind: UpgradePlan
            metadata: {name: orders-13-to-17, owner: dba-team@example.com}
            live: {cluster: db1/orders, version: 13}
            target: {version: 17}
            steps:
              - preflight
              - snapshot
              - clone
              - pg_upgrade
              - extensions
              - analyze
              - verify
            """;

    private final CommandHarness belay = new CommandHarness();

    @TempDir
    private Path folder;

    @BeforeEach
    void writePlans() throws IOException {
        belay.in(folder);
        Files.writeString(folder.resolve("good.plan.yaml"), PLAN);
        Files.writeString(
                folder.resolve("bad.plan.yaml"),
                PLAN.replace("version: 17", "version: 17.2").replace("- clone", "- klone"));
    }

    @Test
    void a_good_plan_is_valid_and_its_hash_is_printed() {
        var outcome = belay.run("validate", "good.plan.yaml");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).contains("valid: ").containsPattern("plan [0-9a-f]{12}");
    }

    @Test
    void every_mistake_is_reported_at_once_with_exit_code_3() {
        var outcome = belay.run("validate", "bad.plan.yaml");

        assertThat(outcome.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(outcome.err())
                .contains("BLY-1205", "BLY-1105", "bad.plan.yaml:5:19", "did you mean `clone`?", "2 errors")
                .contains("nothing was started");
        assertThat(belay.run("validate", "bad.plan.yaml", "-o", "json").out()).contains("\"format_version\"");
    }

    @Test
    void what_no_worker_carries_out_is_refused_before_anything_starts_and_explained_with_a_note() throws IOException {
        Files.writeString(
                folder.resolve("later.plan.yaml"), PLAN.replace("  - snapshot", "  - snapshot: {checkpoint: spread}"));

        for (String command : List.of("validate", "rehearse", "apply", "guard")) {
            var outcome = belay.run(command, "later.plan.yaml");

            assertThat(outcome.exit()).as(command).isEqualTo(ExitCode.PLAN_INVALID.number());
            assertThat(outcome.err())
                    .as(command)
                    .contains("error[BLY-1110]: `checkpoint: spread` is known, but nothing at hand carries it out")
                    .contains("a worker that asks live for a checkpoint");
        }
        assertThat(belay.desk.calls).isEmpty();
        var explained = belay.run("explain", "later.plan.yaml");
        assertThat(explained.exit()).isZero();
        assertThat(explained.out())
                .contains(
                        "nothing at hand carries out\n    `checkpoint: spread` needs a worker that asks live for a checkpoint");
        assertThat(belay.run("explain", "later.plan.yaml", "-o", "json").out()).contains("\"not_carried_out\"");
    }

    @Test
    void a_step_list_is_judged_by_itself() throws IOException {
        String list = """
                apiVersion: belay/v1
                kind: StepList
                metadata: {name: build, owner: dba-team@example.com}
                inputs: {rows: {type: choice, allowed: [exact, none]}}
                steps: [snapshot, clone, pg_upgrade, {verify: {rows: "${inputs.rows}"}}]
                """;
        Files.writeString(folder.resolve("build.steps.yaml"), list);
        Files.writeString(folder.resolve("bad.steps.yaml"), list.replace("pg_upgrade,", "pg_upgrade, pg_upgrade,"));

        assertThat(belay.run("validate", "build.steps.yaml").exit()).isZero();
        assertThat(belay.run("validate", "build.steps.yaml").out()).contains("valid: ", ", step list");
        var bad = belay.run("validate", "bad.steps.yaml");
        assertThat(bad.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(bad.err()).contains("BLY-1401", "1 error");
    }

    @Test
    void an_input_is_taken_from_the_command_line_then_from_the_file_then_from_the_environment() throws IOException {
        Files.writeString(
                folder.resolve("rows.plan.yaml"),
                PLAN.replace("target:", "inputs: {rows: {type: choice, allowed: [exact, none]}}\ntarget:")
                        .replace("- verify", "- verify: {rows: \"${inputs.rows}\"}"));
        Files.writeString(folder.resolve("inputs.yaml"), "rows: none\n");
        Files.writeString(folder.resolve("bad-inputs.yaml"), "rows: [none]\n");

        String exact =
                belay.run("validate", "rows.plan.yaml", "--input", "rows=exact").out();
        String none =
                belay.run("validate", "rows.plan.yaml", "--input", "rows=none").out();

        assertThat(exact).isNotEqualTo(none);
        assertThat(belay.run("validate", "rows.plan.yaml", "--input-file", "inputs.yaml")
                        .out())
                .isEqualTo(none);
        assertThat(belay.run("validate", "rows.plan.yaml", "--input-file", "inputs.yaml", "--input", "rows=exact")
                        .out())
                .isEqualTo(exact);
        assertThat(belay.run("validate", "rows.plan.yaml", "--input-file", "bad-inputs.yaml")
                        .err())
                .contains("BLY-1103", "bad-inputs.yaml:1:7");
        assertThat(belay.run("validate", "rows.plan.yaml").err()).contains("BLY-1306");
    }

    @Test
    void nothing_is_started_for_a_plan_with_mistakes() {
        for (String command : List.of("rehearse", "guard")) {
            assertThat(belay.run(command, "bad.plan.yaml").exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        }
        assertThat(belay.asked).isEmpty();
        assertThat(belay.desk.calls).isEmpty();
    }

    @Test
    void an_explanation_fits_into_the_terminal_and_a_pipe_takes_it_as_ever() {
        String library = Path.of("../plans/library").toAbsolutePath() + "/single-node-online.plan.yaml";

        String piped = belay.run("explain", library).out();
        String shown = belay.onTerminal().run("explain", library).out();

        assertThat(piped.lines()).anySatisfy(line -> assertThat(line.length()).isGreaterThan(Console.USUAL_WIDTH));
        assertThat(shown.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Console.USUAL_WIDTH));
    }

    @Test
    void who_names_a_file_that_is_not_there_misspoke_and_no_plan_is_called_invalid() {
        List<List<String>> commands = List.of(
                List.of("validate", NONE),
                List.of("validate", NONE, "good.plan.yaml"),
                List.of("validate", "--host", NONE, "good.plan.yaml"),
                List.of("validate", "--input-file", NONE, "good.plan.yaml"),
                List.of("validate", "none.saved.json"),
                List.of("explain", NONE),
                List.of("explain", "--commands", NONE),
                List.of("explain", "--commands", "--host", NONE, "good.plan.yaml"),
                List.of("explain", "none.saved.json"),
                List.of("review", NONE),
                List.of("graph", NONE),
                List.of("format", NONE),
                List.of("diff", NONE, "good.plan.yaml"),
                List.of("diff", "good.plan.yaml", NONE),
                List.of("diff", "--world", NONE),
                List.of("plan", NONE),
                List.of("rehearse", NONE),
                List.of("apply", NONE),
                List.of("apply", "none.saved.json"),
                List.of("guard", NONE),
                List.of("worker", "--config", NONE));

        for (List<String> command : commands) {
            var outcome = belay.run(command.toArray(String[]::new));

            assertThat(outcome.err()).as("%s", command).contains("there is no such file", "nothing was ");
            assertThat(outcome.exit()).as("%s", command).isEqualTo(ExitCode.USAGE.number());
        }
        assertThat(belay.desk.calls).isEmpty();
    }

    @Test
    void a_missing_file_beside_an_invalid_one_or_within_a_plan_leaves_it_invalid() throws IOException {
        Files.writeString(
                folder.resolve("including.plan.yaml"),
                PLAN.replace("  - analyze", "  - include: {file: none.steps.yaml}\n  - analyze"));

        var both = belay.run("validate", NONE, "bad.plan.yaml");
        var within = belay.run("rehearse", "including.plan.yaml");

        assertThat(both.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(within.err()).contains("none.steps.yaml");
        assertThat(within.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
    }

    @Test
    void a_name_that_the_locale_cannot_hold_is_told_as_that() {
        // What a JVM makes of bytes that are no letters in its locale; the nul stands for the refusal of the file
        // system.
        for (String command : List.of("validate", "explain", "review", "format", "rehearse")) {
            var outcome = belay.run(command, "gr\0\ufffde.plan.yaml");

            assertThat(outcome.err())
                    .as(command)
                    .contains("error[BLY-4105]", "is no name of a file here", "LC_ALL=C.UTF-8")
                    .doesNotContain("java.", "interface");
            assertThat(outcome.exit()).as(command).isEqualTo(ExitCode.USAGE.number());
        }
    }

    @Test
    void explain_prints_the_steps_and_with_defaults_each_of_them() {
        assertThat(belay.run("explain", "good.plan.yaml").out()).contains("pg_upgrade", "to go back");
        assertThat(belay.run("explain", "good.plan.yaml", "--defaults").out()).contains("snapshots.every");
        assertThat(belay.run("explain", "bad.plan.yaml").exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(belay.run("explain").exit()).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void a_failed_rehearsal_ends_with_since_when_the_object_the_remedy_and_exit_code_6() {
        belay.desk.future.addAll(List.of(Samples.running(), Samples.failed()));
        belay.desk.ledgers.put("db1/orders", Samples.ledger());

        var outcome = belay.run("rehearse", "good.plan.yaml", "--snapshot", Samples.S3);

        assertThat(belay.desk.calls).containsExactly("rehearse on '" + Samples.S3 + "' by dba");
        assertThat(outcome.exit()).isEqualTo(ExitCode.STOPPED_AT_STEP.number());
        assertThat(outcome.out())
                .contains("passed on " + Samples.S2 + ", fails since " + Samples.S3)
                .contains("CREATE OR REPLACE VIEW ops.databases AS SELECT datname FROM pg_database;");
    }

    @Test
    void a_rehearsal_can_be_started_without_watching() {
        belay.desk.future.add(Samples.running());

        var outcome = belay.run("rehearse", "good.plan.yaml", "--no-watch");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).contains("belay watch r-7f3a");
    }

    @Test
    void a_guard_says_how_often_how_many_and_how_to_end_it() {
        belay.desk.guards.add(Samples.guard());

        assertThat(belay.run("guard", "good.plan.yaml", "--keep", "24").out())
                .contains(
                        "guarded: db1/orders",
                        "every 1h",
                        "first of each of 24 hours, 7 days",
                        "at most 37",
                        "in full every 1d, quickly on each other",
                        "belay unguard db1/orders");
        assertThat(belay.desk.calls).containsExactly("guard keep 24");
    }

    @Test
    void an_input_without_value_or_given_twice_is_a_usage_error() {
        assertThat(belay.run("validate", "good.plan.yaml", "--input", "x").err())
                .contains("BLY-4112");
        assertThat(belay.run("validate", "good.plan.yaml", "--input", "x=1", "--input", "x=2")
                        .exit())
                .isEqualTo(ExitCode.USAGE.number());
    }
}
