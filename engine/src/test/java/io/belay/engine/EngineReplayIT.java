package io.belay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.engine.EngineReplay.Replayed;
import io.belay.engine.client.Connection;
import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.run.Plans;
import io.belay.engine.workflow.ClusterLedgerWorkflow;
import io.belay.plans.resolve.CanonicalForm;
import io.temporal.common.converter.EncodedValues;
import io.temporal.workflow.DynamicWorkflow;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineReplayIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());

    @TempDir
    Path folder;

    /** An engine of another mind: whatever it is given, it waits. */
    public static final class Sleepy implements DynamicWorkflow {
        @Override
        public Object execute(EncodedValues values) {
            Workflow.sleep(Duration.ofDays(1));
            return "";
        }
    }

    @Test
    void a_version_that_can_carry_on_what_is_open_says_so_and_one_that_cannot_says_why() throws IOException {
        try (RealServer server = RealServer.start(folder);
                EngineClient client = EngineClient.connect(Connection.plain(server.address()))) {
            assertThat(new EngineReplay(client.temporal()).open()).isEmpty();
            String run;
            try (EngineWorker engine = EngineWorker.start(client.temporal())) {
                run = client.startUpgrade(PLAN, "carol");
                await().atMost(LIMIT)
                        .until(() -> client.run(run)
                                .filter(seen -> !seen.calls().isEmpty())
                                .isPresent());
            }

            assertThat(replayed(client, EngineWorker.workflowTypes())).allMatch(Replayed::fits);
            assertThat(replayed(client, List.of(Sleepy.class)))
                    .allSatisfy(other -> assertThat(other.fault()).contains("event"));
            assertThat(replayed(client, List.of(ClusterLedgerWorkflow.class)))
                    .allSatisfy(older -> assertThat(older.fault()).contains("ClusterUpgrade"));

            try (EngineWorker engine = EngineWorker.start(client.temporal())) {
                client.abort(run, Deciding.by("carol", "was only asked"));
                assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("ABORTED");
            }
        }
    }

    /** What is open is listed a moment after it was started. */
    private static List<Replayed> replayed(EngineClient client, List<Class<?>> types) {
        EngineReplay replay = new EngineReplay(client.temporal(), types);
        await().atMost(LIMIT).until(() -> !replay.open().isEmpty());
        List<Replayed> replayed = replay.open().stream()
                .filter(one -> one.type().equals("ClusterUpgrade"))
                .toList();
        assertThat(replayed).hasSize(1);
        assertThat(replayed.get(0).workflowId()).isEqualTo("belay.upgrade.db1.orders");
        assertThat(replayed.get(0).events()).isPositive();
        return replayed;
    }
}
