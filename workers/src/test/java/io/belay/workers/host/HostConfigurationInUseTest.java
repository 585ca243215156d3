package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.RunReference;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.ReadHost;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.plans.problem.ProblemRenderer;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.JournalLauncher;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the host's file allows, and the secrets that it refers to. */
class HostConfigurationInUseTest {

    @TempDir
    private Path folder;

    private HostConfiguration host;
    private HostSecrets secrets;
    private StateFolders folders;
    private ClusterDirectory clusters;

    @BeforeEach
    void read() throws IOException {
        passwords("*:*:*:belay:se\\:cret1\n");
        ReadHost read = HostFile.read("""
                        apiVersion: belay/v1
                        kind: HostConfiguration
                        metadata: {name: db1}
                        temporal: {address: "127.0.0.1:7233"}
                        state: {directory: %1$s/state}
                        clusters:
                          - name: orders
                            owner: postgres
                            data_directory: %1$s/data
                            connect: {socket: /run/postgresql, user: belay, password: {pgpass: %1$s/pgpass}}
                            allow: [snapshot, rehearse]
                        users: {run_as: [postgres]}
                        storage:
                          - {path: %1$s, driver: btrfs, work: %1$s/work}
                        """.formatted(folder), "db1.host.yaml");
        assertThat(ProblemRenderer.plain().text(read.problems())).isEmpty();
        host = read.configuration().orElseThrow();
        secrets = new HostSecrets(host);
        folders = StateFolders.of(host.state());
        clusters = new ClusterDirectory(
                host, secrets, folders, new HostCommandRunner(Masking.none()), Clock.systemUTC(), new Random(1));
    }

    private void passwords(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("pgpass"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void what_the_file_does_not_allow_is_refused_and_leaves_nothing() {
        HostRefusal refusal = refusal("db1/orders", Permission.PROMOTE_OFFLINE);

        assertThat(refusal.type()).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal.code().text()).isEqualTo("BLY-3051");
        assertThat(folder.resolve("work")).doesNotExist();
    }

    @Test
    void other_clusters_and_other_hosts_are_unknown_and_the_known_ones_are_named() {
        for (String reference : new String[] {"db1/other", "db2/orders", "orders", "/orders", "db1/"}) {
            assertThat(refusal(reference, Permission.SNAPSHOT))
                    .as(reference)
                    .hasMessageContaining("`db1/orders`")
                    .extracting(refused -> refused.code().text())
                    .isEqualTo("BLY-3050");
        }
    }

    @Test
    void a_cluster_that_is_not_usable_does_not_keep_the_worker_from_starting() {
        StringBuilder told = new StringBuilder();

        assertThat(clusters.usable((reference, failure) -> told.append(reference)))
                .isEmpty();
        new Tidying(clusters, folders).tidy();

        assertThat(told.toString()).isEqualTo("db1/orders");
    }

    @Test
    void a_request_names_and_never_points() {
        Contexts contexts = new Contexts(
                clusters,
                folders,
                secrets,
                new HostCommandRunner(Masking.none()),
                new JournalLauncher(folders.journal(), Masking.none(), Clock.systemUTC()),
                new PlansAtHand(),
                Clock.systemUTC());
        RunReference outside = new RunReference("../../etc", true, "db1/orders", "p", "", "");

        HostRefusal refusal = catchThrowableOfType(HostRefusal.class, () -> contexts.generation(outside));

        assertThat(refusal.type()).isEqualTo(Refusal.BAD_REQUEST);
    }

    @Test
    void a_rotated_secret_is_still_hidden_and_an_unreadable_file_stops_nothing() throws IOException {
        assertThat(secrets.mask("with se:cret1")).doesNotContain("se:cret1");

        passwords("*:*:*:belay:second22\n");
        assertThat(secrets.mask("se:cret1 and second22"))
                .doesNotContain("se:cret1")
                .doesNotContain("second22");

        Files.delete(folder.resolve("pgpass"));
        assertThat(secrets.mask("se:cret1 and second22"))
                .doesNotContain("se:cret1")
                .doesNotContain("second22");
        assertThat(secrets.masking().mask("plain")).isEqualTo("plain");
    }

    @Test
    void state_folders_belong_to_the_worker_alone() throws IOException {
        for (Path part : new Path[] {folders.state(), folders.journal(), folders.clones(), folders.evidence()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(part)))
                    .as(part.toString())
                    .isEqualTo("rwx------");
        }
    }

    private HostRefusal refusal(String reference, Permission wanted) {
        return catchThrowableOfType(HostRefusal.class, () -> clusters.require(reference, wanted));
    }
}
