package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.plans.facts.PinnedFacts;
import io.belay.plans.facts.SavedPlan;
import io.belay.plans.facts.SavedPlan.Origin;
import io.belay.plans.facts.SavedPlanText;
import io.belay.plans.file.PlanFile;
import io.belay.plans.resolve.CanonicalForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the list is what a run does is proven on a real run; here it is how it reads and where it comes from. */
class ExplainCommandsTest {

    private static final Path LIBRARY = Path.of("..", "plans", "library");

    private static final String FACTS = """
            {"cluster": "db1/orders",
             "live": {"major": 13, "owner": "postgres", "data_directory": "/srv/pg/orders/13/data", "port": 5432,
                      "service": "pg_ctl"},
             "target": {"data_directory": "/srv/pg/orders-17/17/data", "port": 5433},
             "poolers": {"db1/orders": {"kind": "pgbouncer", "config": "/etc/pgbouncer/pgbouncer.ini",
                                        "console": "/run/pgbouncer:6432"}},
             "postgres": {"13": {"version": "13.16", "folder": "/usr/lib/postgresql/13/bin"},
                          "17": {"version": "17.6", "folder": "/usr/lib/postgresql/17/bin"}},
             "storage": {"driver": "btrfs", "dataset": "/srv/pg/orders", "place": "/srv/pg/.belay"}}
            """;

    private static final String JUDGED = """
            {"databases": [{"name": "orders"}, {"name": "it's odd"}],
             "poolers": {"db1/orders": {"databases": ["orders", "or\\"ders"]}}}
            """;

    private static final String ONLINE = """
            apiVersion: belay/v1
            kind: UpgradePlan
            metadata: {name: orders-13-to-17, owner: dba-team@example.com}
            live: {cluster: db1/orders, version: 13}
            target: {version: 17, settings: {wal_level: logical}}
            budget: {hold: 1s}
            steps:
              - preflight
              - publish
              - snapshot
              - clone
              - pg_upgrade
              - extensions
              - analyze
              - verify
              - approve: {by: change-board}
              - promote: {mode: online, way_back: 7d, end_transactions_after: 200ms}
              - retire: {after: 7d}
            """;

    private final CommandHarness belay = new CommandHarness();
    private final JsonMapper mapper = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @BeforeEach
    void copyPlans() throws IOException {
        belay.in(folder);
        try (Stream<Path> files = Files.list(LIBRARY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(String.valueOf(file.getFileName())));
            }
        }
        // Scripts that a plan names lie beside it.
        Files.createDirectory(folder.resolve("checks"));
        for (String script : List.of("billing.sql", "month_end.sql")) {
            Files.copy(
                    LIBRARY.resolve("checks").resolve(script),
                    folder.resolve("checks").resolve(script));
        }
        Files.writeString(folder.resolve("watch.saved.json"), saved("rehearsal-only.plan.yaml"));
        Files.writeString(folder.resolve("online.plan.yaml"), ONLINE);
        Files.writeString(folder.resolve("online.saved.json"), saved("online.plan.yaml"));
        Files.writeString(folder.resolve("offline.saved.json"), saved("single-node-offline.plan.yaml"));
    }

    private String saved(String plan) throws IOException {
        String canonical = CanonicalForm.write(
                PlanFile.read(folder.resolve(plan), Map.of()).resolved().orElseThrow());
        return SavedPlanText.write(new SavedPlan(
                canonical,
                PinnedFacts.read(FACTS),
                mapper.readTree(JUDGED),
                List.of(),
                List.of(),
                new Origin(plan, "alice", Instant.parse("2026-12-01T09:00:00Z"), "0.1.0")));
    }

    @Test
    void a_saved_plan_lists_the_commands_of_its_rehearsal() {
        var outcome = belay.run("explain", "--commands", "--rehearsal", "watch.saved.json");

        assertThat(outcome.exit()).as(outcome.transcript()).isZero();
        Golden.assertSame("explain-commands", outcome.transcript());
        assertThat(belay.asked).isEmpty();
    }

    @Test
    void without_a_saved_plan_the_hosts_file_stands_in_and_more_is_unknown() {
        var outcome = belay.run(
                "explain",
                "--commands",
                "--rehearsal",
                "--host",
                "rehearsal-only.host.yaml",
                "rehearsal-only.plan.yaml");

        assertThat(outcome.exit()).as(outcome.transcript()).isZero();
        Golden.assertSame("explain-commands-host", outcome.transcript());
    }

    @Test
    void a_plan_file_alone_does_not_tell_enough() {
        var outcome = belay.run("explain", "--commands", "rehearsal-only.plan.yaml");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("BLY-4133", "belay plan rehearsal-only.plan.yaml", "--host FILE");
    }

    @Test
    void a_host_that_does_not_have_the_cluster_is_named() {
        var outcome = belay.run("explain", "--commands", "--host", "very-large.host.yaml", "rehearsal-only.plan.yaml");

        assertThat(outcome.err()).contains("BLY-4133", "very-large.host.yaml");
    }

    @Test
    void an_apply_is_listed_to_the_end_of_old_live() {
        var outcome = belay.run("explain", "--commands", "offline.saved.json");

        assertThat(outcome.exit()).as(outcome.transcript()).isZero();
        Golden.assertSame("explain-commands-apply", outcome.transcript());
    }

    @Test
    void an_online_promotion_is_listed_with_all_that_follows_and_its_way_back() {
        var outcome = belay.run("explain", "--commands", "online.saved.json");

        assertThat(outcome.exit()).as(outcome.transcript()).isZero();
        Golden.assertSame("explain-commands-online", outcome.transcript());
    }

    @Test
    void one_step_can_be_shown_alone_with_its_waypoint() {
        String text = belay.run("explain", "--commands", "--step", "clone", "offline.saved.json")
                .out();

        assertThat(text).contains("\nclone\n", "\nwaypoint clone\n").doesNotContain("\npg_upgrade", "<final snapshot>");
        var none = belay.run("explain", "--commands", "--step", "clown", "offline.saved.json");
        assertThat(none.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(none.err()).contains("BLY-4133", "clown", "preflight, snapshot, clone");
    }

    @Test
    void a_promotion_is_listed_from_the_hosts_file_too() {
        String text = belay.run(
                        "explain",
                        "--commands",
                        "--host",
                        "single-node-offline.host.yaml",
                        "single-node-offline.plan.yaml")
                .out();

        assertThat(text)
                .contains(
                        "'--command=PAUSE \"<database of the pooler>\"'",
                        "'[--command=RESUME \"<database of the pooler>\"...]'")
                .contains("--username=belay", "/var/lib/belay/live/orders.json", "-D /srv/pg/orders-17/data");
    }

    @Test
    void what_cannot_be_listed_is_named_and_not_left_out() {
        String text = belay.run("explain", "--commands", "--host", "systemd.host.yaml", "systemd.plan.yaml")
                .out();

        assertThat(text)
                .contains("\npromote\n  not listed: ", "by pg_ctl only, and the host's file says systemd")
                .contains("a person decides");
    }

    @Test
    void each_plan_of_the_library_is_listed_with_every_step_of_it() throws IOException {
        for (Path plan : libraryPlans()) {
            String name = String.valueOf(plan.getFileName());
            var outcome =
                    belay.run("explain", "--commands", "--host", name.replace(".plan.", ".host."), "-o", "json", name);

            assertThat(outcome.exit()).as(outcome.transcript()).isZero();
            List<String> steps = mapper.readTree(outcome.out()).path("parts").findValuesAsText("step");
            PlanFile.read(plan, Map.of()).resolved().orElseThrow().steps().stream()
                    .filter(step -> step.takesPartIn(false))
                    .forEach(step -> assertThat(steps).as(name).contains(step.id()));
        }
    }

    private List<Path> libraryPlans() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".plan.yaml"))
                    .filter(file ->
                            !file.toString().contains("hourly-snapshots-only") && !file.endsWith("online.plan.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void json_holds_the_same_arguments_unquoted() throws IOException {
        var outcome = belay.run("explain", "--commands", "--rehearsal", "-o", "json", "watch.saved.json");
        JsonNode document = mapper.readTree(outcome.out());

        assertThat(document.path("kind").asText()).isEqualTo("commands");
        assertThat(document.findValues("arguments").stream()
                        .filter(arguments -> arguments.path(0).asText().endsWith("/pg_upgrade"))
                        .map(arguments -> arguments.findValuesAsText("").size() + arguments.size()))
                .isNotEmpty();
        assertThat(outcome.out()).contains("--dbname=dbname='it\\\\'s odd'").contains("\"<run>\"");
    }
}
