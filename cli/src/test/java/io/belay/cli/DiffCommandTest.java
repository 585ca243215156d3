package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

    private static final String OLD = """
            apiVersion: belay/v1
            kind: UpgradePlan
            metadata: {name: orders-13-to-17, owner: dba-team@example.com, change: CHG-1}
            live: {cluster: db1/orders, version: 13}
            target: {version: 17}
            clients: {poolers: [db1/orders]}
            steps:
              - preflight
              - snapshot
              - clone
              - pg_upgrade
              - extensions
              - analyze
              - verify
              - approve: {by: change-board}
              - promote: {mode: offline, way_back: none}
            """;

    private final CommandHarness belay = new CommandHarness();

    @TempDir
    private Path folder;

    @BeforeEach
    void writePlans() throws IOException {
        belay.in(folder);
        write("old.plan.yaml", OLD);
        write("same.plan.yaml", OLD.replace("{mode: offline, way_back: none}", "{way_back: none, mode: offline} # !"));
        write("bad.plan.yaml", OLD.replace("- clone", "- klone"));
        write(
                "new.plan.yaml",
                OLD.replace("change: CHG-1", "change: CHG-2")
                                .replace(
                                        "clients: {poolers: [db1/orders]}",
                                        "budget: {hold: 2m}\nsnapshots: {keep: {hourly: 48}}")
                                .replace("  - extensions\n  - analyze\n", "  - analyze: {jobs: 4}\n  - extensions\n")
                                .replace("- pg_upgrade", "- pg_upgrade: {jobs: 8}")
                                .replace(
                                        "  - approve: {by: change-board}\n",
                                        "  - approve: {by: change-board, count: 2}\n")
                                .replace(
                                        "  - verify\n",
                                        "  - verify\n  - {id: verify-again, verify: {}, note: For the board}\n")
                        + "  - retire: {after: 14d}\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private CommandHarness.Outcome run(String... arguments) {
        var outcome = belay.run(arguments);
        String here = folder + "/";
        return new CommandHarness.Outcome(
                outcome.command(),
                outcome.exit(),
                HashNames.in(outcome.out().replace(here, "")),
                outcome.err().replace(here, ""));
    }

    @Test
    void what_changes_is_said_in_words_with_what_it_costs() {
        Golden.assertSame(
                "diff",
                run("diff", "old.plan.yaml", "new.plan.yaml").transcript()
                        + run("diff", "new.plan.yaml", "old.plan.yaml").transcript());
    }

    @Test
    void plans_that_differ_in_their_layout_only_are_the_same() {
        Golden.assertSame(
                "diff-same", run("diff", "old.plan.yaml", "same.plan.yaml").transcript());
    }

    @Test
    void for_programs_it_is_one_document() {
        Golden.assertSame(
                "diff-json",
                run("diff", "old.plan.yaml", "new.plan.yaml", "-o", "json").transcript());
    }

    @Test
    void of_two_plans_that_cannot_be_read_both_are_named() {
        var outcome = run("diff", "gone.plan.yaml", "lost.plan.yaml");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("gone.plan.yaml").contains("lost.plan.yaml");
    }

    @Test
    void a_plan_with_mistakes_is_not_compared() {
        var outcome = run("diff", "old.plan.yaml", "bad.plan.yaml");

        assertThat(outcome.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(outcome.err()).contains("BLY-1105");
        assertThat(outcome.out()).isEmpty();
    }
}
