package io.belay.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.ledger.StepOutcome.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final String CLUSTER = "db1/orders";
    private int runs;

    @Test
    void a_step_that_passed_on_s2_fails_since_s3() {
        Ledger ledger = ledger(passed("s1"), passed("s2"), failed("s3"), failed("s4"));

        assertThat(ledger.failing())
                .containsExactly(new FailingSince(
                        "pg_upgrade", "BLY-3501", "s2", "s3", "restore refused", "ops.databases", "orders-13-to-17"));
    }

    @Test
    void the_order_of_the_rehearsals_does_not_matter() {
        Ledger ledger = ledger(failed("s3"), passed("s1"), failed("s4"), passed("s2"));

        assertThat(ledger.failing().get(0).firstFailed()).isEqualTo("s3");
        assertThat(ledger.failing().get(0).lastPassed()).isEqualTo("s2");
    }

    @Test
    void the_newest_rehearsal_that_passed_is_kept_per_very_plan() {
        Ledger ledger = Ledger.empty(CLUSTER)
                .with(rehearsal("h1", "r1", "2026-11-21T10:00:00Z", true))
                .with(rehearsal("h1", "r2", "2026-11-21T12:00:00Z", true))
                .with(rehearsal("h1", "r3", "2026-11-21T13:00:00Z", false))
                .with(rehearsal("h1", "r4", "2026-11-21T11:00:00Z", true))
                .with(rehearsal("h2", "r5", "2026-11-21T09:00:00Z", true));

        assertThat(ledger.greenOf("h1")).isEqualTo(new GreenRehearsal("h1", "r2", "s1", "2026-11-21T12:00:00Z"));
        assertThat(ledger.greenOf("h2").run()).isEqualTo("r5");
        assertThat(ledger.greenOf("h3").isNone()).isTrue();
    }

    @Test
    void a_ledger_from_before_green_rehearsals_were_kept_can_be_read() throws Exception {
        String old = "{\"cluster\":\"db1/orders\",\"snapshots\":[],\"runs\":[],\"steps\":[],\"updated\":\"\"}";

        Ledger ledger = new com.fasterxml.jackson.databind.ObjectMapper().readValue(old, Ledger.class);

        assertThat(ledger).isEqualTo(Ledger.empty(CLUSTER));
    }

    private static LedgerEntry rehearsal(String hash, String run, String at, boolean passed) {
        return new LedgerEntry(CLUSTER, "orders-13-to-17", hash, "s1", run, at, passed, Depth.FULL, at, List.of());
    }

    @Test
    void a_step_that_never_passed_says_so() {
        Ledger ledger = ledger(failed("s1"), failed("s2"));

        assertThat(ledger.failing().get(0).lastPassed()).isEmpty();
        assertThat(ledger.failing().get(0).firstFailed()).isEqualTo("s1");
    }

    @Test
    void a_step_that_is_well_again_does_not_fail_and_says_since_when() {
        Ledger ledger = ledger(passed("s1"), failed("s2"), passed("s3"), passed("s4"));

        assertThat(ledger.failing()).isEmpty();
        assertThat(ledger.steps().get(0).wellAgainSince()).contains("s3");
    }

    @Test
    void a_snapshot_rehearsed_again_is_judged_by_the_newer_rehearsal() {
        Ledger ledger = ledger(passed("s1"), failed("s2"), passed("s3"), passed("s2"));

        assertThat(ledger.steps().get(0).stretches()).hasSize(1);
        assertThat(ledger.steps().get(0).stretches().get(0).snapshots()).isEqualTo(3);
    }

    @Test
    void a_failure_found_later_in_the_middle_splits_the_stretch() {
        Ledger ledger = ledger(passed("s1"), passed("s2"), passed("s3"), failed("s2"));

        assertThat(ledger.steps().get(0).stretches())
                .extracting(stretch -> stretch.from() + "-" + stretch.to() + " " + stretch.result())
                .containsExactly("s1-s1 PASSED", "s2-s2 FAILED", "s3-s3 PASSED");
    }

    @Test
    void an_unclear_rehearsal_neither_fails_nor_heals_a_step() {
        Ledger ledger = ledger(passed("s1"), failed("s2"), outcome("s3", Result.UNCLEAR, ""));

        assertThat(ledger.failing().get(0).firstFailed()).isEqualTo("s2");
    }

    @Test
    void another_error_on_the_way_does_not_reset_since_when() {
        Ledger ledger = ledger(passed("s1"), failed("s2"), outcome("s3", Result.FAILED, "BLY-3777"));

        assertThat(ledger.failing().get(0).firstFailed()).isEqualTo("s2");
        assertThat(ledger.failing().get(0).code()).isEqualTo("BLY-3777");
    }

    @Test
    void the_same_rehearsal_reported_twice_counts_once() {
        LedgerEntry entry = passed("s1");

        Ledger ledger = Ledger.empty(CLUSTER).with(entry).with(entry);

        assertThat(ledger.steps().get(0).stretches().get(0).snapshots()).isEqualTo(1);
    }

    @Test
    void years_of_hourly_rehearsals_stay_small() {
        Ledger ledger = Ledger.empty(CLUSTER);
        for (int hour = 0; hour < 3_000; hour++) {
            String id = String.format(java.util.Locale.ROOT, "s%06d", hour);
            ledger = ledger.with(hour % 7 == 0 ? failed(id) : passed(id));
        }

        assertThat(ledger.steps().get(0).stretches()).hasSize(StepHistory.STRETCHES);
        assertThat(ledger.steps().get(0).durations()).hasSize(StepHistory.DURATIONS);
        assertThat(ledger.snapshots()).hasSize(Ledger.SNAPSHOTS);
    }

    @Test
    void the_brief_fits_a_memo_and_keeps_failing_steps() {
        List<LedgerEntry> entries = new ArrayList<>();
        List<StepOutcome> many = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            many.add(new StepOutcome("step-" + step, Result.PASSED, "", "", "", 5));
        }
        many.add(new StepOutcome("bad", Result.FAILED, "BLY-3501", "é".repeat(3000), "o".repeat(900), 5));
        entries.add(new LedgerEntry(
                CLUSTER, "p", "h", "s1", "r1", "2026-11-21T13:00:00Z", true, Depth.FULL, "2026-11-21T13:00:00Z", many));

        LedgerBrief brief = LedgerBrief.of(ledger(entries.toArray(LedgerEntry[]::new)));

        assertThat(LedgerBrief.size(brief)).isLessThanOrEqualTo(LedgerBrief.LIMIT);
        assertThat(brief.failing()).extracting(FailingSince::step).containsExactly("bad");
        assertThat(brief.leftOut()).isPositive();
    }

    @Test
    void any_order_of_arrival_gives_the_same_answer() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<LedgerEntry> entries = new ArrayList<>();
            for (int snapshot = 0; snapshot < 12; snapshot++) {
                String id = String.format(java.util.Locale.ROOT, "s%02d", snapshot);
                entries.add(random.nextBoolean() ? failed(id) : passed(id));
            }
            List<FailingSince> sorted =
                    ledger(entries.toArray(LedgerEntry[]::new)).failing();
            Collections.shuffle(entries, random);

            assertThat(ledger(entries.toArray(LedgerEntry[]::new)).failing())
                    .as("seed %d", seed)
                    .isEqualTo(sorted);
        }
    }

    private Ledger ledger(LedgerEntry... entries) {
        Ledger ledger = Ledger.empty(CLUSTER);
        for (LedgerEntry entry : entries) {
            ledger = ledger.with(entry);
        }
        return ledger;
    }

    private LedgerEntry passed(String snapshot) {
        return outcome(snapshot, Result.PASSED, "");
    }

    @Test
    void a_quick_rehearsal_counts_only_for_what_it_tried() {
        Ledger ledger = Ledger.empty(CLUSTER)
                .with(verified("s1", Depth.FULL, "verify", Result.PASSED))
                .with(verified("s2", Depth.QUICK, Depth.inPart("verify"), Result.PASSED))
                .with(verified("s3", Depth.FULL, "verify", Result.FAILED))
                .with(verified("s4", Depth.QUICK, Depth.inPart("verify"), Result.PASSED));

        assertThat(ledger.failing()).singleElement().satisfies(step -> {
            assertThat(step.step()).isEqualTo("verify");
            assertThat(step.lastPassed()).isEqualTo("s1");
            assertThat(step.firstFailed()).isEqualTo("s3");
        });
        assertThat(ledger.greenOf("h").snapshot()).isEqualTo("s1");
    }

    @Test
    void what_only_a_quick_rehearsal_found_is_over_once_a_full_one_passes() {
        Ledger ledger = Ledger.empty(CLUSTER)
                .with(verified("s1", Depth.QUICK, Depth.inPart("verify"), Result.FAILED))
                .with(verified("s2", Depth.FULL, "verify", Result.PASSED));

        assertThat(ledger.failing()).isEmpty();
        assertThat(ledger.steps()).extracting(StepHistory::step).containsExactly("verify (quick)", "verify");
    }

    @Test
    void when_a_plan_was_rehearsed_last_is_known_per_depth_and_what_told_nothing_does_not_count() {
        Ledger ledger = Ledger.empty(CLUSTER)
                .with(verified("s1", Depth.FULL, "verify", Result.FAILED))
                .with(verified("s2", Depth.QUICK, "verify", Result.PASSED))
                .with(verified("s3", Depth.FULL, "verify", Result.UNCLEAR));

        assertThat(ledger.lastOf("h")).isEqualTo(new LastRehearsals("2026-11-21T13:01:00Z", "2026-11-21T13:02:00Z"));
        assertThat(ledger.lastOf("another")).isEqualTo(LastRehearsals.NONE);
    }

    private LedgerEntry verified(String snapshot, Depth depth, String step, Result result) {
        String at = "2026-11-21T13:0" + ++runs + ":00Z";
        boolean passed = result == Result.PASSED;
        StepOutcome outcome = new StepOutcome(step, result, passed ? "" : "BLY-2201", "", "", 10);
        return new LedgerEntry(
                CLUSTER, "orders-13-to-17", "h", snapshot, "r" + runs, at, passed, depth, at, List.of(outcome));
    }

    private LedgerEntry failed(String snapshot) {
        return outcome(snapshot, Result.FAILED, "BLY-3501");
    }

    private LedgerEntry outcome(String snapshot, Result result, String code) {
        boolean bad = result != Result.PASSED;
        StepOutcome step = new StepOutcome(
                "pg_upgrade", result, code, bad ? "restore refused" : "", bad ? "ops.databases" : "", 3500);
        return new LedgerEntry(
                CLUSTER,
                "orders-13-to-17",
                "h",
                snapshot,
                "r" + ++runs,
                "2026-11-21T13:00:00Z",
                !bad,
                Depth.FULL,
                "2026-11-21T13:00:00Z",
                List.of(step));
    }
}
