package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.cli.dev.ChildJvm;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.RunStatus;
import io.belay.lab.Lab;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
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
 * One Temporal server, one engine, two hosts, each with a worker, a file, a volume and a cluster of its own. Host {@code lab} does one
 * heavy work at a time, as hosts do that say nothing, host {@code two} two. A step of the plans runs until the test lets it end. The
 * tests are one story and run in its order.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class SeveralHostsIT {

    private static final String TWO = "two";
    private static final Duration SOON = Duration.ofMinutes(2);

    private House house;
    private Lab second;
    private ChildJvm secondWorker;
    private Path firstPlan;
    private Path secondPlan;
    private final List<String> onFirst = new ArrayList<>();
    private final List<String> onSecond = new ArrayList<>();

    @BeforeAll
    void open() throws IOException {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual().withoutPooler());
        second = Lab.open(
                LabWish.usual().withoutPooler().withoutTemporal(),
                sentence -> System.out.println("  two: " + sentence));
        rewrite(
                second.hostConfiguration(),
                text -> text.replace("metadata: {name: lab}", "metadata: {name: two}")
                                .replace(
                                        "127.0.0.1:7233", house.lab().temporal().address())
                        + "limits: {heavy: 2}\n"
                        + program(second));
        rewrite(house.lab().hostConfiguration(), text -> text + program(house.lab()));
        House.kill(house.worker());
        house.startWorker();
        startSecondWorker();
        house.awaitParts();
        await().atMost(SOON).ignoreExceptions().until(() -> !house.client().workerIsGone(TWO));
        firstPlan = plan(house.lab(), "lab");
        secondPlan = plan(second, TWO);
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        try {
            if (second != null) {
                letGo(second);
                secondWorker.stop(Duration.ofSeconds(20));
                second.close();
            }
        } finally {
            if (house != null) {
                letGo(house.lab());
                house.close();
            }
        }
    }

    @Test
    @Order(1)
    void rehearsals_on_two_hosts_are_at_work_at_the_same_time_and_each_host_does_only_its_own() {
        onFirst.add(house.start(firstPlan, ""));
        onSecond.add(house.start(secondPlan, ""));
        onSecond.add(house.start(secondPlan, ""));

        awaitAtWork(house.lab(), onFirst);
        awaitAtWork(second, onSecond);

        assertThat(evidence(house.lab())).containsExactlyInAnyOrderElementsOf(onFirst);
        assertThat(evidence(second)).containsExactlyInAnyOrderElementsOf(onSecond);
        for (String run : List.of(onFirst.get(0), onSecond.get(0), onSecond.get(1))) {
            assertThat(house.client().run(run).orElseThrow().notice()).as(run).isEmpty();
        }
    }

    @Test
    @Order(2)
    void a_rehearsal_more_than_a_host_has_room_for_waits_and_says_so_in_status() {
        onFirst.add(house.start(firstPlan, ""));
        onSecond.add(house.start(secondPlan, ""));

        awaitNotice(onFirst.get(1), "waits for room on lab: 1 at work (" + onFirst.get(0) + ")");
        awaitNotice(onSecond.get(2), "waits for room on two: 2 at work (");

        Cli.Answer status = house.cli().run("status", onFirst.get(1));
        assertThat(status.out())
                .contains("note: waits for room on lab: 1 at work (" + onFirst.get(0) + ")")
                .contains("next     belay watch " + onFirst.get(1));
        assertThat(house.cli().run("status", onFirst.get(1), "-o", "json").out())
                .contains("\"notice\" : \"waits for room on lab: 1 at work");
        assertThat(atWork(house.lab())).containsExactlyElementsOf(onFirst.subList(0, 1));
        assertThat(atWork(second)).containsExactlyInAnyOrderElementsOf(onSecond.subList(0, 2));
    }

    @Test
    @Order(3)
    void a_host_without_room_answers_questions_and_previews_and_takes_snapshots_at_once() {
        Cli.Answer doctor = house.cli().run("doctor", "--host", "lab", "--host", TWO);
        Cli.Answer snapshot = house.cli().run("snapshots", "lab/orders", "--take");
        Cli.Answer preview = house.cli().run("abort", onFirst.get(1), "--preview");
        Cli.Answer logs = house.cli().run("logs", onFirst.get(0));

        assertThat(doctor.exit()).isZero();
        assertThat(doctor.out()).contains("host lab", "host two", "lab/orders", "two/orders");
        assertThat(snapshot.exit()).isZero();
        assertThat(preview.exit()).isZero();
        assertThat(logs.exit()).isZero();
        assertThat(atWork(house.lab())).as("all of that beside the work").containsExactly(onFirst.get(0));
    }

    @Test
    @Order(4)
    void a_host_whose_worker_was_killed_is_told_at_once_as_likely_and_then_as_certain_and_the_other_host_goes_on() {
        House.kill(secondWorker);

        awaitNotice(onSecond.get(2), "host `two` has not taken StepRun up since 20");
        awaitNotice(onSecond.get(0), "no worker of host `two` answers (last heard of on machine `");
        assertThat(house.client().run(onFirst.get(1)).orElseThrow().notice())
                .as("a worker without room for longer than a poll lasts is there all the same")
                .startsWith("waits for room on lab: 1 at work");
        letGo(house.lab());
        assertThat(onFirst).allSatisfy(run -> assertThat(house.end(run).phase()).isEqualTo("COMPLETED"));

        Cli.Answer status = house.cli().run("status", onSecond.get(0));
        assertThat(status.out())
                .contains("start `belay worker` there; the run goes on then")
                .contains("next     belay doctor --host two");
        Cli.Answer doctor = house.cli().run("doctor", "--host", TWO);
        assertThat(doctor.out()).contains("bad  host two", "start `belay worker` on `two`");
    }

    @Test
    @Order(5)
    void a_host_that_comes_back_adopts_what_runs_there_and_its_runs_go_on() throws IOException {
        startSecondWorker();
        await().atMost(SOON).ignoreExceptions().until(() -> !house.client().workerIsGone(TWO));
        letGo(second);

        List<RunStatus> ends = onSecond.stream().map(house::end).toList();

        assertThat(ends)
                .allSatisfy(end -> assertThat(end.phase()).as(end.toString()).isEqualTo("COMPLETED"));
        assertThat(Files.readAllLines(gate(second).resolve("begun")))
                .as("each program began once")
                .containsExactlyInAnyOrderElementsOf(onSecond);
        assertThat(new Traces(second).left()).isEmpty();
        assertThat(new Traces(house.lab()).left()).isEmpty();
    }

    private void startSecondWorker() {
        secondWorker = house.start(
                "worker-two",
                List.of("worker", "--config", second.hostConfiguration().toString()),
                second.environment());
    }

    private void awaitNotice(String run, String words) {
        await(words)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(
                                house.client().run(run).map(ObservedRun::notice).orElse(""))
                        .contains(words));
    }

    private static void awaitAtWork(Lab lab, List<String> runs) {
        await().atMost(SOON).untilAsserted(() -> assertThat(atWork(lab)).containsExactlyInAnyOrderElementsOf(runs));
    }

    /** Runs whose program has begun. */
    private static List<String> atWork(Lab lab) {
        Path begun = gate(lab).resolve("begun");
        try {
            return Files.exists(begun) ? Files.readAllLines(begun) : List.of();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> evidence(Lab lab) {
        try (Stream<Path> runs = Files.list(lab.work().resolve("state/evidence"))) {
            return runs.map(run -> run.getFileName().toString()).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path gate(Lab lab) {
        return lab.work().resolve("gate");
    }

    private static void letGo(Lab lab) {
        try {
            Files.writeString(gate(lab).resolve("open"), "");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A program that notes its run and ends when the test opens the gate. */
    private static String program(Lab lab) {
        try {
            Files.createDirectory(gate(lab));
            Path script = lab.work().resolve("until-open");
            Files.writeString(
                    script,
                    "#!/bin/sh\necho \"$BELAY_RUN\" >> " + gate(lab).resolve("begun") + "\nwhile [ ! -e "
                            + gate(lab).resolve("open") + " ]; do sleep 0.2; done\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
            lab.own(gate(lab));
            return "programs:\n  - {name: until-open, path: " + script + ", sha256: " + sha256(script)
                    + ", effects: [none], run_as: " + lab.account() + "}\n";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException inEveryJdk) {
            throw new IllegalStateException(inEveryJdk);
        }
    }

    private static Path plan(Lab lab, String host) {
        Path plan = lab.writePlan(
                "gated", List.of("snapshot", "clone", "exec: {program: until-open, effects: none}", "pg_upgrade"));
        rewrite(plan, text -> text.replace("cluster: lab/orders", "cluster: " + host + "/orders"));
        return plan;
    }

    private static void rewrite(Path file, UnaryOperator<String> change) {
        try {
            Files.writeString(file, change.apply(Files.readString(file)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
