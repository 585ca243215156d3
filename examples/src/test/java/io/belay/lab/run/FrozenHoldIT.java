package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.engine.run.RunStatus;
import io.belay.lab.Door;
import io.belay.lab.LabCluster;
import io.belay.lab.LabNeeds;
import io.belay.lab.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Holds that stand still at the worst moment and go on past their deadline, while somebody looks whether both sides are ever open; and a
 * superuser who comes again and again. In the order of the story.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class FrozenHoldIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** Its watchdog waits for a tenth and two seconds more. */
    private static final Duration BUDGET = Duration.ofSeconds(10);

    private static final Duration PAST_DEADLINE = Duration.ofSeconds(15);

    private OnlineHouse online;
    private House house;
    private MetHolds holds;
    private String run = "";

    @BeforeAll
    void open() throws IOException, SQLException {
        LabNeeds.loopDevices();
        online = OnlineHouse.open(BUDGET.toSeconds() + "s");
        house = online.house();
        run = online.start();
        online.awaitGate(run);
        holds = new MetHolds(online, run);
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() throws IOException {
        if (online != null) {
            online.close();
        }
    }

    @Test
    @Order(1)
    void hold_and_worker_frozen_before_the_decision_follow_the_watchdogs_undo() throws IOException, SQLException {
        holds.meetAt("before-cross");
        online.decide("dave", "approve", run);
        Path hold = holds.awaitReached();
        ProcessHandle process = holds.hold();
        try (BothSides sides = watched()) {
            House.signal(process.pid(), "STOP");
            House.signal(holds.worker().pid(), "STOP");

            MetHolds.awaitResult(hold);

            MetHolds.goOn(hold);
            House.signal(process.pid(), "CONT");
            House.signal(holds.worker().pid(), "CONT");
            assertThat(process.isAlive()).isFalse();
            assertUndone();
            assertNeverBoth(sides);
        }
        online.assertNothingCrossed();
    }

    /** Both go on at the same moment: whoever of them decides, the other one follows. */
    @Test
    @Order(2)
    void hold_watchdog_and_worker_frozen_before_the_decision_race_for_it_past_the_deadline_and_one_side_opens()
            throws IOException, SQLException {
        online.decide("dave", "retry", run);
        Path hold = holds.awaitReached();
        List<Long> frozen = List.of(
                holds.hold().pid(), holds.watchdog().pid(), holds.worker().pid());
        try (BothSides sides = watched()) {
            frozen.forEach(pid -> House.signal(pid, "STOP"));
            Instant since = Files.getLastModifiedTime(hold.resolve("reached")).toInstant();
            await("the deadline is over").atMost(SOON).until(() -> Instant.now().isAfter(since.plus(PAST_DEADLINE)));
            MetHolds.goOn(hold);

            frozen.forEach(pid -> House.signal(pid, "CONT"));

            MetHolds.awaitResult(hold);
            if (decision(hold).equals("commit")) {
                online.untilLive(run, "new");
                online.assertNewServes();
            } else {
                assertUndone();
                online.assertNothingCrossed();
            }
            assertNeverBoth(sides);
        }
    }

    @Test
    @Order(3)
    void a_superuser_who_comes_again_and_again_during_the_hold_writes_nothing_that_is_lost()
            throws IOException, SQLException {
        boolean first = online.servedMajor() == 13;
        holds.meetAt("before-pause");
        askForNext();
        Path hold = holds.awaitReached();
        String database = "app1";
        Door serving =
                first ? online.lab().cluster().door(database) : online.lab().doorToTarget(database);
        Superuser superuser = Superuser.comesTo(serving);
        try (superuser) {
            await("it writes").atMost(SOON).pollInterval(LOOK).until(() -> superuser.written() > 5);
            MetHolds.goOn(hold);

            online.untilLive(run, first ? "new" : "old");

            await("it is shut out").atMost(SOON).pollInterval(LOOK).until(() -> superuser.refused() > 20);
        }

        Door now = first ? online.fresh(database, LabCluster.BELAY_ROLE) : online.old(database, LabCluster.BELAY_ROLE);
        try (Sql sql = Sql.open(now)) {
            assertThat(Superuser.heldBy(sql).keySet()).containsAll(superuser.acknowledged());
            assertThat(Superuser.heldBy(sql).values()).containsOnly(1L);
            assertThat(sql.number("SELECT last_value FROM shop.unowned"))
                    .isGreaterThanOrEqualTo(superuser.lastOfSequence());
        }
        assertServes(first ? "new" : "old");
    }

    /** The promotion again where it was undone, a swap behind it. */
    private void askForNext() {
        boolean crossed =
                !online.json(run).path("promotion").path("live").asText().isEmpty();
        online.decide(crossed ? "alice" : "dave", crossed ? "rollback" : "retry", run);
    }

    private void assertServes(String side) throws IOException, SQLException {
        if (side.equals("new")) {
            online.assertNewServes();
        } else {
            online.assertOldServes();
        }
    }

    private void assertUndone() {
        RunStatus undone = online.until(run, "the hold is told as undone", RunStatus::needsPerson);
        assertThat(undone.phase()).as(house.story(run)).isEqualTo("BLOCKED");
        assertThat(undone.problem().step()).isEqualTo("promote");
        assertThat(undone.problem().code()).isEqualTo("BLY-3612");
        assertThat(undone.safe()).contains("live serves on");
    }

    private BothSides watched() {
        return BothSides.watched(online.old("app1", "app"), online.fresh("app1", "app"));
    }

    private static void assertNeverBoth(BothSides sides) {
        long seen = sides.looks();
        await().atMost(SOON).until(() -> sides.looks() > seen + 2);
        assertThat(sides.both()).isZero();
    }

    private static String decision(Path hold) throws IOException {
        return Files.readString(hold.resolve("decision")).strip();
    }
}
