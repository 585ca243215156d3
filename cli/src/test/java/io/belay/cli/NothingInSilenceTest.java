package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.FactsReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is accepted is carried out, what is written is what was asked for, and whatever is not so is told. */
class NothingInSilenceTest {

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

    private static final Path LIBRARY = Path.of("../plans/library");

    private final CommandHarness belay = new CommandHarness();

    @TempDir
    private Path folder;

    @BeforeEach
    void writePlan() throws IOException {
        belay.in(folder);
        write("orders.plan.yaml", PLAN);
        belay.desk.facts = Optional.of(facts(13));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static FactsReport facts(int live) {
        return new FactsReport("""
                {"allow":["promote_offline","rehearse","snapshot"],"approvers":{"groups":{},"may":[]},"cluster":"db1/orders",
                 "live":{"data_directory":"/srv/pg/13/data","major":%d,"owner":"postgres","port":5432,"service":"pg_ctl",
                   "system_identifier":"7300000000000000001","tablespaces":{},"wal_directory":"/srv/pg/13/data/pg_wal"},
                 "poolers":{},"postgres":{},"standbys":[],"storage":{"dataset":"/srv/pg","driver":"btrfs"},
                 "target":{"data_directory":"/srv/pg17/data","port":5432}}""".formatted(live), """
                {"bytes":13,"databases":[],"poolers":{},"relations":1,"room":{"free_bytes":4,"total_bytes":8},
                 "sessions":{"around_poolers":0,"clients":1}}""", List.of(), List.of(), "0.3.0");
    }

    @Test
    void a_limit_that_nothing_keeps_is_a_warning_and_its_default_is_none() throws IOException {
        write("limits.plan.yaml", PLAN + "limits: {cpu: 5%, memory: 25%, io: 1MiB/s}\n");
        write(
                "rhythm.plan.yaml",
                PLAN + "rehearse: {quick: never}\nsnapshots: {keep: {yearly: 7}, zone: Asia/Tokyo}\n");

        var limits = belay.run("validate", "limits.plan.yaml");
        var rhythm = belay.run("validate", "rhythm.plan.yaml");

        assertThat(limits.exit()).isZero();
        assertThat(limits.err()).contains("BLY-1112", "`cpu` has no effect yet", "`io` has no effect yet");
        assertThat(limits.err()).doesNotContain("`memory`");
        // Heeded by guards and workers: no warning is left to take away.
        assertThat(rhythm.err()).isEmpty();
        assertThat(belay.run("validate", "orders.plan.yaml").err()).isEmpty();
    }

    @Test
    void a_ceiling_of_the_host_that_nothing_keeps_is_a_warning_too_and_heavy_is_none() throws IOException {
        String host = Files.readString(LIBRARY.resolve("smallest.host.yaml"));
        write("some.host.yaml", host + "limits: {cpu: 30%, memory: 64GiB, io: low, rehearsals: 4, heavy: 2}\n");
        write("usual.host.yaml", host + "limits: {cpu: 50%, memory: 25%, io: low, rehearsals: 1, heavy: 1}\n");

        assertThat(belay.run("validate", "some.host.yaml").err())
                .contains("BLY-1112", "`cpu` has no effect yet", "`memory` has", "`rehearsals` has")
                .doesNotContain("`io` has", "`heavy` has");
        assertThat(belay.run("validate", "usual.host.yaml").err()).doesNotContain("BLY-1112");
    }

    @Test
    void such_a_warning_is_accepted_by_a_person_like_any_other() throws IOException {
        write("accepted.plan.yaml", PLAN + """
                limits: {cpu: 5%}
                accept: [{code: BLY-1112, object: cpu, reason: For later, owner: eve@example.com, until: 2099-01-31}]
                """);

        assertThat(belay.run("validate", "accepted.plan.yaml").err()).isEmpty();
    }

    @Test
    void explanations_say_what_of_every_plan_is_not_heeded() {
        assertThat(belay.run("explain", "orders.plan.yaml").out())
                .contains("nothing at hand carries out", "`limits`: nothing bounds")
                .doesNotContain("`snapshots.keep`", "`rehearse`:", "minimum_free`:");
    }

    @Test
    void a_second_snapshot_would_be_the_first_one_again_and_is_refused() throws IOException {
        write("two.plan.yaml", PLAN.replace("- clone\n", "- {id: again, snapshot: {}}\n  - clone: {of: snapshot}\n"));
        write("each.plan.yaml", PLAN.replace("- snapshot\n", """
                - {id: a, when: rehearsal, snapshot: {}}
                  - {id: b, when: apply, snapshot: {}}
                """.stripTrailing() + "\n"));

        var two = belay.run("validate", "two.plan.yaml");

        assertThat(two.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(two.err()).contains("BLY-1110", "a second `snapshot`");
        assertThat(belay.run("validate", "each.plan.yaml").err()).doesNotContain("a second `snapshot`");
    }

    @Test
    void a_code_that_nobody_can_accept_is_not_sent_to_a_page_that_is_not_there() throws IOException {
        write("a.plan.yaml", PLAN + "accept: [{code: BLY-9999, reason: x, owner: a@b.example, until: 2099-01-31}]\n");

        assertThat(belay.run("validate", "a.plan.yaml").err())
                .contains("BLY-1922", "BLY-2xxx")
                .doesNotContain("explain BLY-9999");
    }

    @Test
    void what_is_no_file_is_not_waited_for_in_a_folder() throws IOException {
        Files.createSymbolicLink(folder.resolve("null.plan.yaml"), Path.of("/dev/null"));

        assertThat(belay.run("validate", ".").exit()).isZero();
    }

    @Test
    void no_saved_plan_is_made_of_another_world_than_the_plan_states() throws IOException {
        belay.desk.facts = Optional.of(facts(17));
        write("unstated.plan.yaml", PLAN.replace(", version: 13", ""));

        var stated = belay.run("plan", "orders.plan.yaml");
        var unstated = belay.run("plan", "unstated.plan.yaml");

        assertThat(stated.exit()).isEqualTo(ExitCode.DRIFTED.number());
        assertThat(stated.err()).contains("`live.version` was 13, is 17", "nothing was saved");
        assertThat(unstated.exit()).isEqualTo(ExitCode.DRIFTED.number());
        assertThat(unstated.err()).contains("`live.version` was below 17, is 17");
        assertThat(folder.resolve(SAVED)).doesNotExist();
    }

    @Test
    void a_saved_plan_is_validated_explained_drawn_and_reviewed_with_its_facts() {
        belay.run("plan", "orders.plan.yaml");

        assertThat(belay.run("validate", SAVED).out()).startsWith("valid: " + SAVED + ", saved plan ");
        assertThat(belay.run("explain", SAVED).out()).startsWith("orders-13-to-17   plan ");
        assertThat(belay.run("graph", SAVED).out()).startsWith("flowchart");
        assertThat(belay.run("review", SAVED).out()).contains("host probed at");
    }

    @Test
    void a_report_never_goes_where_a_plan_lies() throws IOException {
        for (String command : List.of("review", "graph")) {
            var outcome = belay.run(command, "orders.plan.yaml", "--out", "orders.plan.yaml");

            assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.number());
            assertThat(outcome.err()).contains("BLY-4132");
            assertThat(Files.readString(folder.resolve("orders.plan.yaml"))).isEqualTo(PLAN);
        }
    }

    @Test
    void a_file_holds_what_its_ending_says_or_what_was_asked_for() throws IOException {
        assertThat(belay.run("review", "orders.plan.yaml", "--out", "r.pdf").exit())
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(belay.run("graph", "orders.plan.yaml", "--out", "g.png").exit())
                .isEqualTo(ExitCode.USAGE.number());
        belay.run("graph", "orders.plan.yaml", "--format", "mermaid", "--out", "g.svg");

        assertThat(folder.resolve("r.pdf")).doesNotExist();
        assertThat(folder.resolve("g.png")).doesNotExist();
        assertThat(Files.readString(folder.resolve("g.svg"))).startsWith("flowchart");
    }
}
