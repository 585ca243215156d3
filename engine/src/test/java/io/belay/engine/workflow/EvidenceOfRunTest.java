package io.belay.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.engine.client.Deciding;
import io.belay.engine.client.EngineClient;
import io.belay.engine.client.EvidenceVerdict;
import io.belay.engine.client.EvidenceVerdict.Anchoring;
import io.belay.engine.client.LedgerDraft;
import io.belay.engine.client.LedgerReading;
import io.belay.engine.evidence.Conclusion;
import io.belay.engine.evidence.EvidenceErrors;
import io.belay.engine.evidence.Told;
import io.belay.engine.ledger.Ledger;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Plans;
import io.belay.plans.resolve.CanonicalForm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the host hears of a run for its evidence, and what of that evidence the history anchors. */
class EvidenceOfRunTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLAN = CanonicalForm.write(Plans.minimal());

    private static FakeHost keeping() {
        return new FakeHost().keepingEvidence();
    }

    private static void awaitClosed(EngineHarness harness, String run) {
        await().atMost(LIMIT)
                .until(() -> harness.client().run(run).orElseThrow().endedAt().isPresent());
    }

    @Test
    void who_asked_and_who_approved_reach_the_host_once_and_in_order() {
        FakeHost host = keeping();
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});
            client.approve(run, "approve", CanonicalForm.hash(PLAN), Deciding.by("dave", "rehearsed well"));
            client.awaitEnd(run, LIMIT, status -> {});
            awaitClosed(harness, run);
        }

        assertThat(host.evidence().told())
                .extracting(Told::number, Told::kind, Told::step, Told::by, Told::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "start", "", "carol", ""),
                        org.assertj.core.groups.Tuple.tuple(2, "approve", "approve", "dave", "rehearsed well"));
        assertThat(host.evidence().told()).extracting(Told::planHash).containsOnly(CanonicalForm.hash(PLAN));
        // What has certainly arrived is not sent again with each request.
        assertThat(host.evidence().arrivals().stream().filter(number -> number == 1))
                .hasSizeLessThan(12);
    }

    @Test
    void the_host_hears_how_the_run_ended_with_what_it_was_not_told_before() {
        FakeHost host = keeping();
        try (EngineHarness harness = EngineHarness.start(host).rehearsed(PLAN)) {
            EngineClient client = harness.client();
            String run = client.startUpgrade(PLAN, "carol");
            client.watch(run, LIMIT, status -> {});
            client.abort(run, Deciding.by("erin", "not today"));
            client.awaitEnd(run, LIMIT, status -> {});
            awaitClosed(harness, run);
        }

        assertThat(host.evidence().conclusions()).singleElement().satisfies(end -> {
            assertThat(end.phase()).isEqualTo("ABORTED");
            assertThat(end.steps()).extracting(Conclusion.StepEnd::id).contains("pg_upgrade", "promote");
            assertThat(end.learned()).isEmpty();
        });
        assertThat(host.evidence().told())
                .last()
                .extracting(Told::kind, Told::by)
                .containsExactly("abort", "erin");
    }

    @Test
    void each_answer_anchors_the_chain_and_the_last_one_its_end() {
        FakeHost host = keeping();
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s1", "carol");
            harness.client().awaitEnd(run, LIMIT, status -> {});
            awaitClosed(harness, run);

            EvidenceVerdict verdict = harness.client().verifyEvidence(run, "");

            assertThat(verdict.anchoring()).isEqualTo(Anchoring.WHOLE);
            assertThat(verdict.report().anchors()).isGreaterThan(10);
            assertThat(verdict.isBroken()).isFalse();
        }
    }

    @Test
    void of_a_host_that_keeps_no_chain_nothing_is_asked_at_the_end() {
        FakeHost host = new FakeHost();
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s1", "carol");
            harness.client().awaitEnd(run, LIMIT, status -> {});
            awaitClosed(harness, run);

            assertThat(host.evidence().conclusions()).isEmpty();
            assertThat(harness.client().verifyEvidence(run, "").anchoring()).isEqualTo(Anchoring.NO_HEADS);
        }
    }

    @Test
    void a_run_whose_history_is_gone_is_unanchored_and_found_by_its_cluster_only() {
        try (EngineHarness harness = EngineHarness.start(keeping())) {
            EngineClient client = harness.client();

            assertThatThrownBy(() -> client.verifyEvidence("r20260101-000000-0000", ""))
                    .isInstanceOfSatisfying(
                            EngineFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo(EvidenceErrors.NO_HISTORY));
            assertThat(client.verifyEvidence("r20260101-000000-0000", "db1/orders")
                            .isUnanchored())
                    .isTrue();
        }
    }

    @Test
    void a_lost_ledger_is_made_anew_from_evidence() {
        FakeHost host = keeping();
        Ledger before;
        LedgerDraft draft;
        try (EngineHarness harness = EngineHarness.start(host)) {
            String run = harness.client().startRehearsal(PLAN, "s1", "carol");
            harness.client().awaitEnd(run, LIMIT, status -> {});
            awaitClosed(harness, run);
            before = whole(harness);
        }
        try (EngineHarness harness = EngineHarness.start(host)) {
            assertThat(harness.client().ledger("db1/orders")).isEmpty();

            draft = harness.client().draftLedger("db1/orders");
            assertThat(harness.client().ledger("db1/orders")).isEmpty();
            harness.client().replaceLedger(draft);

            assertThat(whole(harness)).isEqualTo(before);
        }
        assertThat(draft.fromEvidence()).isEqualTo(1);
        assertThat(draft.present()).isEmpty();
    }

    @Test
    void a_ledger_that_forgot_a_rehearsal_learns_it_from_the_history_of_its_run() {
        try (EngineHarness harness = EngineHarness.start(new FakeHost())) {
            String run = harness.client().startRehearsal(PLAN, "s1", "carol");
            harness.client().awaitEnd(run, LIMIT, status -> {});
            awaitClosed(harness, run);
            Ledger before = whole(harness);
            harness.temporal()
                    .newUntypedWorkflowStub(WorkflowIds.ledger("db1/orders"))
                    .terminate("lost");
            harness.client()
                    .replaceLedger(
                            new LedgerDraft(java.util.Optional.empty(), Ledger.empty("db1/orders"), 0, 0, List.of()));

            LedgerDraft draft = harness.client().draftLedger("db1/orders");
            harness.client().replaceLedger(draft);

            assertThat(draft.fromHistory()).isEqualTo(1);
            assertThat(whole(harness)).isEqualTo(before);
        }
    }

    private static Ledger whole(EngineHarness harness) {
        return await().atMost(LIMIT)
                .until(
                        () -> harness.client()
                                .ledger("db1/orders")
                                .flatMap(LedgerReading::whole)
                                .orElse(Ledger.empty("db1/orders")),
                        ledger -> !ledger.steps().isEmpty());
    }
}
