package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.RunStatus;
import io.belay.lab.Door;
import io.belay.lab.Lab;
import io.belay.lab.LabCluster;
import io.belay.lab.LabWish;
import io.belay.lab.Profile;
import io.belay.lab.Sql;
import io.belay.lab.online.OnlineLoad;
import io.belay.lab.online.OnlinePlan;
import io.belay.lab.online.OnlineProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A house whose clients write into both databases of the profile {@code online} through the pooler all the time, a plan that promotes
 * online, rehearsed green, and what has to hold at each stage of its runs. One thread.
 */
final class OnlineHouse implements AutoCloseable {

    static final String CLUSTER = "lab/orders";

    private static final int PER_SECOND = 60;
    private static final long SEED = 4711;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(200);

    /** The profile's databases, and the one that every cluster has. */
    private static final int STREAMS = Profile.ONLINE.databases().size() + 1;

    private static final String LEFT = """
            SELECT 'slot ' || slot_name FROM pg_replication_slots
            UNION ALL SELECT 'publication ' || pubname FROM pg_publication
            UNION ALL SELECT 'subscription ' || subname FROM pg_subscription
            UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname LIKE 'belay%'
            """;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final House house;
    private final OnlineLoad load;
    private final Path plan;
    private boolean struck;

    private OnlineHouse(House house, OnlineLoad load, Path plan) {
        this.house = house;
        this.load = load;
        this.plan = plan;
    }

    static OnlineHouse open() throws IOException, SQLException {
        return open("1m", cluster -> {});
    }

    /** @param more makes what live shall hold beside the profile */
    static OnlineHouse open(Consumer<LabCluster> more) throws IOException, SQLException {
        return open("1m", more);
    }

    /** @param hold for how long clients may be held, as a plan writes it */
    static OnlineHouse open(String hold) throws IOException, SQLException {
        return open(hold, cluster -> {});
    }

    private static OnlineHouse open(String hold, Consumer<LabCluster> more) throws IOException, SQLException {
        House house = House.open(LabWish.usual().with(Profile.ONLINE, 1));
        try {
            house.lab().cluster().letBelayPublish();
            more.accept(house.lab().cluster());
            List<String> steps = new ArrayList<>(OnlinePlan.steps("1s"));
            steps.add("retire: {after: 1s}");
            Path plan = house.lab().writePlan("online", steps);
            Files.writeString(plan, Files.readString(plan).replace("{hold: 1m}", "{hold: " + hold + "}"));
            RunStatus rehearsed = house.rehearse(plan, "");
            assertThat(rehearsed.phase()).as(house.story(rehearsed.run())).isEqualTo("COMPLETED");
            return new OnlineHouse(house, OnlineLoad.start(house.lab(), PER_SECOND, SEED), plan);
        } catch (IOException | SQLException | RuntimeException | AssertionError failure) {
            house.close();
            throw failure;
        }
    }

    House house() {
        return house;
    }

    Lab lab() {
        return house.lab();
    }

    OnlineLoad load() {
        return load;
    }

    /** @return the run's id */
    String start() {
        return house.client().startUpgrade(House.canonical(plan), "alice");
    }

    /** Up to where the change board is asked, the candidate following. */
    void awaitGate(String run) {
        assertAtGate(until(run, "the change board is asked", RunStatus::needsPerson));
    }

    void assertAtGate(RunStatus waiting) {
        assertThat(waiting.problem().isNone()).as(house.story(waiting.run())).isTrue();
        assertThat(waiting.waitsFor()).contains("change-board");
    }

    Cli as(String person) {
        Map<String, String> environment = new HashMap<>(lab().environment());
        environment.put("BELAY_TEMPORAL_ADDRESS", lab().temporal().address());
        environment.put("USER", person);
        environment.put("SUDO_USER", "");
        return new Cli(lab().work(), environment);
    }

    void decide(String person, String... command) {
        Cli.Answer answer = as(person).run(command);
        assertThat(answer.exit()).as(answer.all()).isZero();
    }

    /** What a person is asked behind a decision, not what was asked before it. */
    RunStatus asked(String run, String person, String... command) {
        int before = status(run).revision();
        decide(person, command);
        return until(
                run,
                "a person is asked behind " + String.join(" ", command),
                status -> status.revision() > before && status.needsPerson());
    }

    private RunStatus status(String run) {
        return house.client().run(run).map(ObservedRun::status).orElseThrow();
    }

    RunStatus until(String run, String what, Predicate<RunStatus> isSo) {
        try {
            return await(what)
                    .atMost(House.LONGEST)
                    .pollInterval(LOOK)
                    .ignoreExceptions()
                    .until(() -> status(run), isSo);
        } catch (ConditionTimeoutException inVain) {
            throw new AssertionError("waited in vain until " + what + ": " + house.story(run), inVain);
        }
    }

    /** That clients are served by this side, the other one follows, and the promotion is at its end. */
    RunStatus untilLive(String run, String side) {
        RunStatus status = until(
                run,
                side + " is live and the other side follows",
                seen -> seen.promotion().live().equals(side)
                        && seen.promotion().wayBack().equals("open")
                        && seen.steps().stream()
                                .anyMatch(step -> step.id().equals("promote")
                                        && step.status().equals("DONE"))
                        && seen.problem().isNone());
        System.out.println("  " + side + " is live, clients were held "
                + status.promotion().held() + " ms at the promotion");
        return status;
    }

    /** What programs read of it. */
    JsonNode json(String run) {
        try {
            return MAPPER.readTree(as("dave").run("status", run, "-o", "json").out());
        } catch (JsonProcessingException failure) {
            throw new AssertionError(failure);
        }
    }

    /** A test ends clients' connections: until the next proof they may see errors, and may not know whether an order is there. */
    void strikes() {
        struck = true;
    }

    /** Old serves as before any crossing, and the candidate follows it. */
    void assertNothingCrossed() throws IOException, SQLException {
        assertServes(lab().cluster().major(), old("app1", "app"), fresh("app1", "app"), false);
    }

    void assertOldServes() throws IOException, SQLException {
        assertServes(lab().cluster().major(), old("app1", "app"), fresh("app1", "app"), true);
    }

    void assertNewServes() throws IOException, SQLException {
        assertServes(17, fresh("app1", "app"), old("app1", "app"), true);
    }

    /**
     * No client failed but by a strike, none is held, every acknowledged order is there once, the sides are equal in every table, and clients
     * come into one of them only.
     */
    private void assertServes(int major, Door serving, Door following, boolean switched)
            throws IOException, SQLException {
        awaitProgress();
        assertThat(servedMajor()).isEqualTo(major);
        assertThat(isOpen(serving)).isTrue();
        assertThat(isOpen(following)).isFalse();
        restOnceServed();
        try {
            OnlineProof.awaitFollower(superuser(serving, "postgres"), STREAMS, PATIENCE);
            OnlineProof proof = OnlineProof.of(
                    load.acknowledgements(),
                    database -> superuser(serving, database),
                    database -> superuser(following, database),
                    switched);
            System.out.println("  " + proof);
            assertThat(proof.wrong()).isEmpty();
            assertThat(proof.unacknowledged()).isLessThanOrEqualTo((int) load.inDoubt());
            assertThat(proof.acknowledged()).isPositive();
        } finally {
            load.goOn();
        }
    }

    /** Of one side alone, where there is no other any more. */
    void assertNothingLostOnNew() throws IOException, SQLException {
        restOnceServed();
        try {
            OnlineProof proof =
                    OnlineProof.of(load.acknowledgements(), lab()::doorToTarget, lab()::doorToTarget, false);
            System.out.println("  " + proof);
            assertThat(proof.wrong()).isEmpty();
            assertThat(proof.unacknowledged()).isLessThanOrEqualTo((int) load.inDoubt());
        } finally {
            load.goOn();
        }
    }

    /** As service managers do: an engine that found no Temporal in its time is started again. */
    void startTemporalAndEngineAgain() {
        lab().restartTemporal();
        house.startEngine();
        await("Temporal and engine are back")
                .atMost(House.LONGEST)
                .pollInterval(LOOK)
                .ignoreExceptions()
                .until(() -> {
                    if (!house.engine().isAlive()) {
                        house.startEngine();
                    }
                    return !house.client().engineIsGone() && !house.client().workerIsGone("lab");
                });
    }

    private void restOnceServed() throws IOException {
        load.rest();
        if (struck) {
            load.forgetFailures();
            struck = false;
        }
        try {
            assertThat(load.failures()).isEmpty();
            assertThat(load.failed()).isZero();
        } catch (AssertionError failed) {
            load.goOn();
            throw failed;
        }
    }

    void awaitProgress() {
        long before = load.acknowledged();
        await("clients go on").atMost(PATIENCE).until(() -> load.acknowledged() > before + PER_SECOND);
    }

    /** Whether a client that does not come through the pooler is let in. */
    static boolean isOpen(Door side) {
        try (Sql client = Sql.open(side)) {
            return client.number("SELECT 1") == 1;
        } catch (SQLException refused) {
            return false;
        }
    }

    /** As any client of the cluster sees it. */
    int servedMajor() throws SQLException {
        try (Sql sql = Sql.open(lab().pooler().door("app1", "app"))) {
            return (int) (sql.number("SELECT current_setting('server_version_num')") / 10_000);
        }
    }

    /** What runs made for replication in any database of that server; empty when it is clean. */
    List<String> leftOn(Door server) throws SQLException {
        List<String> left = new ArrayList<>();
        List<String> databases = new ArrayList<>(Profile.ONLINE.databases());
        databases.add("postgres");
        for (String database : databases) {
            try (Sql sql = Sql.open(superuser(server, database))) {
                sql.rows(LEFT).forEach(row -> left.add(database + ": " + row.get(0)));
            }
        }
        return left;
    }

    Door old(String database, String role) {
        return lab().cluster().doorAs(database, role);
    }

    Door fresh(String database, String role) {
        Door door = old(database, role);
        return new Door(door.socketFolder(), lab().targetPort(), database, role, door.password());
    }

    /** As whom Belay comes there: a fence lets in nobody else. */
    Door superuser(Door side, String database) {
        return side.port() == lab().targetPort()
                ? fresh(database, LabCluster.BELAY_ROLE)
                : old(database, LabCluster.BELAY_ROLE);
    }

    @Override
    public void close() throws IOException {
        try {
            load.close();
        } finally {
            house.close();
        }
    }
}
