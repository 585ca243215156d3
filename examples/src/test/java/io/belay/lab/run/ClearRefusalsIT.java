package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.belay.cli.dev.LoopbackPort;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What cannot be done is refused soon, with a code, the next command and the documented exit code, and leaves nothing behind. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class ClearRefusalsIT {

    private static final int PLAN_INVALID = 3;
    private static final int REFUSED = 4;
    private static final int STOPPED = 6;
    private static final int DRIFTED = 10;
    private static final int UNREACHABLE = 9;

    private static final Duration WAIT = Duration.ofMinutes(1);

    private House house;
    private String cluster;
    private String snapshot;
    private String hostFile;
    private Cli cli;

    @BeforeAll
    void open() {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual().withoutPooler());
        cluster = house.lab().clusterReference();
        snapshot = house.snapshot();
        hostFile = house.text(house.lab().hostConfiguration());
        cli = house.cli();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (house != null) {
            house.close();
        }
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        if (!house.text(house.lab().hostConfiguration()).equals(hostFile)) {
            serve(hostFile);
        }
        if (!house.worker().isAlive()) {
            house.startWorker();
        }
        awaitWorker();
        assertThat(new Traces(house.lab()).left()).isEmpty();
        assertThat(house.client().snapshots(cluster)).singleElement().satisfies(only -> {
            assertThat(only.id()).isEqualTo(snapshot);
            assertThat(only.usedBy()).isEmpty();
        });
        assertThat(house.lab().cluster().isRunning()).isTrue();
    }

    @Test
    void temporal_that_does_not_answer_is_named_with_its_address() {
        String address = "127.0.0.1:" + LoopbackPort.choose(new Random());

        Cli.Answer answer = cli.run("status", "--temporal", address);

        assertRefused(answer, UNREACHABLE, "BLY-4001");
        assertThat(answer.err()).contains(address);
    }

    @Test
    void a_host_without_worker_is_named_and_the_rehearsal_does_not_wait_for_it() {
        House.signal(house.worker().pid(), "TERM");
        await().atMost(WAIT).until(() -> !house.worker().isAlive());

        Cli.Answer question = cli.run("snapshots", cluster);
        assertRefused(question, UNREACHABLE, "BLY-4002");
        assertThat(question.err()).contains("belay worker");

        Cli.Answer rehearsal = rehearse(house.lab().planFile());
        assertRefused(rehearsal, UNREACHABLE, "BLY-4002");
    }

    @Test
    void a_second_worker_with_the_same_state_folder_does_not_start() {
        Cli.Answer answer =
                cli.run("worker", "--config", house.lab().hostConfiguration().toString());

        assertRefused(answer, REFUSED, "BLY-3053");
        assertThat(house.worker().isAlive()).isTrue();
    }

    @Test
    void a_cluster_that_the_host_does_not_know_is_refused_by_the_host() throws IOException {
        assertRefused(cli.run("snapshots", "lab/invoices"), REFUSED, "BLY-3050");
        assertRefused(rehearse(plan("unknown", "lab/orders", "lab/invoices")), REFUSED, "BLY-4006");
    }

    @Test
    void what_the_host_does_not_allow_is_refused_by_the_host() throws IOException {
        serve(hostFile.replace("allow: [snapshot, rehearse, ", "allow: [snapshot, "));

        assertRefused(rehearse(house.lab().planFile()), REFUSED, "BLY-4006");
        assertRefused(cli.run("clone", cluster, "--name", "look", "--snapshot", snapshot), REFUSED, "BLY-3051");
    }

    @Test
    void a_host_without_the_target_is_told_which_major_to_install() throws IOException {
        assumeFalse(Files.exists(Path.of("/usr/lib/postgresql/17")), "PostgreSQL 17 is installed here, and is found");
        serve(hostFile.replaceAll("  - \\{version: 17, bin: [^}]*}\n", ""));

        Cli.Answer answer = rehearse(house.lab().planFile());

        assertRefused(answer, REFUSED, "BLY-4007");
        assertThat(answer.all()).contains("install PostgreSQL 17");
    }

    @Test
    void a_plan_that_states_another_major_than_lives_is_refused_before_its_first_step() throws IOException {
        Cli.Answer answer = rehearse(plan("major", "version: 13", "version: 14"));

        assertRefused(answer, DRIFTED, "BLY-4034");
        assertThat(answer.all())
                .contains("upgrades a 14, and `lab/orders` is a 13")
                .contains("nothing was started");
    }

    @Test
    void a_store_with_too_little_room_stops_at_preflight_before_anything_is_written() throws IOException {
        Cli.Answer answer =
                rehearse(plan("room", "target: {", "snapshots: {minimum_free: 99%, stop_below: 98%}\ntarget: {"));

        assertRefused(answer, STOPPED, "BLY-2060");
        assertThat(answer.all()).contains("MiB");
    }

    @Test
    void a_plan_with_an_unknown_step_is_refused_before_anything_is_asked() throws IOException {
        Cli.Answer answer = rehearse(plan("step", "- pg_upgrade", "- pg_upgrde"));

        assertThat(answer.exit()).isEqualTo(PLAN_INVALID);
        assertThat(answer.all()).contains("BLY-1").contains("pg_upgrade");
    }

    private Cli.Answer rehearse(Path plan) {
        return cli.run("rehearse", plan.toString(), "--snapshot", snapshot);
    }

    /** The lab's plan with one place changed. */
    private Path plan(String name, String from, String to) throws IOException {
        String text = house.text(house.lab().planFile());
        assertThat(text).contains(from);
        return Files.writeString(
                house.lab().work().resolve(name + ".plan.yaml"), once(text).replace(from, to));
    }

    /** By its usual plan a preflight looks three times, half a minute apart. */
    private static String once(String text) {
        return text.replace("- preflight\n", "- {preflight: {}, retry: {launches: 1}}\n");
    }

    /** A new worker with another host file. */
    private void serve(String text) throws IOException {
        assertThat(text).isNotEmpty();
        Files.writeString(house.lab().hostConfiguration(), text);
        House.signal(house.worker().pid(), "TERM");
        await().atMost(WAIT).until(() -> !house.worker().isAlive());
        house.startWorker();
        awaitWorker();
    }

    private void awaitWorker() {
        await().atMost(WAIT)
                .ignoreExceptions()
                .until(() -> !house.client().announce("lab").clusters().isEmpty());
    }

    private static void assertRefused(Cli.Answer answer, int exit, String code) {
        assertThat(answer.all()).contains(code);
        assertThat(answer.all()).containsPattern("(?m)^  (next|remedy) ").contains("belay explain " + code);
        assertThat(answer.exit()).as(answer.all()).isEqualTo(exit);
        assertThat(answer.all()).doesNotContain("\tat io.belay");
    }
}
