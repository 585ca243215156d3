package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.plans.file.HostFile;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.problem.ProblemRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalGroundTest {

    @TempDir
    private Path folder;

    @Test
    void a_state_folder_beside_all_that_is_managed_is_accepted() {
        assertThatCode(() -> require("state", "evidence")).doesNotThrowAnyException();
    }

    @Test
    void a_link_into_a_managed_folder_is_looked_behind_for_state_and_evidence() throws IOException {
        for (String managed : List.of("work", "data", "new")) {
            Files.createDirectories(folder.resolve(managed));
            Files.createSymbolicLink(folder.resolve("to-" + managed), folder.resolve(managed));

            WorkerRefused state =
                    catchThrowableOfType(WorkerRefused.class, () -> require("to-" + managed + "/s", "evidence"));
            WorkerRefused evidence =
                    catchThrowableOfType(WorkerRefused.class, () -> require("state", "to-" + managed + "/e"));

            assertThat(state).as(managed).hasMessageContaining("state folder").hasMessageContaining("It did not start");
            assertThat(state.code().text()).isEqualTo("BLY-3108");
            assertThat(evidence).as(managed).hasMessageContaining("evidence folder");
        }
    }

    @Test
    void a_state_folder_in_the_subvolume_that_holds_the_cluster_is_refused() throws IOException {
        StateFolders folders = StateFolders.of(host("state", "evidence").state());
        Map<Path, String> managed = Map.of(folder.toRealPath(), "what is snapshotted of `db1/orders`");

        assertThat(catchThrowableOfType(WorkerRefused.class, () -> JournalGround.require(managed, folders)))
                .hasMessageContaining("what is snapshotted of `db1/orders`");
    }

    private void require(String state, String evidence) {
        HostConfiguration host = host(state, evidence);
        JournalGround.require(host, List.of(), StateFolders.of(host.state()));
    }

    private HostConfiguration host(String state, String evidence) {
        var read = HostFile.read("""
                        apiVersion: belay/v1
                        kind: HostConfiguration
                        metadata: {name: db1}
                        temporal: {address: "127.0.0.1:7233"}
                        state: {directory: %1$s/%2$s, evidence: %1$s/%3$s}
                        clusters:
                          - name: orders
                            owner: postgres
                            data_directory: %1$s/data
                            connect: {socket: /run/postgresql, user: belay}
                            allow: [snapshot, rehearse]
                            targets: {17: {data_directory: %1$s/new}}
                        users: {run_as: [postgres]}
                        storage:
                          - {path: %1$s, driver: btrfs, work: %1$s/work}
                        """.formatted(folder, state, evidence), "db1.host.yaml");
        return read.configuration()
                .orElseThrow(() -> new AssertionError(ProblemRenderer.plain().text(read.problems())));
    }
}
