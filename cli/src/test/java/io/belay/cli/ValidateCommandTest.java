package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code belay validate} of all kinds of file, and of a plan beside the file of its host. */
class ValidateCommandTest {

    private static final String PLAN = """
            apiVersion: belay/v1
            kind: UpgradePlan
            metadata: {name: shop-to-17, owner: dba-team@example.com}
            inputs:
              cluster: {type: reference, default: db1/shop}
            live: {cluster: "${inputs.cluster}", service: pg_ctl}
            target: {version: 17}
            steps:
              - preflight
              - snapshot
              - clone
              - pg_upgrade
              - extensions
              - analyze
              - verify
              - promote: {mode: offline, way_back: none}
            """;

    private static final String HOST = """
            apiVersion: belay/v1
            kind: HostConfiguration
            metadata: {name: db1}
            temporal: {address: "127.0.0.1:7233"}
            state: {directory: /var/lib/belay}
            clusters:
              - name: shop
                owner: postgres
                data_directory: /srv/pg/shop/13/data
                connect: {socket: /run/postgresql, user: belay}
                targets: {17: {data_directory: /srv/pg/shop/17/data}}
                allow: [snapshot, rehearse, promote_offline]
            storage: [{path: /srv/pg, driver: auto, work: /srv/pg/.belay}]
            users: {run_as: [postgres]}
            """;

    private final CommandHarness belay = new CommandHarness();

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        belay.in(folder);
        write("shop.plan.yaml", PLAN);
        write("db1.host.yaml", HOST);
        write("shops.fleet.yaml", fleet(PLAN));
    }

    private static String fleet(String plan) {
        return """
                apiVersion: belay/v1
                kind: FleetPlan
                metadata: {name: shops-to-17, owner: dba-team@example.com}
                plan: {file: shop.plan.yaml, sha256: %s}
                waves:
                  - {name: canary, clusters: [db1/shop], soak: 7d}
                  - {name: rest, clusters: [db2/shop, db3/shop], at_once: 2}
                """.formatted(sha256(plan));
    }

    @Test
    void a_plan_that_says_what_its_host_says_is_valid_beside_it() {
        var outcome = belay.run("validate", "shop.plan.yaml", "--host", "db1.host.yaml");

        assertThat(outcome.exit()).as(outcome.transcript()).isZero();
        assertThat(outcome.out()).contains("valid: ");
    }

    @Test
    void a_difference_has_an_exit_code_of_its_own_and_both_places() throws IOException {
        write("db1.host.yaml", HOST.replace("allow:", "service: {systemd: {unit: shop.service}}\n    allow:"));

        var outcome = belay.run("validate", "shop.plan.yaml", "--host", "db1.host.yaml");

        assertThat(outcome.exit()).isEqualTo(ExitCode.DRIFTED.number());
        assertThat(outcome.err())
                .contains("BLY-1906", "shop.plan.yaml:6:47", "db1.host.yaml:12:14", "`pg_ctl`", "`systemd`");
    }

    @Test
    void the_policy_of_the_host_makes_a_warning_an_error() throws IOException {
        write("db1.host.yaml", HOST + "policy: {BLY-1504: error}\n");

        assertThat(belay.run("validate", "shop.plan.yaml").exit()).isZero();
        var outcome = belay.run("validate", "shop.plan.yaml", "--host", "db1.host.yaml");
        assertThat(outcome.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(outcome.err()).contains("error[BLY-1504]", "an error on host db1");
    }

    @Test
    void an_expired_acceptance_keeps_a_plan_from_being_used() throws IOException {
        write(
                "shop.plan.yaml",
                PLAN.replace(
                        "steps:",
                        "accept: [{code: BLY-1504, reason: known, owner: eve@example.com, until: 2020-01-31}]\nsteps:"));

        var outcome = belay.run("validate", "shop.plan.yaml");

        assertThat(outcome.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(outcome.err()).contains("BLY-1920", "eve@example.com");
    }

    @Test
    void a_host_file_is_validated_by_the_same_command() throws IOException {
        assertThat(belay.run("validate", "db1.host.yaml").out()).contains("valid: ", "host db1, 1 cluster");

        write("db1.host.yaml", HOST + "channels: [{name: dba, mail: {to: dba@example.com}}]\n");
        var outcome = belay.run("validate", "db1.host.yaml");
        assertThat(outcome.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(outcome.err()).contains("BLY-1110", "channels");
    }

    @Test
    void a_fleet_is_validated_and_its_hashes_are_printed() {
        var outcome = belay.run("validate", "shops.fleet.yaml", "--verbose");

        assertThat(outcome.exit()).as(outcome.transcript()).isZero();
        assertThat(outcome.out())
                .containsPattern("3 clusters, fleet [0-9a-f]{12}")
                .containsPattern("db1/shop  plan [0-9a-f]{12}  wave canary")
                .containsPattern("db3/shop  plan [0-9a-f]{12}  wave rest");
        assertThat(belay.run("validate", "shops.fleet.yaml", "-o", "json").out())
                .contains("\"fleet\"", "\"plan_hash\"", "\"format_version\"");
    }

    @Test
    void a_fleet_whose_plan_changed_is_another_one() throws IOException {
        write("shop.plan.yaml", PLAN.replace("- analyze", "- analyze  # twice"));

        var outcome = belay.run("validate", "shops.fleet.yaml");

        assertThat(outcome.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
        assertThat(outcome.err()).contains("BLY-1405");
    }

    @Test
    void running_a_fleet_says_what_brings_it() {
        for (String command : new String[] {"rehearse", "apply"}) {
            var outcome = belay.run(command, "shops.fleet.yaml");

            assertThat(outcome.exit()).isEqualTo(ExitCode.PLAN_INVALID.number());
            assertThat(outcome.err()).contains("BLY-1110", "`kind: FleetPlan`", "an engine that runs fleets");
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
