package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.run.RunStatus;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.plans.facts.SavedPlan;
import io.belay.plans.facts.SavedPlanText;
import io.belay.workers.commands.CommandList;
import io.belay.workers.commands.PlannedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A saved plan of a real cluster: what it holds, that it is applied in the same world, and that in another one nothing is touched. One
 * story, in its order.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class SavedPlanIT {

    private static final String CLUSTER = "lab/orders";
    private static final Duration STOPPED = Duration.ofSeconds(20);

    private House house;
    private Path saved;
    private SavedPlan content;
    private String hostFile;

    @BeforeAll
    void saveThePlan() throws IOException {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual().withOwnPrograms());
        Path plan = house.lab()
                .writePlan(
                        "saved",
                        List.of(
                                "preflight",
                                "snapshot",
                                "clone",
                                "pg_upgrade: {mode: link}",
                                "verify",
                                "approve: {by: change-board}",
                                "promote: {mode: offline, way_back: none}"));
        hostFile = Files.readString(house.lab().hostConfiguration());
        saved = house.lab().work().resolve("orders.saved.json");
        Cli.Answer answer = as("alice").run("plan", plan.toString(), "--out", saved.toString());
        assertThat(answer.exit()).as(answer.all()).isZero();
        content = SavedPlanText.read(Files.readString(saved));
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (house != null) {
            house.close();
        }
    }

    private Cli as(String person) {
        Map<String, String> environment = new HashMap<>(house.lab().environment());
        environment.put("BELAY_TEMPORAL_ADDRESS", house.lab().temporal().address());
        environment.put("USER", person);
        environment.put("SUDO_USER", "");
        return new Cli(house.lab().work(), environment);
    }

    @Test
    @Order(1)
    void it_holds_what_the_cluster_itself_says() throws Exception {
        var facts = content.facts().values();
        try (var sql = house.lab().cluster().open("postgres")) {
            assertThat(facts)
                    .containsEntry(
                            "live.system_identifier", sql.value("SELECT system_identifier FROM pg_control_system()"))
                    .containsEntry("live.data_directory", sql.value("SHOW data_directory"))
                    .containsEntry("live.major", "13")
                    .containsEntry("storage.driver", "btrfs")
                    .containsEntry(
                            "poolers.lab/orders.config",
                            house.lab().pooler().configurationFile().toString());
            assertThat(content.judged().path("databases").size())
                    .isEqualTo((int) sql.number("SELECT count(*) FROM pg_database WHERE NOT datistemplate"));
        }
        assertThat(facts.get("postgres.17.programs.pg_upgrade")).matches("[0-9a-f]{64}");
        assertThat(facts.get("approvers.groups.change-board")).contains("dave");
        assertThat(content.assumptions()).anyMatch(text -> text.startsWith("clients come only through lab/orders"));
        assertThat(content.unknowns())
                .isNotEmpty()
                .allSatisfy(unknown -> assertThat(unknown.remedy()).isNotBlank());
    }

    @Test
    @Order(2)
    void it_is_its_owners_alone_and_no_secret_is_in_it() throws IOException {
        String text = Files.readString(saved);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(saved)))
                .isEqualTo("rw-------");
        assertThat(text).doesNotContain("pgpass").doesNotContainIgnoringCase("password");
    }

    @Test
    @Order(3)
    void in_the_same_world_it_is_rehearsed_and_applied_up_to_its_approval_which_binds_to_both_hashes() {
        assertThat(as("alice").run("rehearse", saved.toString()).exit()).isZero();

        Cli.Answer applied = as("alice").run("apply", saved.toString(), "--confirm", CLUSTER);

        assertThat(applied.exit()).as(applied.all()).isEqualTo(5);
        assertThat(newest().facts()).isEqualTo(content.facts().hash());
        assertListed(newest().run());
        Cli.Answer other = as("dave").run("approve", "--facts", "0".repeat(64));
        assertThat(other.err()).contains("error[BLY-4037]");
        assertThat(newest().needsPerson()).isTrue();
    }

    @Test
    @Order(4)
    void a_program_that_is_replaced_behind_the_last_look_stops_the_approved_run_before_clients_are_touched()
            throws Exception {
        Path program = house.lab().bin(17).resolve("pg_dumpall");
        byte[] original = Files.readAllBytes(program);
        Files.write(program, new byte[] {0}, StandardOpenOption.APPEND);

        String run = newest().run();
        Cli.Answer approved =
                as("dave").run("approve", "--facts", content.facts().hash());
        assertThat(approved.exit()).as(approved.all()).isZero();
        Cli.Answer watched = as("dave").run("watch", run);

        assertThat(watched.exit()).isEqualTo(10);
        assertThat(watched.all())
                .contains("BLY-4036")
                .contains("postgres.17.programs.pg_dumpall")
                .contains(" was ");
        try (var sql = house.lab().cluster().open("postgres")) {
            assertThat(sql.value("SHOW server_version")).startsWith("13");
        }
        Files.write(program, original);
        assertThat(as("alice").run("abort", run).exit()).isZero();
        assertThat(house.end(run).phase()).isEqualTo("ABORTED");
    }

    @Test
    @Order(5)
    void a_replaced_program_refuses_a_new_apply_with_exit_code_10_and_nothing_is_touched() throws IOException {
        Path program = house.lab().bin(17).resolve("pg_upgrade");
        byte[] original = Files.readAllBytes(program);
        Files.write(program, new byte[] {0}, StandardOpenOption.APPEND);

        assertRefused("`postgres.17.programs.pg_upgrade` was ");
        Files.write(program, original);
    }

    @Test
    @Order(6)
    void another_approver_refuses_it() throws IOException {
        withHostFile(hostFile.replace("change-board: [", "change-board: [mallory, "));

        assertRefused("`approvers.groups.change-board` was ");
    }

    @Test
    @Order(7)
    void a_further_pooler_refuses_it() throws IOException {
        String second = hostFile.replace("poolers: [lab/orders]", "poolers: [lab/orders, lab/second]");
        int begin = second.indexOf("  - {name: orders, pgbouncer:");
        String described = second.substring(begin, second.indexOf('\n', begin) + 1);
        withHostFile(second.replace(described, described + described.replace("name: orders,", "name: second,")));

        assertRefused("`poolers.lab/second.config` is new: ");
    }

    @Test
    @Order(8)
    void with_everything_put_back_it_is_the_same_world_again() throws IOException {
        withHostFile(hostFile);

        Cli.Answer applied = as("alice").run("apply", saved.toString(), "--confirm", CLUSTER);

        assertThat(applied.exit()).as(applied.all()).isEqualTo(5);
        as("alice").run("abort", newest().run());
    }

    /** Up to the gate, at which the run waits. */
    private void assertListed(String run) {
        List<PlannedPart> parts = CommandList.of(content, false).parts();
        int gate = parts.stream().map(PlannedPart::step).toList().indexOf("approve");
        Path commands = house.state().resolve("evidence").resolve(run).resolve("commands.jsonl");

        assertThat(ListedAndRun.assertSame(parts.subList(0, gate), run, house.text(commands)))
                .containsEntry("run", run);
    }

    private void assertRefused(String difference) throws IOException {
        List<Path> before = below(house.lab().place());
        int runs = house.client().runs(CLUSTER, 20).size();

        Cli.Answer refused = as("alice").run("apply", saved.toString(), "--confirm", CLUSTER);

        assertThat(refused.exit()).as(refused.all()).isEqualTo(10);
        assertThat(refused.err())
                .contains("error[BLY-4036]")
                .contains(difference)
                .contains("nothing was started")
                .contains("belay plan ");
        assertThat(house.client().runs(CLUSTER, 20)).hasSize(runs);
        assertThat(below(house.lab().place())).isEqualTo(before);
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, 4)) {
            return all.sorted().toList();
        }
    }

    private void withHostFile(String text) throws IOException {
        Files.writeString(house.lab().hostConfiguration(), text);
        house.worker().stop(STOPPED);
        house.startWorker();
        house.awaitParts();
    }

    private RunStatus newest() {
        return house.client().runs(CLUSTER, 20).stream()
                .map(run -> run.status())
                .filter(status -> !status.rehearsal())
                .findFirst()
                .orElseThrow();
    }
}
