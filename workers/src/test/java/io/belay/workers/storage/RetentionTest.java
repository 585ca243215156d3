package io.belay.workers.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.workers.storage.CataloguedSnapshot.State;
import io.belay.workers.storage.Retention.Decision;
import io.belay.workers.storage.Retention.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionTest {

    @Test
    void the_newest_stay_and_each_verdict_has_a_reason() {
        List<Verdict> verdicts = Retention.judge(
                2,
                List.of(
                        ready("20261121t100000-0001", "", List.of()),
                        ready("20261121t120000-0001", "", List.of()),
                        ready("20261121t110000-0001", "", List.of())));

        assertThat(verdicts)
                .containsExactly(
                        new Verdict("20261121t120000-0001", Decision.STAYS, "the newest"),
                        new Verdict("20261121t110000-0001", Decision.STAYS, "number 2 of the newest 2"),
                        new Verdict("20261121t100000-0001", Decision.GOES, "past the newest 2"));
    }

    @Test
    void what_is_not_ready_does_not_count_and_is_not_touched() {
        List<Verdict> verdicts = Retention.judge(
                1,
                List.of(
                        new CataloguedSnapshot("zz-by-hand", State.FOREIGN, Optional.empty()),
                        new CataloguedSnapshot("20261121t150000-0001", State.INCOMPLETE, Optional.empty()),
                        new CataloguedSnapshot("20261121t140000-0001", State.MISSING, Optional.empty()),
                        new CataloguedSnapshot("20261121t130000-0001", State.DELETING, Optional.empty()),
                        ready("20261121t120000-0001", "", List.of()),
                        ready("20261121t110000-0001", "", List.of())));

        assertThat(verdicts)
                .extracting(Verdict::decision)
                .containsExactly(
                        Decision.STAYS, Decision.STAYS, Decision.STAYS, Decision.GOES, Decision.STAYS, Decision.GOES);
    }

    @Test
    void pinned_and_used_ones_past_the_count_stay_and_say_why() {
        List<Verdict> verdicts = Retention.judge(
                1,
                List.of(
                        ready("20261121t120000-0001", "", List.of()),
                        ready("20261121t110000-0001", "audit", List.of("run-1")),
                        ready("20261121t100000-0001", "", List.of("run-1", "clone-a"))));

        assertThat(verdicts.subList(1, 3))
                .containsExactly(
                        new Verdict("20261121t110000-0001", Decision.STAYS_PAST_COUNT, "pinned (audit)"),
                        new Verdict("20261121t100000-0001", Decision.STAYS_PAST_COUNT, "used by run-1, clone-a"));
    }

    @Test
    void the_newest_cannot_be_given_up() {
        assertThatThrownBy(() -> Retention.judge(0, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static CataloguedSnapshot ready(String id, String pinned, List<String> usedBy) {
        return new CataloguedSnapshot(
                id,
                State.READY,
                Optional.of(new SnapshotRecord(
                        1,
                        id,
                        "orders",
                        "request",
                        "2026-11-21T13:00:00Z",
                        "dba",
                        "btrfs",
                        Capabilities.Consistency.ATOMIC,
                        "13/main",
                        13,
                        "7400000000000000001",
                        "0/16B3D80",
                        "postgres",
                        1,
                        2,
                        pinned,
                        usedBy,
                        false)));
    }
}
