package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `validate` makes of several files, and the forms in which it prints their problems. */
class ValidateCommandTest {

    private static final String PLAN = """
            apiVersion: belay/v1
            kind: UpgradePlan
            metadata: {name: orders-13-to-17, owner: dba-team@example.com}
            live: {cluster: db1/orders, version: 13}
            target: {version: 17}
            steps: [preflight, snapshot, clone, pg_upgrade, extensions, analyze, verify]
            """;

    private final CommandHarness belay = new CommandHarness();

    @TempDir
    private Path folder;

    @BeforeEach
    void writePlans() throws IOException {
        belay.in(folder);
        Files.createDirectories(folder.resolve("plans/.hidden"));
        Files.createDirectories(folder.resolve("plans/more"));
        write("good.plan.yaml", PLAN);
        write("plans/a, 100%.plan.yaml", PLAN.replace("version: 17", "version: 17.2"));
        write("plans/b.plan.yaml", PLAN + "budget: {hold: 60}\nbudget: {hold: 5m}\n");
        write("plans/more/c.plan.yaml", PLAN);
        write("plans/more/readme.yaml", "not ours");
        write("plans/.hidden/d.plan.yaml", "not looked at");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private CommandHarness.Outcome run(String... arguments) {
        var outcome = belay.run(arguments);
        String here = folder.toString();
        return new CommandHarness.Outcome(
                outcome.command(),
                outcome.exit(),
                HashNames.in(outcome.out().replace(here + "/", "")),
                outcome.err().replace(here + "/", ""));
    }

    @Test
    void files_and_folders_are_checked_in_one_go_with_one_summary() {
        Golden.assertSame(
                "validate-several",
                run("validate", "good.plan.yaml", "plans").transcript()
                        + run("validate", "good.plan.yaml", "plans/more").transcript());
    }

    @Test
    void a_file_that_is_named_twice_is_checked_once() {
        assertThat(run("validate", "plans", "plans/more/c.plan.yaml").out().lines())
                .filteredOn(line -> line.contains("c.plan.yaml"))
                .hasSize(1);
    }

    @Test
    void for_programs_all_problems_stand_in_one_list_with_their_ends_and_second_places() {
        Golden.assertSame(
                "validate-json", run("validate", "plans", "--output", "json").transcript());
    }

    @Test
    void for_github_each_problem_is_one_line_with_its_signs_escaped() {
        Golden.assertSame(
                "validate-github", run("validate", "plans", "-o", "github").transcript());
    }

    @Test
    void the_sarif_log_holds_rules_regions_and_second_places() throws IOException {
        var outcome = belay.run("validate", "plans", "-o", "sarif");
        Path kept = Path.of("target", "sarif-of-three-plans.json");
        Files.writeString(kept, outcome.out());

        assertThat(outcome.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        JsonNode run = JsonMapper.builder()
                .build()
                .readTree(outcome.out())
                .path("runs")
                .path(0);
        assertThat(run.path("columnKind").asText()).isEqualTo("unicodeCodePoints");
        JsonNode driver = run.path("tool").path("driver");
        assertThat(driver.path("rules").findValuesAsText("id")).containsExactly("BLY-1205", "BLY-1201", "BLY-1002");
        assertThat(driver.path("rules")).allSatisfy(rule -> {
            assertThat(rule.path("help").path("markdown").asText())
                    .startsWith("# " + rule.path("id").asText());
            assertThat(rule.path("shortDescription").path("text").asText()).isNotEmpty();
        });
        assertThat(run.path("results")).allSatisfy(result -> {
            int index = result.path("ruleIndex").asInt();
            assertThat(driver.path("rules").path(index).path("id")).isEqualTo(result.path("ruleId"));
        });
        JsonNode twice = run.path("results").path(2);
        JsonNode place = twice.path("locations").path(0).path("physicalLocation");
        assertThat(place.path("artifactLocation").path("uri").asText()).endsWith("plans/b.plan.yaml");
        assertThat(place.path("region").toString())
                .isEqualTo("{\"startLine\":8,\"startColumn\":1,\"endLine\":8,\"endColumn\":7}");
        assertThat(twice.path("relatedLocations")
                        .path(0)
                        .path("message")
                        .path("text")
                        .asText())
                .isEqualTo("first here");
        String uri = run.path("results")
                .path(0)
                .path("locations")
                .path(0)
                .findValue("uri")
                .asText();
        assertThat(uri).endsWith("plans/a,%20100%25.plan.yaml");
    }

    @Test
    void a_name_with_a_line_break_is_not_passed_over_and_commands_no_terminal() throws IOException {
        write("odd\n\u001b[31m.plan.yaml", PLAN.replace("version: 17", "version: 17.2"));
        write("odd\u001b[31m.host.yaml", PLAN);

        var text = run("validate", ".");
        assertThat(text.err()).contains("--> odd··[31m.plan.yaml:5:19").doesNotContain("\u001b");
        assertThat(text.out()).contains("valid: odd·[31m.host.yaml").doesNotContain("\u001b");
        assertThat(run("validate", ".", "-o", "github").out().lines().toList())
                .hasSize(4)
                .allMatch(line -> line.startsWith("::error file="));
    }

    @Test
    void a_folder_and_a_file_of_another_account_are_called_what_they_are() throws IOException {
        assertThat(run("explain", "plans").err()).contains("the file cannot be read: is a directory");
    }

    @Test
    void a_form_that_is_not_known_is_refused_with_those_that_are() {
        assertThat(run("validate", "plans", "-o", "xml").err())
                .contains("`--output` is `text`, `json`, `github`, `sarif`, not `xml`");
        assertThat(run("explain", "4105", "-o", "sarif").err()).contains("`--output` is `text`, `json`, not `sarif`");
        assertThat(run("help", "validate").out()).contains("--output=text|json|github|sarif");
        assertThat(run("help", "explain").out()).contains("--output=text|json ").doesNotContain("github");
    }

    @Test
    void a_hosts_file_is_read_as_one() throws IOException {
        write("db1.host.yaml", "apiVersion: belay/v1\nkind: HostConfiguration\nmetadata: {name: db1}\nnonsense: 1\n");

        assertThat(run("validate", "db1.host.yaml").err())
                .contains("unknown field `nonsense` in the host's file")
                .doesNotContain("UpgradePlan");
    }
}
