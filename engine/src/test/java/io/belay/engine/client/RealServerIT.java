package io.belay.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.engine.EngineWorker;
import io.belay.engine.RealServer;
import io.belay.engine.activity.Queues;
import io.belay.engine.activity.StepResult;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Plans;
import io.belay.engine.run.RunStatus;
import io.belay.engine.schedule.GuardReport;
import io.belay.engine.workflow.FakeClones;
import io.belay.engine.workflow.FakeHost;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.plans.resolve.CanonicalForm;
import io.grpc.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the in-memory server lacks: schedules, visibility, pollers, namespaces. */
class RealServerIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());
    private static final ErrorCode DATA = new ErrorCode(3501, Fault.SNAPSHOT);

    @TempDir
    static Path folder;

    private static RealServer server;
    private static String address = "";

    @BeforeAll
    static void startServer() throws IOException {
        server = RealServer.start(folder);
        address = server.address();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    private static WorkerFactory hostWorker(WorkflowClient temporal, FakeHost host) {
        WorkerFactory factory = WorkerFactory.newInstance(temporal);
        for (String queue : new String[] {Queues.heavy("db1"), Queues.probe("db1")}) {
            factory.newWorker(
                            queue,
                            WorkerOptions.newBuilder()
                                    .setMaxHeartbeatThrottleInterval(Duration.ofMillis(200))
                                    .build())
                    .registerActivitiesImplementations(host, new FakeClones());
        }
        factory.start();
        return factory;
    }

    @Test
    void a_rehearsal_is_listed_seen_and_kept_in_the_ledger_when_all_workers_are_gone() {
        FakeHost host = new FakeHost()
                .when("run", "pg_upgrade", StepResult.failed(DATA, "a view", "recreate it", Map.of("object", "ops.v")));
        try (EngineClient client = EngineClient.connect(Connection.plain(address))) {
            String run;
            WorkerFactory hostWorker = hostWorker(client.temporal(), host);
            try (EngineWorker engine = EngineWorker.start(client.temporal())) {
                run = client.startRehearsal(PLAN, "s3", "carol");
                assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("FAILED");
                await().atMost(LIMIT)
                        .until(() -> client.ledger("db1/orders")
                                .filter(ledger -> !ledger.brief().failing().isEmpty())
                                .isPresent());
                assertThat(client.ledger("db1/orders").orElseThrow().whole()).isPresent();
            } finally {
                hostWorker.shutdownNow();
            }

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(client.runs("db1/orders", 50))
                            .anyMatch(seen -> seen.status().run().equals(run)
                                    && seen.status().problem().object().equals("ops.v")));
            assertThat(client.run(run).orElseThrow().details()).hasSize(9);
            LedgerReading ledger = client.ledger("db1/orders").orElseThrow();
            assertThat(ledger.whole()).isEmpty();
            assertThat(ledger.brief().failing().get(0).firstFailed()).isEqualTo("s3");
        }
    }

    @Test
    void a_run_without_engine_is_seen_as_waiting_and_decisions_say_what_is_missing() {
        try (EngineClient client = EngineClient.connect(Connection.plain(address))) {
            String plan = PLAN.replace("db1/orders", "db7/orders");
            String run = client.startUpgrade(plan, "carol");
            await().atMost(LIMIT).until(() -> client.run(run).isPresent());

            assertThat(client.run(run).orElseThrow().status().phase()).isEqualTo("PREFLIGHT");
            assertThat(client.workerIsGone("db7")).isTrue();
            assertThat(client.run(run).orElseThrow().notice()).contains("no worker of host `db7` answers");
            assertThat(client.abort(run, Deciding.by("carol", "not now"))).isFalse();

            try (EngineWorker engine = EngineWorker.start(client.temporal())) {
                RunStatus end = client.awaitEnd(run, LIMIT, status -> {});
                assertThat(end.phase()).isEqualTo("ABORTED");
            }
        }
    }

    @Test
    void a_guard_is_set_up_replaced_paused_triggered_and_removed() {
        try (EngineClient client = EngineClient.connect(Connection.plain(address));
                EngineWorker engine = EngineWorker.start(client.temporal())) {
            FakeHost host = new FakeHost();
            WorkerFactory hostWorker = hostWorker(client.temporal(), host);
            try {
                GuardReport guard = client.guard(PLAN, 0);
                assertThat(guard.every()).isEqualTo(Duration.ofHours(1));
                assertThat(guard.keep()).isEqualTo(37);
                assertThat(guard.stays()).startsWith("the newest 2, and the first of each of 24 hours, 7 days");
                assertThat(guard.next()).isPresent();
                assertThat(client.guard(PLAN, 5).keep()).isEqualTo(5);
                await().atMost(LIMIT).until(() -> client.guards().size() == 1);

                client.triggerGuard("db1/orders");
                await().atMost(LIMIT).until(() -> host.deeds().contains("keep the newest 5"));
                await().atMost(LIMIT).until(() -> host.deeds().contains("drop"));
                await().atMost(LIMIT)
                        .until(() -> client.guardOf("db1/orders")
                                .orElseThrow()
                                .lastStarted()
                                .isPresent());

                // Somebody else's promotion: the guard goes on, and says why its plan is not rehearsed.
                host.live(17);
                client.triggerGuard("db1/orders");
                await().atMost(LIMIT)
                        .until(() -> client.guardOf("db1/orders")
                                .orElseThrow()
                                .note()
                                .contains("nothing is rehearsed"));
                assertThat(client.guardOf("db1/orders").orElseThrow().paused()).isFalse();
                assertThatThrownBy(() -> client.guard(PLAN, 0)).hasMessageContaining("is a 17 already");

                assertThat(client.unguard("db1/orders")).isTrue();
                assertThat(client.unguard("db1/orders")).isFalse();
                assertThat(client.guardOf("db1/orders")).isEmpty();
            } finally {
                hostWorker.shutdownNow();
            }
        }
    }

    @Test
    void an_engine_that_is_exchanged_in_the_middle_goes_on_with_the_run() {
        FakeHost host = new FakeHost().hanging("pg_upgrade");
        try (EngineClient client = EngineClient.connect(Connection.plain(address))) {
            WorkerFactory hostWorker = hostWorker(client.temporal(), host);
            try {
                String run;
                try (EngineWorker first = EngineWorker.start(client.temporal())) {
                    run = client.startRehearsal(PLAN, "s4", "carol");
                    await().atMost(LIMIT).until(() -> host.deeds().contains("run pg_upgrade"));
                }
                host.hanging("");
                try (EngineWorker second = EngineWorker.start(client.temporal())) {
                    assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase())
                            .isEqualTo("COMPLETED");
                }
                assertThat(host.deeds().stream()
                                .filter("run pg_upgrade"::equals)
                                .count())
                        .isEqualTo(1);
            } finally {
                hostWorker.shutdownNow();
            }
        }
    }

    @Test
    void the_servers_own_clock_can_be_asked_and_a_poll_that_seems_old_here_is_judged_by_it() {
        try (Wire wire = Wire.connect(Connection.plain(address))) {
            Instant before = Instant.now();
            Instant told = wire.serverTime().orElseThrow();

            // One machine, one clock: what the server says lies between two looks at it.
            assertThat(told).isBetween(before.minusMillis(1), Instant.now());
        }
    }

    @Test
    void a_server_that_cannot_store_is_told_apart_from_one_that_does_not_answer() {
        try (Wire wire = Wire.connect(Connection.plain(address))) {
            EngineFailure full = wire.translated(Status.UNKNOWN
                    .withDescription("AppendHistoryNodes: row already exist: database or disk is full (13)")
                    .asRuntimeException());

            assertThat(full.code().text()).isEqualTo("BLY-4050");
            assertThat(full.remedy()).startsWith("make room");
            assertThat(wire.translated(Status.UNAVAILABLE
                                    .withDescription("shard status unknown")
                                    .asRuntimeException())
                            .code())
                    .isEqualTo(full.code());
            assertThat(wire.translated(Status.UNAVAILABLE.asRuntimeException())
                            .code()
                            .text())
                    .isEqualTo("BLY-4001");
        }
    }

    @Test
    void a_server_that_is_not_there_is_said_to_be_within_five_seconds() {
        assertThatThrownBy(() -> EngineClient.connect(Connection.plain("127.0.0.1:1")))
                .isInstanceOfSatisfying(EngineFailure.class, failure -> {
                    assertThat(failure.code().text()).isEqualTo("BLY-4001");
                    assertThat(failure.remedy()).contains("belay dev");
                });
    }
}
