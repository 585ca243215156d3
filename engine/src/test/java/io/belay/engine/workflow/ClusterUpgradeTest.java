package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.engine.activity.HostDesk.Announcement;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepResult;
import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.ledger.Depth;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Phase;
import io.belay.engine.run.Plans;
import io.belay.engine.run.RunStatus;
import io.belay.plans.agree.AgreedPlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.plans.resolve.CanonicalForm;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterUpgradeTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());
    private static final ErrorCode DATA = new ErrorCode(3501, Fault.SNAPSHOT);
    private static final ErrorCode LIBRARY = new ErrorCode(3502, Fault.ENVIRONMENT);

    @Test
    void a_rehearsal_ends_completed_and_tells_the_ledger() {
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            List<RunStatus> seen = new ArrayList<>();
            RunStatus end = harness.client().watch(run, LIMIT, seen::add);

            assertThat(end.phase()).isEqualTo(Phase.COMPLETED.name());
            assertThat(host.deeds()).endsWith("drop");
            await().atMost(LIMIT)
                    .until(() -> harness.client().ledger("db1/orders").isPresent());
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(harness.client()
                                    .ledger("db1/orders")
                                    .orElseThrow()
                                    .brief()
                                    .lastSnapshot())
                            .isEqualTo("s2"));
        }
    }

    @Test
    void no_probe_waits_for_the_answer_of_another() {
        FakeHost host = new FakeHost().answeringProbesTogether();
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.phase()).isEqualTo("COMPLETED");
            assertThat(host.deeds().subList(0, 7)).allMatch(deed -> deed.startsWith("probe "));
        }
    }

    @Test
    void behind_a_failed_probe_a_retry_asks_every_step_anew() {
        StepResult missing = StepResult.failed(LIBRARY, "library missing", "install it", Map.of());
        FakeHost host = new FakeHost().when("probe", "clone", missing);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            RunStatus blocked = client.watch(run, LIMIT, status -> {});

            assertThat(blocked.phase()).isEqualTo("BLOCKED");
            assertThat(blocked.problem().step()).isEqualTo("clone");
            assertThat(host.deeds()).allMatch(deed -> deed.startsWith("probe "));
            client.retry(run, "", Deciding.by("carol", "installed"));
            RunStatus waiting = client.watch(run, LIMIT, status -> {});

            assertThat(waiting.waitsFor()).contains("approve");
            assertThat(host.deeds().stream().filter("probe clone"::equals)).hasSize(2);
            assertThat(host.deeds().stream().filter("probe preflight"::equals)).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"preflight", "snapshot", "clone", "pg_upgrade", "extensions", "analyze", "verify"})
    void a_rehearsal_that_fails_at_a_step_drops_its_candidate_and_names_the_step(String step) {
        FakeHost host = new FakeHost().when("run", step, StepResult.failed(DATA, "refused", "mend", Map.of()));
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s3", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.phase()).isEqualTo("FAILED");
            assertThat(end.problem().step()).isEqualTo(step);
            assertThat(end.problem().code()).isEqualTo("BLY-3501");
            assertThat(host.deeds()).endsWith("run " + step, "drop");
        }
    }

    @Test
    void an_unclear_end_is_inspected() {
        FakeHost host = new FakeHost()
                .when("run", "pg_upgrade", StepResult.unclear("the tool is gone"))
                .when("inspect", "pg_upgrade", StepResult.unclear("still reading"));
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.phase()).isEqualTo("COMPLETED");
            assertThat(host.deeds())
                    .containsSubsequence(
                            "run pg_upgrade", "inspect pg_upgrade", "inspect pg_upgrade", "verify pg_upgrade");
        }
    }

    @Test
    void a_retry_after_a_fault_of_the_environment_goes_on_from_the_last_waypoint() {
        StepResult missing = StepResult.failed(LIBRARY, "library missing", "install it", Map.of());
        FakeHost host = new FakeHost().when("run", "extensions", missing, missing);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            RunStatus blocked = client.watch(run, LIMIT, status -> {});

            assertThat(blocked.phase()).isEqualTo("BLOCKED");
            assertThat(blocked.next()).isEqualTo("belay retry " + run);
            assertThat(host.deeds()).endsWith("run extensions epoch 2", "restore w4");

            client.retry(run, "", Deciding.by("carol", "installed"));
            RunStatus waiting = client.watch(run, LIMIT, status -> {});

            assertThat(waiting.waitsFor()).contains("approve");
            assertThat(host.deeds().stream().filter("run pg_upgrade"::equals).count())
                    .isEqualTo(1);
            assertThat(host.deeds()).contains("run extensions epoch 3", "waypoint w5-3");
        }
    }

    @Test
    void a_decision_about_a_run_that_has_changed_since_is_refused_and_says_how() {
        StepResult missing = StepResult.failed(LIBRARY, "library missing", "install it", Map.of());
        FakeHost host = new FakeHost().when("run", "extensions", missing, missing, missing, missing);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            RunStatus seen = client.watch(run, LIMIT, status -> {});
            client.retry(run, "", Deciding.by("carol", "installed").seeing(seen));
            RunStatus later = client.watch(run, LIMIT, status -> {});

            assertThat(later.revision()).isGreaterThan(seen.revision());
            assertThatThrownBy(() -> client.retry(
                            run, "", Deciding.by("dave", "installed").seeing(seen)))
                    .isInstanceOfSatisfying(EngineFailure.class, failure -> {
                        assertThat(failure.code().text()).isEqualTo("BLY-4038");
                        assertThat(failure.text())
                                .contains(
                                        "that was revision " + seen.revision(),
                                        "now it is " + later.revision(),
                                        "blocked",
                                        later.waitsFor());
                        assertThat(failure.remedy()).contains("belay status " + run);
                    });
            assertThat(host.deeds().stream().filter(deed -> deed.startsWith("run extensions")))
                    .hasSize(4);
        }
    }

    @Test
    void the_same_request_sent_twice_is_carried_out_once() {
        StepResult missing = StepResult.failed(LIBRARY, "library missing", "install it", Map.of());
        FakeHost host = new FakeHost().when("run", "extensions", missing, missing, missing, missing);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});
            Deciding once = Deciding.by("carol", "installed").as("ticket 42");

            client.retry(run, "", once);
            client.watch(run, LIMIT, status -> {});
            long launched = host.deeds().stream()
                    .filter(deed -> deed.startsWith("run extensions"))
                    .count();
            client.retry(run, "", once);
            client.watch(run, LIMIT, status -> {});

            assertThat(host.deeds().stream().filter(deed -> deed.startsWith("run extensions")))
                    .hasSize((int) launched);
        }
    }

    @Test
    void a_pause_is_taken_while_a_step_is_at_work_and_holds_behind_it() {
        FakeHost host = new FakeHost().hanging("clone");
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            await().atMost(LIMIT).until(() -> host.deeds().contains("run clone"));

            client.pause(run, Deciding.by("carol", "lunch"));
            host.hanging("");
            RunStatus paused = client.watch(run, LIMIT, status -> {});

            assertThat(paused.waitsFor()).contains("paused by carol", "lunch");
            assertThat(host.deeds()).endsWith("verify clone", "waypoint w3");
            client.resume(run, Deciding.by("dave", ""));
            assertThat(client.watch(run, LIMIT, status -> {}).waitsFor()).contains("approve");
        }
    }

    @Test
    void a_retry_is_refused_when_the_fault_is_in_the_snapshot_and_the_run_can_be_aborted() {
        FakeHost host =
                new FakeHost().when("run", "pg_upgrade", StepResult.failed(DATA, "a view", "recreate it", Map.of()));
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});

            assertThatThrownBy(() -> client.retry(run, "", Deciding.by("carol", "")))
                    .isInstanceOfSatisfying(EngineFailure.class, failure -> {
                        assertThat(failure.text())
                                .isEqualTo("the fault is in the snapshot; run `belay rehearse` on a new one");
                        assertThat(failure.code().text()).isEqualTo("BLY-4013");
                        assertThat(failure.remedy()).isEqualTo("recreate it");
                    });

            assertThat(client.abort(run, Deciding.by("carol", "enough"))).isTrue();
            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("ABORTED");
            assertThat(host.deeds()).endsWith("drop");
        }
    }

    @Test
    void an_approval_binds_to_the_hash() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost()).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});

            assertThatThrownBy(() -> client.approve(run, "approve", "another", Deciding.by("dave", "")))
                    .isInstanceOfSatisfying(
                            EngineFailure.class,
                            failure -> assertThat(failure.code().number()).isEqualTo(4014));

            client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("dave", "looks right"));

            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("PROMOTED");
        }
    }

    @Test
    void an_abort_stops_the_running_step() {
        FakeHost host = new FakeHost().hanging("pg_upgrade");
        try (EngineHarness harness = EngineHarness.start(host)) {
            EngineClient client = harness.client();
            String run = client.startRehearsal(PLAN, "s2", "carol");
            await().atMost(LIMIT).until(() -> host.deeds().contains("run pg_upgrade"));
            await().atMost(LIMIT)
                    .untilAsserted(() ->
                            assertThat(client.run(run).orElseThrow().logTail()).contains("table 7 of 9"));

            client.abort(run, Deciding.by("carol", "wrong plan"));

            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("ABORTED");
            assertThat(host.deeds()).endsWith("drop");
        }
    }

    @Test
    void a_second_upgrade_of_the_same_cluster_is_refused() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost()).rehearsed(PLAN)) {
            String run = harness.client().startUpgrade(PLAN, "carol");
            harness.client().watch(run, LIMIT, status -> {});

            assertThatThrownBy(() -> harness.client().startUpgrade(PLAN, "dave"))
                    .isInstanceOfSatisfying(
                            EngineFailure.class,
                            failure -> assertThat(failure.code().number()).isEqualTo(4011));
        }
    }

    @Test
    void a_plan_that_was_changed_on_the_way_is_refused_before_anything_is_done() {
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host)) {
            RunReference run = new RunReference("r1", true, "db1/orders", "orders-13-to-17", "0".repeat(64), "s2");
            ClusterUpgrade upgrade = harness.temporal()
                    .newWorkflowStub(
                            ClusterUpgrade.class,
                            WorkflowOptions.newBuilder()
                                    .setWorkflowId(WorkflowIds.rehearsal(run))
                                    .setTaskQueue("belay-engine")
                                    .build());

            assertThatThrownBy(() -> upgrade.carryOut(new RunOrder(run, PLAN, "carol", Depth.FULL)))
                    .isInstanceOf(WorkflowFailedException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            ApplicationFailure.class,
                            failure -> assertThat(failure.getType()).isEqualTo("PlanIntegrity"));
            assertThat(host.deeds()).isEmpty();
            assertThat(harness.client().run("r1")).isNotEmpty();
            assertThat(harness.client().run("r1").orElseThrow().notice()).contains("refused the run: the plan's text");
        }
    }

    @Test
    void a_host_that_lacks_something_is_refused_before_any_step() {
        FakeHost host = new FakeHost()
                .announcing(new Announcement(
                        "db1",
                        1,
                        "test",
                        List.of("preflight"),
                        Map.of("orders", List.of("rehearse")),
                        Map.of("17", "17.11"),
                        List.of(),
                        Map.of()));
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.problem().code()).isEqualTo("BLY-4005");
            assertThat(end.problem().summary()).contains("pg_upgrade").contains("nothing was started");
            assertThat(host.deeds()).isEmpty();
        }
    }

    @Test
    void a_plan_that_says_something_else_than_its_host_is_refused_before_any_step() {
        String differs =
                "the plan's `live.service` states `pg_ctl`, and `clusters[0].service` of host `db1` says `systemd`";
        FakeHost host = new FakeHost()
                .when(
                        "agree",
                        "",
                        StepResult.failed(AgreedPlan.DIFFERS, differs, "correct the one that is wrong", Map.of()));
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.problem().code()).isEqualTo("BLY-1906");
            assertThat(end.problem().step()).isEmpty();
            assertThat(end.problem().summary()).isEqualTo(differs);
            assertThat(host.deeds()).isEmpty();
        }
    }

    @Test
    void a_plan_whose_live_is_another_by_now_is_neither_rehearsed_nor_applied_and_fails_no_step() {
        FakeHost host = new FakeHost().live(17);
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");

            RunStatus end = harness.client().watch(run, LIMIT, status -> {});

            assertThat(end.phase()).isEqualTo("FAILED");
            assertThat(end.problem().code()).isEqualTo("BLY-4034");
            assertThat(end.problem().step()).isEmpty();
            assertThat(harness.client()
                            .ledger("db1/orders")
                            .orElseThrow()
                            .brief()
                            .failing())
                    .isEmpty();
            assertThatThrownBy(() -> harness.client().requireApplicable(PLAN, "belay rehearse p"))
                    .hasMessageContaining("`db1/orders` is a 17 already");
            assertThat(host.deeds()).isEmpty();
        }
    }

    @Test
    void whom_the_host_does_not_admit_starts_nothing_and_opens_no_gate() {
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();

            RunStatus refused = client.watch(client.startRehearsal(PLAN, "s2", "mallory"), LIMIT, status -> {});
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});

            assertThat(refused.phase()).isEqualTo("FAILED");
            assertThat(refused.problem().code()).isEqualTo("BLY-3062");
            assertThatThrownBy(
                            () -> client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("mallory", "")))
                    .isInstanceOfSatisfying(EngineFailure.class, failure -> {
                        assertThat(failure.code()).isEqualTo(EngineErrors.NOT_ADMITTED);
                        assertThat(failure.text()).contains("`mallory` may not `approve`");
                        assertThat(failure.remedy()).isEqualTo("ask carol");
                    });
            assertThat(client.run(run).orElseThrow().status().waitsFor()).startsWith("a person to approve since");
            client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("dave", ""));
            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("PROMOTED");
        }
    }

    @Test
    void what_is_seen_of_a_run_holds_its_plan_and_the_answers_of_the_host() {
        StepResult refused = StepResult.failed(DATA, "refused", "mend", Map.of())
                .withFindings(List.of(new StepResult.FindingReport(
                        "BLY-2013", "blocker", "public.jobs.handler", "has type regproc", "ALTER", "ALTER")));
        FakeHost host = new FakeHost().when("run", "preflight", refused);
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s2", "carol");
            harness.client().awaitEnd(run, LIMIT, status -> {});

            ObservedRun seen = harness.client().run(run).orElseThrow();

            assertThat(seen.planHash()).isEqualTo(CanonicalForm.hash(PLAN));
            assertThat(seen.details().get(0).result().orElseThrow().findings()).hasSize(1);
            assertThat(seen.details().get(3).kind()).isEqualTo("pg_upgrade");
            assertThat(harness.client().runs("db1/orders", 10))
                    .extracting(found -> found.status().run())
                    .containsExactly(run);
        }
    }

    private static final String RETIRING = CanonicalForm.write(Plans.withRetire());

    @Test
    void an_apply_holds_crosses_keeps_old_live_for_a_week_and_lets_it_go_on_an_operators_word() {
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(RETIRING)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(RETIRING, "carol", "orders.plan.yaml");
            client.watch(run, LIMIT, status -> {});
            client.approve(run, "approve", CanonicalForm.hash(RETIRING), Deciding.by("dave", "rehearsed well"));

            RunStatus kept = client.watch(run, LIMIT, status -> {});
            assertThat(kept.promotion().held()).isEqualTo(4100);
            assertThat(kept.waitsFor()).contains("until then old live is kept");
            assertThat(kept.needsPerson()).isFalse();
            assertThatThrownBy(() -> client.retire(run, Deciding.by("carol", "")))
                    .isInstanceOfSatisfying(EngineFailure.class, failure -> {
                        assertThat(failure.code().number()).isEqualTo(4032);
                        assertThat(failure.text()).startsWith("the plan keeps old live until ");
                    });
            assertThatThrownBy(() -> client.abort(run, Deciding.by("carol", "too late")))
                    .isInstanceOfSatisfying(
                            EngineFailure.class,
                            failure -> assertThat(failure.code().number()).isEqualTo(4028));
            assertThat(host.deeds()).doesNotContain("run retire");

            harness.sleep(Duration.ofDays(7));
            await().atMost(LIMIT)
                    .until(() -> client.run(run).orElseThrow().status().needsPerson());
            client.retire(run, Deciding.by("carol", "nobody misses it"));
            RunStatus end = client.awaitEnd(run, LIMIT, status -> {});
            assertThat(end.phase()).isEqualTo("PROMOTED");
            assertThat(end.safe()).contains("old live is gone");
            assertThat(host.deeds()).endsWith("prepare retire", "run retire", "verify retire");
        }
    }

    @Test
    void behind_a_run_that_ended_promoted_old_live_is_let_go_by_a_run_of_its_own() {
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            assertThatThrownBy(() -> client.startRetirement(run, "carol"))
                    .isInstanceOfSatisfying(
                            EngineFailure.class,
                            failure -> assertThat(failure.code().number()).isEqualTo(4032));
            client.watch(run, LIMIT, status -> {});
            client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("dave", ""));
            RunStatus promoted = client.awaitEnd(run, LIMIT, status -> {});
            assertThat(promoted.next()).isEqualTo("belay snapshots db1/orders");
            assertThat(promoted.safe()).endsWith("until `belay retire " + run + "` lets it go for good");
            await().atMost(LIMIT)
                    .until(() -> client.run(run).orElseThrow().endedAt().isPresent());

            String retirement = client.startRetirement(run, "carol");

            RunStatus end = client.awaitEnd(retirement, LIMIT, status -> {});
            assertThat(end.phase()).isEqualTo("COMPLETED");
            assertThat(end.safe()).isEqualTo("new is live; old live is gone, its last image is kept");
            assertThat(client.evidenceOf(retirement)).isEqualTo(run);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(
                                    client.run(run).orElseThrow().status().safe())
                            .isEqualTo("new is live; old live is gone since run " + retirement
                                    + ", its last image is kept"));
            assertThatThrownBy(() -> client.startRetirement(run, "carol"))
                    .hasMessageContaining("is gone already, since run `" + retirement + "`");
            assertThat(host.deeds()).endsWith("probe retire", "prepare retire", "run retire", "verify retire");
            assertThat(host.runOf("retire"))
                    .as("hosts know old live by the run that made new live")
                    .isEqualTo(run);
        }
    }

    @Test
    void without_a_green_rehearsal_of_this_very_plan_nothing_is_started_and_a_retry_asks_again() {
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host)) {
            EngineClient client = harness.client();
            assertThatThrownBy(() -> client.requireApplicable(PLAN, "belay rehearse orders.plan.yaml"))
                    .isInstanceOfSatisfying(EngineFailure.class, failure -> {
                        assertThat(failure.code().number()).isEqualTo(4030);
                        assertThat(failure.remedy()).isEqualTo("run `belay rehearse orders.plan.yaml` first");
                    });

            String run = client.startUpgrade(PLAN, "carol", "orders.plan.yaml");
            RunStatus blocked = client.watch(run, LIMIT, status -> {});
            assertThat(blocked.problem().code()).isEqualTo("BLY-4030");
            assertThat(blocked.next()).isEqualTo("belay rehearse orders.plan.yaml");
            assertThat(host.deeds()).isEmpty();

            harness.rehearsed(PLAN);
            client.requireApplicable(PLAN, "belay rehearse orders.plan.yaml");
            client.retry(run, "", Deciding.by("carol", ""));
            assertThat(client.watch(run, LIMIT, status -> {}).waitsFor()).contains("approve");
        }
    }

    @Test
    void a_rehearsal_that_grows_too_old_while_people_are_asked_stops_the_run_before_clients_are_touched() {
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol", "orders.plan.yaml");
            client.watch(run, LIMIT, status -> {});
            harness.sleep(Duration.ofDays(2));
            client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("dave", ""));

            RunStatus blocked = client.watch(run, LIMIT, status -> {});

            assertThat(blocked.problem().code()).isEqualTo("BLY-4030");
            assertThat(blocked.problem().step()).isEqualTo("promote");
            assertThat(blocked.safe()).contains("the candidate is at waypoint `w6`");
            assertThat(host.deeds()).doesNotContain("prepare promote", "run promote");

            harness.rehearsed(PLAN);
            client.retry(run, "", Deciding.by("carol", ""));
            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("PROMOTED");
        }
    }

    @Test
    void a_plan_that_does_not_promote_is_not_applied() {
        String plan = CanonicalForm.write(Plans.of(Plans.step("preflight", "nothing", 3)));
        try (EngineHarness harness = EngineHarness.start(new FakeHost())) {
            EngineClient client = harness.client();

            String run = client.startUpgrade(plan, "carol");

            assertThat(client.watch(run, LIMIT, status -> {}).problem().code()).isEqualTo("BLY-4029");
            assertThatThrownBy(() -> client.requireApplicable(plan, "belay rehearse p"))
                    .isInstanceOfSatisfying(
                            EngineFailure.class,
                            failure -> assertThat(failure.code().number()).isEqualTo(4029));
        }
    }

    @Test
    void a_rehearsal_that_passes_counts_for_the_apply_of_the_same_plan() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost())) {
            EngineClient client = harness.client();
            client.awaitEnd(client.startRehearsal(PLAN, "s2", "carol"), LIMIT, status -> {});

            await().atMost(LIMIT).untilAsserted(() -> client.requireApplicable(PLAN, "belay rehearse p"));
        }
    }

    @Test
    void while_clients_may_be_held_an_abort_is_refused_and_the_hold_ends_by_itself() {
        FakeHost host = new FakeHost().hanging("promote");
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});
            client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("dave", ""));
            await().atMost(LIMIT).until(() -> host.deeds().contains("run promote"));

            assertThatThrownBy(() -> client.abort(run, Deciding.by("carol", "changed my mind")))
                    .isInstanceOfSatisfying(
                            EngineFailure.class,
                            failure -> assertThat(failure.code().number()).isEqualTo(4031));
            harness.temporal()
                    .newUntypedWorkflowStub("belay.upgrade.db1.orders")
                    .signal("abortRequested", new OperatorRequest("1", "carol", "changed my mind", 0));

            host.hanging("");
            assertThat(client.awaitEnd(run, LIMIT, status -> {}).phase()).isEqualTo("PROMOTED");
            assertThat(host.deeds()).doesNotContain("drop");
        }
    }
}
