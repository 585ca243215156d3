package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.facts.PinnedFacts;
import io.belay.plans.facts.SavedPlan;
import io.belay.plans.facts.SavedPlan.Origin;
import io.belay.plans.facts.SavedPlanText;
import io.belay.plans.file.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report holds is judged where it is written; here it is where its facts come from and where it goes. */
class ReviewCommandsTest {

    private static final String PLAN = """
            apiVersion: belay/v1
            kind: UpgradePlan
            metadata: {name: orders-13-to-17, owner: dba-team@example.com, description: Support for 13 has ended.}
            live: {cluster: db1/orders, version: 13}
            target: {version: 17}
            steps:
              - preflight
              - snapshot
              - clone
              - pg_upgrade
              - verify
              - approve: {by: change-board}
              - promote: {mode: offline, way_back: none}
            """;

    private final CommandHarness belay = new CommandHarness();

    @TempDir
    private Path folder;

    @BeforeEach
    void writePlan() throws IOException {
        belay.in(folder);
        Files.writeString(folder.resolve("orders.plan.yaml"), PLAN);
    }

    @Test
    void a_plan_alone_is_reviewed_without_asking_anybody() {
        var outcome = belay.run("review", "orders.plan.yaml");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out())
                .startsWith("# Change review: orders-13-to-17")
                .contains("Support for 13 has ended", "**STEP 7, PROMOTE**", "Rehearsals: unknown");
        assertThat(belay.asked).isEmpty();
    }

    @Test
    void the_form_follows_the_ending_of_the_file_unless_it_is_asked_for() throws IOException {
        assertThat(belay.run("review", "orders.plan.yaml", "--out", "r.html").out())
                .isEmpty();
        belay.run("review", "orders.plan.yaml", "--out", "r.json");
        belay.run("review", "orders.plan.yaml", "--format", "html", "--out", "r.txt");

        assertThat(Files.readString(folder.resolve("r.html"))).startsWith("<!DOCTYPE html>");
        assertThat(Files.readString(folder.resolve("r.json"))).contains("\"format_version\" : \"1.0\"");
        assertThat(Files.readString(folder.resolve("r.txt"))).isEqualTo(Files.readString(folder.resolve("r.html")));
    }

    @Test
    void the_ledger_is_asked_only_when_somebody_wants_it() throws IOException {
        belay.desk.ledgers.put("db1/orders", Samples.ledger());

        String asked = belay.run("review", "orders.plan.yaml", "--ledger").out();
        String printed = belay.run("ledger", "db1/orders", "-o", "json").out();
        Files.writeString(folder.resolve("ledger.json"), printed);

        assertThat(asked).contains("In rehearsals", "fails");
        assertThat(belay.run("review", "orders.plan.yaml", "--ledger-json", "ledger.json")
                        .out())
                .isEqualTo(asked);
    }

    @Test
    void a_saved_plan_of_another_hash_is_refused_as_drift() throws IOException {
        Files.writeString(folder.resolve("other.plan.yaml"), PLAN.replace("version: 17", "version: 16"));
        Files.writeString(folder.resolve("saved.json"), saved("other.plan.yaml"));

        var outcome = belay.run("review", "orders.plan.yaml", "--from", "saved.json");

        assertThat(outcome.exit()).isEqualTo(ExitCode.DRIFTED.number());
        assertThat(outcome.err()).contains("BLY-4131", "belay plan orders.plan.yaml");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void a_saved_plan_brings_what_was_found_on_the_host() throws IOException {
        Files.writeString(folder.resolve("saved.json"), saved("orders.plan.yaml"));

        var outcome = belay.run("review", "orders.plan.yaml", "--from", "saved.json");

        assertThat(outcome.exit()).as(outcome.transcript()).isZero();
        assertThat(outcome.out()).contains("live.port", "5432", "host probed at 2026-12-01T09:00:00Z");
    }

    @Test
    void a_saved_plan_that_was_changed_is_not_reviewed() throws IOException {
        Files.writeString(
                folder.resolve("saved.json"), saved("orders.plan.yaml").replace("5432", "5433"));

        var outcome = belay.run("review", "orders.plan.yaml", "--from", "saved.json");

        assertThat(outcome.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(outcome.err()).contains("BLY-4140", "saved.json");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void a_file_without_facts_a_bad_day_and_a_folder_that_is_not_there_are_usage_errors() throws IOException {
        Files.writeString(folder.resolve("no.json"), "[]");
        Files.writeString(folder.resolve("not.json"), "{");

        for (String file : new String[] {"no.json", "not.json"}) {
            var outcome = belay.run("review", "orders.plan.yaml", "--from", file);
            assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.number());
            assertThat(outcome.err()).contains("BLY-4130", file);
        }
        assertThat(belay.run("review", "orders.plan.yaml", "--ledger-json", "none.json")
                        .err())
                .contains("BLY-4105");
        assertThat(belay.run("review", "orders.plan.yaml", "--as-of", "tomorrow")
                        .err())
                .contains("BLY-4112", "--as-of 2026-12-01");
        assertThat(belay.run("review", "orders.plan.yaml", "--out", "none/r.html")
                        .err())
                .contains("BLY-4132", "cannot be written: there is no such file or folder");
    }

    @Test
    void a_plan_is_drawn_as_text_or_as_a_picture() throws IOException {
        assertThat(belay.run("graph", "orders.plan.yaml").out())
                .startsWith("flowchart TD\n")
                .contains("CROSSING");
        assertThat(belay.run("graph", "orders.plan.yaml", "--format", "svg").out())
                .startsWith("<svg ");
        belay.run("graph", "orders.plan.yaml", "--out", "way.svg");
        assertThat(Files.readString(folder.resolve("way.svg"))).startsWith("<svg ");
    }

    @Test
    void what_nothing_at_hand_carries_out_is_reviewed_and_drawn_all_the_same() throws IOException {
        Files.writeString(
                folder.resolve("later.plan.yaml"),
                PLAN.replace("{mode: offline, way_back: none}", "{mode: offline, way_back: 7d}"));

        var outcome = belay.run("review", "later.plan.yaml");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).contains("**It cannot be applied yet:**", "`way_back: 7d`");
        assertThat(belay.run("graph", "later.plan.yaml").out()).contains("promote");
    }

    @Test
    void a_plan_with_mistakes_is_neither_reviewed_nor_drawn() throws IOException {
        Files.writeString(folder.resolve("bad.plan.yaml"), PLAN.replace("- clone", "- klone"));

        for (String command : new String[] {"review", "graph"}) {
            var outcome = belay.run(command, "bad.plan.yaml");
            assertThat(outcome.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
            assertThat(outcome.out()).isEmpty();
        }
    }

    /** Of a plan that lies in the folder. */
    private String saved(String plan) {
        String canonical =
                PlanFile.read(folder.resolve(plan), Map.of()).canonical().orElseThrow();
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        facts.putObject("live").put("port", 5432);
        return SavedPlanText.write(new SavedPlan(
                canonical,
                PinnedFacts.of(facts),
                JsonNodeFactory.instance.objectNode(),
                List.of(),
                List.of(),
                new Origin(plan, "alice", Instant.parse("2026-12-01T09:00:00Z"), "0.1.0")));
    }
}
