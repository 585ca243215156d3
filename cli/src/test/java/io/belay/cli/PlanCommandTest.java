package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.FactsReport;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.plans.facts.PinnedFacts;
import io.belay.plans.facts.Unknown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a plan and the world to one file, and from that file to runs that stop when the world is another. */
class PlanCommandTest {

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
              - approve: {by: change-board}
              - promote: {mode: offline, way_back: none}
            """;

    private static final String SAVED = "orders-13-to-17.saved.json";

    private final CommandHarness belay = new CommandHarness();

    @TempDir
    private Path folder;

    @BeforeEach
    void writePlan() throws IOException {
        belay.in(folder);
        Files.writeString(folder.resolve("orders.plan.yaml"), PLAN);
        belay.desk.facts = Optional.of(report("3".repeat(64), "carol"));
    }

    private static FactsReport report(String pgUpgrade, String approvers) {
        return new FactsReport(
                """
                {"allow":["promote_offline","rehearse","snapshot"],
                 "approvers":{"groups":{"change-board":["%s"]},"may":["change-board"]},
                 "cluster":"db1/orders",
                 "live":{"data_directory":"/srv/pg/13/data","major":13,"owner":"postgres","port":5432,"service":"pg_ctl",
                   "system_identifier":"7300000000000000001","tablespaces":{},"wal_directory":"/srv/pg/13/data/pg_wal"},
                 "poolers":{"db1/orders":{"config":"/etc/pgbouncer.ini","console":"/run:6432"}},
                 "postgres":{"13":{"folder":"/usr/lib/postgresql/13/bin","version":"13.23"},
                   "17":{"folder":"/usr/lib/postgresql/17/bin","programs":{"pg_upgrade":"%s"},"version":"17.11"}},
                 "standbys":[],"storage":{"dataset":"/srv/pg","driver":"btrfs","place":"/srv/belay"},
                 "target":{"data_directory":"/srv/pg17/data","port":5432}}""".formatted(approvers, pgUpgrade),
                """
                {"bytes":13000000000,"databases":[{"bytes":13000000000,"extensions":[],"name":"orders","relations":321}],
                 "poolers":{"db1/orders":{"databases":["orders"],"notes":[],"problems":[]}},
                 "relations":321,"room":{"free_bytes":42949672960,"total_bytes":107374182400},
                 "sessions":{"around_poolers":1,"clients":12,"for_example":"report in orders (psql)"}}""",
                List.of("clients come only through db1/orders"),
                List.of(new Unknown("how long each step takes here", "`belay rehearse` it")),
                "0.3.0");
    }

    @Test
    void a_window_that_is_past_stops_who_goes_to_work_and_nobody_who_only_reads() throws IOException {
        Files.writeString(folder.resolve("late.plan.yaml"), PLAN.replace("  - approve: {by: change-board}\n", """
                          - approve: {by: change-board, expires: 7d}
                          - window: {at: 2026-11-21T10:30, length: 3h, zone: Europe/Berlin}
                        """));

        // It is 13:30 in Berlin: the window closed this minute.
        for (String command : List.of("plan", "apply")) {
            var outcome = belay.run(command, "late.plan.yaml");
            assertThat(outcome.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
            assertThat(outcome.err())
                    .contains("error[BLY-1705]: this window is past")
                    .contains("it closed at 2026-11-21T13:30; now it is 2026-11-21T13:30")
                    .contains("write a day to come, `at: 2026-11-22T10:30` or later");
        }
        assertThat(belay.asked).isEmpty();
        for (String command : List.of("validate", "explain", "rehearse")) {
            assertThat(belay.run(command, "late.plan.yaml").err()).doesNotContain("BLY-1705");
        }
        assertThat(folder.resolve(SAVED)).doesNotExist();
    }

    @Test
    void a_window_shorter_than_what_was_rehearsed_is_refused_whenever_somebody_goes_to_work_with_it()
            throws IOException {
        Files.writeString(folder.resolve("short.plan.yaml"), PLAN.replace("  - approve: {by: change-board}\n", """
                          - approve: {by: change-board, expires: 7d}
                          - window: {at: 2026-11-23T01:00, length: 20m, zone: Europe/Berlin}
                        """));
        // Nobody has rehearsed it yet: saved, and applied from that file once the times are known.
        assertThat(belay.run("plan", "short.plan.yaml").exit()).isZero();
        belay.desk.ledgers.put(
                "db1/orders",
                new LedgerBrief(
                        "db1/orders",
                        "2026-11-21T12-00-00Z",
                        "2026-11-21T12:29:00Z",
                        List.of(),
                        List.of(new LedgerBrief.Well(
                                "orders-13-to-17", "promote", "2026-11-21T12-00-00Z", "", 15 * 60_000)),
                        0));

        for (List<String> command : List.of(
                List.of("plan", "short.plan.yaml"),
                List.of("apply", "short.plan.yaml", "--confirm", "db1/orders"),
                List.of("apply", SAVED, "--confirm", "db1/orders"))) {
            var outcome = belay.run(command.toArray(String[]::new));

            assertThat(outcome.err())
                    .as("%s", command)
                    .contains("error[BLY-1704]: what stands behind this window took 15m in rehearsals, times 1.5")
                    .contains("the window is 20m", "write `length: 1h`");
            assertThat(outcome.exit()).as("%s", command).isEqualTo(ExitCode.PLAN_INVALID.number());
        }
        for (String command : List.of("validate", "explain", "review")) {
            assertThat(belay.run(command, "short.plan.yaml").err()).doesNotContain("BLY-1704");
        }
        assertThat(belay.desk.calls).noneMatch(call -> call.startsWith("apply"));
    }

    @Test
    void what_will_happen_where_and_what_nobody_knows_is_told_and_kept_for_its_owner() throws IOException {
        Golden.assertSame("plan", belay.run("plan", "orders.plan.yaml").transcript());

        Path file = folder.resolve(SAVED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains("\"by\" : \"dba\"").contains("\"source\" : \"orders.plan.yaml\"");
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("orders.plan.yaml", SAVED);
        }
    }

    @Test
    void programs_get_both_hashes_and_the_file() {
        var outcome = belay.run("plan", "orders.plan.yaml", "--out", "monday.json", "-o", "json");

        String facts =
                PinnedFacts.read(report("3".repeat(64), "carol").pinned()).hash();
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("\"file\" : \"monday.json\"")
                .contains("\"plan_hash\"")
                .contains("\"facts_hash\" : \"" + facts);
    }

    @Test
    void a_name_by_which_no_command_would_know_it_is_refused_before_anybody_is_asked() {
        assertThat(belay.run("plan", "orders.plan.yaml", "--out", "monday.yaml").exit())
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(belay.asked).isEmpty();
    }

    @Test
    void a_folder_that_is_not_there_is_told_and_nothing_is_left() {
        var outcome = belay.run("plan", "orders.plan.yaml", "--out", "no/such/monday.json");

        assertThat(outcome.err()).contains("BLY-4142").contains("--out");
    }

    @Test
    void in_the_same_world_it_is_applied_with_its_facts() {
        belay.run("plan", "orders.plan.yaml");
        belay.desk.future.add(Upgrades.goingOn());

        var outcome = belay.run("apply", SAVED, "--confirm", "db1/orders", "--no-watch");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        String facts =
                PinnedFacts.read(report("3".repeat(64), "carol").pinned()).text();
        assertThat(belay.desk.calls)
                .containsExactly(
                        "rehearsed? else belay rehearse " + SAVED, "apply " + SAVED + " by dba for facts " + facts);
    }

    @Test
    void in_another_world_nothing_is_started_and_each_difference_is_told() {
        belay.run("plan", "orders.plan.yaml");
        belay.desk.facts = Optional.of(report("4".repeat(64), "carol\",\"mallory"));

        var apply = belay.run("apply", SAVED, "--confirm", "db1/orders");
        var rehearse = belay.run("rehearse", SAVED);

        Golden.assertSame("apply-drifted", apply.transcript());
        assertThat(rehearse.exit()).isEqualTo(ExitCode.DRIFTED.number());
        assertThat(belay.desk.calls).isEmpty();
    }

    @Test
    void what_is_another_in_the_world_is_told_without_starting_anything() {
        belay.run("plan", "orders.plan.yaml");

        var same = belay.run("diff", SAVED, "--world");
        assertThat(same.exit()).isZero();
        assertThat(same.out())
                .isEqualTo("the world is no other than when " + SAVED + " was saved (2026-11-21T12:30:00Z)\n");

        belay.desk.facts = Optional.of(report("4".repeat(64), "carol"));
        var other = belay.run("diff", SAVED, "--world", "-o", "json");
        assertThat(other.exit()).isEqualTo(ExitCode.DRIFTED.number());
        assertThat(other.out())
                .contains("\"fact\" : \"postgres.17.programs.pg_upgrade\"")
                .contains("\"was\" : \"" + "3".repeat(64))
                .contains("\"now\" : \"" + "4".repeat(64));
    }

    @Test
    void of_a_plan_file_the_world_contradicts_what_it_states() throws IOException {
        assertThat(belay.run("diff", "orders.plan.yaml", "--world").exit()).isZero();
        Files.writeString(folder.resolve("other.plan.yaml"), PLAN.replace("version: 13}", "version: 14}"));

        var other = belay.run("diff", "other.plan.yaml", "--world");

        assertThat(other.exit()).isEqualTo(ExitCode.DRIFTED.number());
        assertThat(other.out())
                .contains("1 fact is another than what other.plan.yaml states")
                .contains("`live.version` was 14, is 13");
        assertThat(belay.run("diff", "orders.plan.yaml").exit()).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void a_damaged_one_is_refused_by_its_hash_before_anybody_is_asked() throws IOException {
        belay.run("plan", "orders.plan.yaml");
        belay.asked.clear();
        Path file = folder.resolve(SAVED);
        Files.writeString(file, Files.readString(file).replace("\"count\" : 1", "\"count\" : 0"));

        Golden.assertSame(
                "apply-damaged",
                belay.run("apply", SAVED, "--confirm", "db1/orders").transcript());
        assertThat(belay.asked).isEmpty();
    }

    @Test
    void what_is_no_saved_plan_is_told_so() throws IOException {
        Files.writeString(folder.resolve("other.json"), "{}");

        var outcome = belay.run("rehearse", "other.json");

        assertThat(outcome.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(outcome.err()).contains("BLY-4141");
    }

    @Test
    void its_inputs_are_in_it_and_others_are_refused() {
        belay.run("plan", "orders.plan.yaml");

        var outcome = belay.run("rehearse", SAVED, "--input", "target=18");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("has its inputs already");
    }
}
