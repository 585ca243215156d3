package io.belay.lab.editor;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.schema.FileSchema;
import io.belay.plans.schema.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who writes Belay's files in an editor, from the server that VS Code, Neovim and others run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditorIT {

    private static final String PLAN = """
            apiVersion: belay/v1
            kind: UpgradePlan
            metadata: {name: orders-13-to-17, owner: dba-team@example.com}
            live: {cluster: db1/orders, version: 13}
            target: {version: 17}
            """;
    private static final String STEPS = "steps: [preflight, snapshot, clone]\n";

    private LanguageServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        Path program = ServerPackage.programOrSkip();
        Map<Path, String> schemas = new HashMap<>();
        for (FileSchema file : FileSchema.values()) {
            Path schema = folder.resolve(file.file());
            Files.writeString(schema, Schemas.text(Schemas.of(file)));
            schemas.put(schema, "*" + file.ending());
        }
        Path any = folder.resolve(Schemas.OF_ALL);
        Files.writeString(any, Schemas.text(Schemas.ofAll()));
        schemas.put(any, "*.belay.yaml");
        server = new LanguageServer(program, folder, schemas);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void blocks_are_proposed_at_the_top_and_those_that_stand_there_are_not() {
        assertThat(plan(PLAN + "|\n"))
                .contains("steps", "budget", "snapshots", "rehearse", "clients", "on_failure", "accept")
                .doesNotContain("live", "target", "metadata", "verify");
    }

    @Test
    void kinds_of_steps_are_proposed_in_the_list_of_steps() {
        assertThat(plan(PLAN + "steps:\n  - preflight\n  - |\n"))
                .contains(
                        "snapshot",
                        "clone",
                        "pg_upgrade",
                        "verify",
                        "promote",
                        "approve",
                        "window",
                        "parallel",
                        "include")
                .doesNotContain("follow", "prove_content", "budget");
    }

    @Test
    void beside_a_kind_the_fields_of_every_step_are_proposed_and_no_second_kind() {
        assertThat(plan(PLAN + "steps:\n  - verify:\n      rows: exact\n    |\n"))
                .contains("id", "when", "timeout", "retry", "on_failure", "needs", "note")
                .doesNotContain("verify", "promote", "rows");
    }

    @Test
    void options_of_a_kind_are_proposed_within_it() {
        assertThat(plan(PLAN + "steps:\n  - verify:\n      |\n"))
                .contains("schema", "rows", "content", "sequences", "indexes", "plans", "sql")
                .doesNotContain("timeout", "mode");
        assertThat(plan(PLAN + "steps:\n  - verify:\n      content:\n        |\n"))
                .contains("proof", "sample");
    }

    @Test
    void words_are_proposed_as_values() {
        assertThat(plan(PLAN + "steps:\n  - promote:\n      mode: |\n")).contains("offline", "online");
        assertThat(plan(PLAN + "steps:\n  - promote: {mode: |}\n")).contains("offline", "online");
        assertThat(plan(PLAN + "steps:\n  - promote:\n      way_back: |\n")).contains("none", "7d");
        assertThat(plan(PLAN + "steps:\n  - verify:\n      indexes: |\n"))
                .contains("catalog", "amcheck", "amcheck_sample", "none");
        assertThat(plan(PLAN + "storage:\n  driver: |\n")).contains("auto", "btrfs", "zfs", "lvm", "xfs");
        assertThat(plan(PLAN + "notifications:\n  - to: dba\n    on: [|]\n")).contains("failing", "waiting", "ended");
    }

    @Test
    void nested_blocks_are_proposed_field_by_field() {
        assertThat(plan(PLAN + "snapshots:\n  keep:\n    |\n")).contains("newest", "hourly", "daily", "weekly");
        assertThat(plan(PLAN + "budget:\n  |\n"))
                .contains("hold", "wal_on_live", "catch_up", "rehearsal_age", "margin");
    }

    @Test
    void members_of_a_group_are_only_those_that_may_run_beside_others() {
        assertThat(plan(PLAN + "steps:\n  - parallel:\n      limit: 2\n      steps:\n        - |\n"))
                .contains("analyze", "reindex", "verify")
                .doesNotContain("promote", "snapshot", "parallel");
    }

    @Test
    void the_host_s_file_the_list_and_the_fleet_have_proposals_of_their_own() {
        String host = "apiVersion: belay/v1\nkind: HostConfiguration\n";
        assertThat(server.completion(host + "|\n", ".host.yaml")).contains("clusters", "temporal", "programs", "users");
        assertThat(server.completion(host + "clusters:\n  - name: x\n    service:\n      |\n", ".host.yaml"))
                .contains("pg_ctl", "systemd", "pg_ctlcluster", "command");
        assertThat(server.completion("apiVersion: belay/v1\nkind: |\n", ".fleet.yaml"))
                .containsExactly("FleetPlan");
        assertThat(server.completion("apiVersion: belay/v1\nkind: StepList\n|\n", ".steps.yaml"))
                .contains("steps", "metadata")
                .doesNotContain("live");
    }

    @Test
    void a_proposal_says_what_it_means() {
        assertThat(server.explained(PLAN + "steps:\n  - promote:\n      mode: |\n", ".plan.yaml", "online"))
                .contains("The candidate follows live");
        assertThat(server.explained(PLAN + "budget:\n  |\n", ".plan.yaml", "hold"))
                .contains("longest time for which the promotion may hold clients", "Default: `5m`");
    }

    @Test
    void a_field_is_explained_where_it_stands() {
        assertThat(hover("budget:\n  ho|ld: 5m\n"))
                .contains("budget.hold", "The longest time", "Default: `5m`", "500ms");
        assertThat(hover("steps:\n  - promote: {mo|de: offline, way_back: none}\n"))
                .contains("promote.mode", "Required.", "`online`: The candidate follows live");
        assertThat(hover("steps:\n  - pg_upgrade: {}\n    time|out: 5h\n")).contains("timeout", "Default: `4h`");
        assertThat(hover("snapshots: {keep: {hou|rly: 3}}\n")).contains("snapshots.keep.hourly", "Default: `24`");
    }

    @Test
    void a_step_is_explained_as_a_word_and_as_a_block() {
        assertThat(hover("steps:\n  - pub|lish\n"))
                .contains("publish", "TOUCHES LIVE")
                .doesNotContain("preflight");
        assertThat(hover("steps:\n  - ret|ire: {after: 14d}\n")).contains("retire", "POINT OF NO RETURN");
    }

    @Test
    void a_good_plan_has_no_diagnostics() {
        assertThat(server.diagnostics(PLAN + STEPS, ".plan.yaml")).isEmpty();
        assertThat(server.diagnostics(
                        PLAN + "inputs: {mode: {type: choice, default: online, allowed: [online, offline]}}\n"
                                + "steps:\n  - promote: {mode: \"${inputs.mode}\", way_back: none}\n",
                        ".plan.yaml"))
                .isEmpty();
    }

    @Test
    void mistakes_of_shape_are_marked_where_they_stand() {
        assertThat(diagnostics(STEPS + "snapshot: {every: 1h}\n"))
                .containsExactly("7: Property snapshot is not allowed.");
        assertThat(diagnostics(STEPS + "snapshots: {every: 60}\n"))
                .containsExactly("7: a duration, or `never` is expected, for example `30m`");
        assertThat(diagnostics("steps:\n  - promote: {mode: onlin, way_back: none}\n"))
                .containsExactly("7: Value is not accepted. Valid values: \"offline\", \"online\".");
        assertThat(diagnostics("steps:\n  - promote: {mode: offline}\n"))
                .containsExactly("7: Missing property \"way_back\".");
        assertThat(diagnostics("steps:\n  - verify: {row: exact}\n"))
                .containsExactly("7: Property row is not allowed.");
        assertThat(diagnostics("steps:\n  - preflihgt\n"))
                .singleElement()
                .asString()
                .startsWith("7: Value must be");
    }

    @Test
    void one_schema_for_all_files_chooses_by_their_kind() {
        assertThat(server.completion(PLAN + "budget:\n  |\n", ".belay.yaml")).contains("hold", "margin");
        assertThat(server.completion("apiVersion: belay/v1\nkind: |\n", ".belay.yaml"))
                .contains("UpgradePlan", "StepList", "FleetPlan", "HostConfiguration");
        assertThat(server.diagnostics(PLAN + STEPS + "snapshot: {every: 1h}\n", ".belay.yaml"))
                .containsExactly("7: Property snapshot is not allowed.");
        assertThat(server.diagnostics(PLAN + STEPS, ".belay.yaml")).isEmpty();
    }

    @Test
    void a_line_in_the_file_itself_names_its_schema() {
        String line = "# yaml-language-server: $schema=upgrade-plan.schema.json\n";

        assertThat(server.completion(line + PLAN + "budget:\n  |\n", ".other.yaml"))
                .contains("hold", "margin");
        assertThat(server.diagnostics(line + PLAN + STEPS + "snapshot: {}\n", ".other.yaml"))
                .containsExactly("8: Property snapshot is not allowed.");
    }

    private List<String> plan(String text) {
        return server.completion(text, ".plan.yaml");
    }

    private String hover(String rest) {
        return server.hover(PLAN + rest, ".plan.yaml");
    }

    private List<String> diagnostics(String rest) {
        return server.diagnostics(PLAN + rest, ".plan.yaml");
    }
}
