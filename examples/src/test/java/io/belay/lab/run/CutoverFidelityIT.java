package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.cli.dev.ChildJvm;
import io.belay.cli.dev.ShortProgram;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.RunStatus;
import io.belay.lab.Door;
import io.belay.lab.LabCluster;
import io.belay.lab.LabNeeds;
import io.belay.lab.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A cluster with each kind of object that a schema may have, written to in each awkward way while new follows. Both sides are compared
 * in the hold, right before the crossing: there live stands still, fenced and drained, and is the frozen copy at the same place of its
 * log. The same again, with the sides swapped, in the hold of the way back.
 */
class CutoverFidelityIT {

    private static final String DATABASE = "Kasse \"A.1\" ünï";
    private static final List<String> DATABASES = List.of(DATABASE, "app1", "app2", "postgres");
    private static final String SCRIPTS = "fidelity/";
    private static final Duration SOON = Duration.ofMinutes(2);

    /** What each side has for itself as long as it is fenced, and what of a side that follows keeps strangers out. */
    private static final String FENCE = "connection limit of .*|setting .*default_transaction_read_only";

    /** Told by preflight, BLY-2039 and BLY-2121. */
    private static final List<String> NOT_FOLLOWED =
            List.of(DATABASE + ": rows of till.scratch", DATABASE + ": rows of materialized view till.summed");

    @Test
    void in_both_holds_the_side_that_follows_is_the_one_that_serves() throws IOException, SQLException {
        LabNeeds.loopDevices();
        List<Sql> reports = new ArrayList<>();
        try (OnlineHouse house = OnlineHouse.open(cluster -> reports.add(create(cluster)))) {
            house.house().snapshot();
            for (Sql report : reports) {
                report.close();
            }
            Cutover cutover = new Cutover(house);
            cutover.toTheGate();
            cutover.refusedWhileNewLacksWhatLiveWasGiven();
            cutover.toNew();
            cutover.backToOld();
        }
    }

    /** @return a client around the poolers, connected while a snapshot is taken as by a guard, and not when the plan is applied */
    private static Sql create(LabCluster cluster) {
        cluster.runScript("postgres", SCRIPTS + "create.sql", Map.of("database", DATABASE));
        try {
            return Sql.open(cluster.doorAs("app2", "app"));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** One thread, and the writer's. */
    private static final class Cutover {

        private final OnlineHouse online;
        private final House house;
        private final Path bin;
        private final Path round;
        private final String run;
        private int rounds;

        Cutover(OnlineHouse online) throws IOException {
            this.online = online;
            this.house = online.house();
            this.bin = online.lab().bin(17);
            this.round = online.lab().work().resolve("round.sql");
            try (InputStream script =
                    Objects.requireNonNull(LabCluster.class.getResourceAsStream(SCRIPTS + "round.sql"))) {
                Files.copy(script, round);
            }
            house.worker().stop(SOON);
            startWaitingWorker();
            write(old(), 3);
            this.run = online.start();
        }

        /** What cannot be carried is told before; and who came around the poolers when the guard looked, by now gone. */
        void toTheGate() throws SQLException {
            while (!house.client()
                    .run(run)
                    .map(seen -> seen.status().needsPerson())
                    .orElse(false)) {
                write(old(), 1);
            }
            online.awaitGate(run);
            write(old(), 2);
            run(old(), List.of("REFRESH MATERIALIZED VIEW till.summed"));
            List<FindingReport> told = house.client().run(run).orElseThrow().details().stream()
                    .filter(detail -> detail.id().equals("preflight"))
                    .findFirst()
                    .flatMap(ObservedRun.StepDetail::result)
                    .orElseThrow()
                    .findings();
            assertThat(told).extracting(FindingReport::code).contains("BLY-2039", "BLY-2121", "BLY-2123", "BLY-2120");
            assertThat(seen(house.state().resolve("evidence").resolve(run)))
                    .contains("seen      app in app2 (belay-lab) from this host's socket");
        }

        private static String seen(Path evidence) {
            try (Stream<Path> files = Files.walk(evidence)) {
                StringBuilder text = new StringBuilder();
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
                return text.toString();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        void refusedWhileNewLacksWhatLiveWasGiven() throws SQLException {
            List<String> given = List.of(
                    "ALTER ROLE clerk SET work_mem = '17MB'",
                    "CREATE OR REPLACE FUNCTION till.doubled(v numeric) RETURNS numeric LANGUAGE sql IMMUTABLE"
                            + " SET search_path = till, pg_temp AS 'SELECT v + v'");
            run(old(), given);
            online.decide("dave", "approve", run);
            RunStatus refused = online.until(
                    run,
                    "the promotion waits for new's catalog",
                    status -> status.phase().equals("BLOCKED"));
            assertThat(refused.problem().code()).isEqualTo("BLY-3342");
            assertThat(refused.problem().summary()).contains("function till.doubled(numeric)");
            run(
                    fresh(),
                    Stream.concat(Stream.of("SET session_replication_role = replica"), given.stream())
                            .toList());
            online.decide("dave", "retry", run);
        }

        private static void run(Door side, List<String> statements) throws SQLException {
            try (Sql sql = Sql.open(side.to(DATABASE))) {
                for (String statement : statements) {
                    sql.execute(statement);
                }
            }
        }

        void toNew() throws SQLException {
            Path hold = awaitReached();
            compare("forwards", old(), fresh());
            goOn(hold);
            online.untilLive(run, "new");
            assertThat(SideFacts.of(bin, fresh(), List.of()).facts())
                    .containsEntry("connection limit of " + DATABASE, "25");
        }

        void backToOld() throws SQLException {
            write(fresh(), 3);
            run(fresh(), List.of("REFRESH MATERIALIZED VIEW till.summed"));
            write(fresh(), 3);
            online.decide("alice", "rollback", run);
            Path hold = awaitReached();
            compare("backwards", fresh(), old());
            goOn(hold);
            online.untilLive(run, "old");
        }

        /** All that the way back and the way forward have to carry, at the same moment of one log. */
        private void compare(String direction, Door serving, Door following) throws SQLException {
            SideFacts frozen = SideFacts.of(bin, serving, DATABASES);
            SortedMap<String, String> unlike = frozen.unlike(SideFacts.of(bin, following, DATABASES));
            System.out.println(
                    "  " + direction + ": " + frozen.facts().size() + " facts, " + rounds + " rounds of writes");
            unlike.keySet().removeIf(name -> name.matches(FENCE));
            assertThat(frozen.facts()).hasSizeGreaterThan(200);
            assertThat(unlike.keySet()).as(direction + ": " + unlike).isEqualTo(Set.copyOf(NOT_FOLLOWED));
        }

        private void write(Door side, int times) {
            for (int time = 0; time < times; time++) {
                rounds++;
                ShortProgram.Result written = ShortProgram.of(
                                bin.resolve("psql").toString(),
                                "--no-psqlrc",
                                "--quiet",
                                "--no-password",
                                "--set=ON_ERROR_STOP=1",
                                "--set=n=" + rounds,
                                "--host=" + side.socketFolder(),
                                "--port=" + side.port(),
                                "--username=" + side.role(),
                                "--dbname=" + DATABASE,
                                "--output=/dev/null",
                                "--file=" + round)
                        .with(Map.of("PGPASSWORD", side.password().orElse("")))
                        .run();
                assertThat(written.succeeded()).as(written.output()).isTrue();
            }
        }

        private Door old() {
            return online.superuser(online.old("postgres", LabCluster.BELAY_ROLE), "postgres");
        }

        private Door fresh() {
            return online.superuser(online.fresh("postgres", LabCluster.BELAY_ROLE), "postgres");
        }

        private void startWaitingWorker() {
            Map<String, String> environment = new HashMap<>(online.lab().environment());
            environment.put("JAVA_TOOL_OPTIONS", "-Dio.belay.hold.failpoint=wait:before-cross");
            ChildJvm started = house.start(
                    "waiting",
                    List.of(
                            "worker",
                            "--config",
                            online.lab().hostConfiguration().toString()),
                    environment);
            await("the worker is up")
                    .atMost(SOON)
                    .until(() -> house.text(house.log("waiting")).contains("worker of host lab runs"));
            assertThat(started.isAlive()).isTrue();
        }

        /** @return the folder of the hold that waits */
        private Path awaitReached() {
            Path runs = house.state().resolve("runs").resolve(run);
            await("a hold waits before its crossing")
                    .atMost(SOON)
                    .until(() -> reached(runs).isPresent());
            return reached(runs).orElseThrow();
        }

        private static Optional<Path> reached(Path runs) {
            try (Stream<Path> files = Files.find(runs, 6, (file, attributes) -> file.endsWith("reached"))) {
                return files.map(Path::getParent)
                        .filter(hold -> !Files.exists(hold.resolve("go")))
                        .findFirst();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static void goOn(Path hold) {
            try {
                Files.createFile(hold.resolve("go"));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
