package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadHost;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.problem.ProblemRenderer;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan states is compared with the host before anything is done. */
class PlanOnHostTest {

    @TempDir
    private Path folder;

    private Set<String> carriedOut = CarriedOut.features();

    @BeforeEach
    void makeCluster() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/PG_VERSION"), "13\n");
    }

    @Test
    void a_plan_that_states_nothing_agrees() {
        assertThat(agree("", "").outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void what_the_worker_at_hand_does_not_carry_out_is_refused_before_anything_is_compared() {
        Set<String> without = new TreeSet<>(carriedOut);
        without.remove("step.preflight");
        carriedOut = without;

        StepResult result = agree("service: systemd", "");

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.code()).isEqualTo("BLY-1110");
        assertThat(result.summary())
                .startsWith("the worker of host `db1` (Belay ")
                .contains("`preflight` is known, but nothing at hand carries it out")
                .endsWith("nothing was started");
        assertThat(result.remedy()).contains("restart `belay worker`");
    }

    @Test
    void what_is_stated_as_the_file_has_it_agrees() {
        assertThat(agree("service: pg_ctl, data_directory: " + folder + "/data", "storage: {driver: copy}")
                        .outcome())
                .isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void each_difference_is_named_with_both_values_and_both_places() {
        StepResult result = agree("service: systemd, wal_directory: /srv/wal", "clients: {poolers: [db1/orders]}");

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.code()).isEqualTo("BLY-1906");
        assertThat(result.facts()).containsEntry("differences", "3");
        assertThat(result.summary())
                .contains("`live.service` states `systemd`, and `clusters[0].service` of host `db1` says `pg_ctl`")
                .contains("`live.wal_directory` states `/srv/wal`")
                .contains("`clients.poolers` states `db1/orders`, and `clusters[0].poolers` of host `db1` says `none`")
                .endsWith("nothing was started");
    }

    @Test
    void the_driver_and_the_consistency_that_the_host_really_has_are_what_counts() {
        assertThat(agree("", "storage: {driver: btrfs}").summary()).contains("states `btrfs`");
        assertThat(agree("", "storage: {consistency: atomic}").summary())
                .contains("`storage.consistency` states `atomic`", "backup_mode by driver copy");
        assertThat(agree("", "storage: {consistency: backup_mode}").outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void the_host_judges_warnings_by_its_policy_whoever_sent_the_plan() {
        StepResult result =
                onHost("policy: {BLY-1803: error}").agree(plan("", "snapshots: {every: 2d, keep: {hourly: 48}}"));

        assertThat(result.code()).isEqualTo("BLY-1803");
        assertThat(result.summary()).contains("host `db1` makes this warning an error", "nothing was started");
        assertThat(onHost("policy: {BLY-1803: error}").agree(plan("", "")).outcome())
                .isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void a_cluster_that_the_host_does_not_know_is_refused() {
        String other = plan("", "").replace("\"cluster\":\"db1/orders\"", "\"cluster\":\"db1/other\"");

        assertThat(catchThrowableOfType(HostRefusal.class, () -> onHost("").agree(other))
                        .code()
                        .text())
                .isEqualTo("BLY-3050");
    }

    private StepResult agree(String live, String block) {
        return onHost("").agree(plan(live, block));
    }

    private static String plan(String live, String block) {
        var read = PlanFile.read(
                """
                apiVersion: belay/v1
                kind: UpgradePlan
                metadata: {name: orders-to-17, owner: dba-team@example.com}
                live: {cluster: db1/orders, %s}
                target: {version: 17}
                %s
                steps: [preflight, snapshot, clone, pg_upgrade, extensions, analyze, verify]
                """.formatted(live.isEmpty() ? "version: 13" : live, block), "orders.plan.yaml", Map.of());
        return read.canonical()
                .orElseThrow(() -> new AssertionError(ProblemRenderer.plain().text(read.problems())));
    }

    private PlanOnHost onHost(String block) {
        ReadHost read = HostFile.read("""
                        apiVersion: belay/v1
                        kind: HostConfiguration
                        metadata: {name: db1}
                        temporal: {address: "127.0.0.1:7233"}
                        state: {directory: /var/lib/belay-test}
                        clusters:
                          - name: orders
                            owner: %2$s
                            data_directory: %1$s/data
                            connect: {socket: /run/postgresql, user: belay}
                        users: {run_as: [%2$s]}
                        storage:
                          - {path: %1$s, driver: copy, work: %1$s/work}
                        %3$s
                        """.formatted(folder, System.getProperty("user.name"), block), "db1.host.yaml");
        assertThat(ProblemRenderer.plain().text(read.problems())).isEmpty();
        HostConfiguration host = read.configuration().orElseThrow();
        HostSecrets secrets = new HostSecrets(host);
        StateFolders folders = StateFolders.of(new HostConfiguration.State(
                folder.resolve("state"),
                folder.resolve("state/evidence"),
                host.state().keepEvidence()));
        var commands = new HostCommandRunner(Masking.none());
        ClusterDirectory clusters =
                new ClusterDirectory(host, secrets, folders, commands, Clock.systemUTC(), new Random(1));
        return new PlanOnHost(host, clusters, commands, folders.transcripts(), carriedOut);
    }
}
