package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.belay.engine.client.Deciding;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.Choice;
import io.belay.engine.run.RunStatus;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.lab.Sql;
import io.belay.plans.approval.ApproverKey;
import io.belay.plans.approval.SignedApproval;
import io.belay.plans.approval.SignedApproval.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A promotion on a host that lists an approver's key, by the commands that people type, through real Temporal. The tests are one
 * story and run in its order.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class SignedApprovalIT {

    /** The pair that RFC 8032 tests with. */
    private static final String PEM = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
            -----END PRIVATE KEY-----
            """;

    private static final String PUBLIC = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    private static final String CLUSTER = "lab/orders";
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private House house;
    private Path plan;
    private Path key;
    private String first = "";
    private String run = "";

    @BeforeAll
    void rehearseGreen() throws IOException {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual());
        assumeThat(house.client().announce("lab").kinds())
                .as("this host carries out no promotion, so no plan can be applied on it")
                .contains("promote");
        key = Files.writeString(house.lab().work().resolve("dave.pem"), PEM);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        plan = house.lab()
                .writePlan(
                        "signed",
                        List.of(
                                "preflight",
                                "snapshot",
                                "clone",
                                "pg_upgrade: {mode: link}",
                                "verify",
                                "{id: change, approve: {by: change-board}}",
                                "{id: go, approve: {by: change-board, asks: \"Promote now?\"}}",
                                "promote: {mode: offline, way_back: none}"));
        assertThat(house.rehearse(plan, "").phase()).isEqualTo("COMPLETED");
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    @Order(1)
    void an_approval_from_before_the_host_listed_keys_holds_nobody_its_promotion_is_refused() throws Exception {
        first = apply();
        assertThat(as("dave").run("approve", first, "change").out()).contains("recorded, not authenticated");
        awaitGate(first, "go");
        listKey();

        Cli.Answer unsigned = as("dave").run("approve", first, "go");
        assertThat(unsigned.exit()).isEqualTo(4);
        assertThat(unsigned.err())
                .contains("host `lab` promotes nothing without signed approvals: `dave` did not sign")
                .contains("belay approve --sign KEYFILE");

        Cli.Answer signed = as("dave").run("approve", first, "go", "--sign", key.toString(), "--for", "1h");
        assertThat(signed.out()).contains("(signed; the host verifies it before clients are held)");
        RunStatus refused = rest(first);
        assertThat(refused.phase()).isEqualTo("BLOCKED");
        assertThat(refused.problem().step()).isEqualTo("promote");
        assertThat(refused.problem().code()).isEqualTo("BLY-3064");
        assertThat(refused.problem().summary()).contains("`change` has 0 of 1 valid signatures (`dave` did not sign)");
        assertNobodyWasHeld(refused);
    }

    @Test
    @Order(2)
    void a_signature_for_one_run_is_worth_nothing_in_another_run_of_the_same_plan() throws Exception {
        Choice signedForFirst = signed(first, "change");
        assertThat(as("dave").run("abort", first).exit()).isZero();
        assertThat(house.end(first).phase()).isEqualTo("ABORTED");
        run = apply();

        assertThatThrownBy(() -> house.client().decide(run, signedForFirst, Deciding.by("dave", "")))
                .hasMessageContaining("not for this plan and this run");
        assertNobodyWasHeld(house.client().run(run).orElseThrow().status());
    }

    @Test
    @Order(3)
    void with_both_gates_signed_new_becomes_live() throws Exception {
        assertThat(as("dave")
                        .run("approve", run, "change", "--sign", key.toString())
                        .exit())
                .isZero();
        awaitGate(run, "go");
        assertThat(as("dave")
                        .run("approve", run, "go", "--sign", key.toString())
                        .exit())
                .isZero();

        RunStatus end = house.end(run);

        assertThat(end.phase()).as(house.story(run)).isEqualTo("PROMOTED");
        assertThat(end.promotion().held()).isPositive();
        assertThat(poolerLog()).contains("PAUSE");
        assertThat(as("dave").run("evidence", "verify", run).exit()).isZero();
    }

    /** As an administrator adds it; a worker reads its file when it starts. */
    private void listKey() throws IOException {
        Path file = house.lab().hostConfiguration();
        String text = Files.readString(file);
        assertThat(text).contains("  may: {rehearse");
        Files.writeString(
                file, text.replace("  may: {rehearse", "  keys: {dave: \"" + PUBLIC + "\"}\n  may: {rehearse"));
        House.kill(house.worker());
        house.startWorker();
        house.awaitParts();
    }

    private String apply() {
        assertThat(as("alice")
                        .run("apply", plan.toString(), "--confirm", CLUSTER)
                        .exit())
                .isEqualTo(5);
        return house.client().runs(CLUSTER, 20).stream()
                .map(ObservedRun::status)
                .filter(status -> !status.rehearsal())
                .findFirst()
                .orElseThrow()
                .run();
    }

    /** As `approve --sign` does it, for a message that a person would never send. */
    private Choice signed(String of, String gate) {
        ObservedRun seen = house.client().run(of).orElseThrow();
        Choice unsigned = Choice.approve(gate, seen.planHash(), seen.status().facts());
        Subject subject =
                new Subject(of, CLUSTER, seen.planHash(), seen.status().facts(), gate, "dave");
        return unsigned.signed(SignedApproval.sign(
                        subject,
                        Instant.now().plus(Duration.ofHours(1)),
                        ApproverKey.privateKey(PEM).orElseThrow())
                .write());
    }

    private void assertNobodyWasHeld(RunStatus status) throws IOException, SQLException {
        assertThat(status.promotion().isNone()).isTrue();
        assertThat(poolerLog()).doesNotContain("PAUSE");
        try (Sql sql = house.lab().cluster().open("orders")) {
            assertThat(sql.value("SHOW server_version_num")).startsWith("13");
        }
    }

    private String poolerLog() throws IOException {
        return Files.readString(house.lab().work().resolve("pgbouncer/pgbouncer.log"));
    }

    private void awaitGate(String of, String gate) {
        assertThat(rest(of).next()).isEqualTo("belay approve " + of + " " + gate);
    }

    /** Until it waits for a person again. */
    private RunStatus rest(String of) {
        RunStatus status = house.client().watch(of, LONGEST, seen -> {});
        assertThat(status.needsPerson()).as(house.story(of)).isTrue();
        return status;
    }

    private Cli as(String person) {
        Map<String, String> environment = new HashMap<>(house.lab().environment());
        environment.put("BELAY_TEMPORAL_ADDRESS", house.lab().temporal().address());
        environment.put("USER", person);
        environment.put("SUDO_USER", "");
        return new Cli(house.lab().work(), environment);
    }
}
