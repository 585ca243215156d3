package io.belay.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.ledger.LedgerBrief;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LastKnownTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:30:00Z");

    private final AtomicInteger questions = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean hangs;

    private final StatusSource source = new StatusSource() {
        @Override
        public List<ObservedRun> runs(int limit) {
            questions.incrementAndGet();
            if (hangs) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return List.of();
        }

        @Override
        public Optional<ObservedRun> run(String id) {
            return Optional.empty();
        }

        @Override
        public Optional<LedgerBrief> ledger(String cluster) {
            return Optional.empty();
        }

        @Override
        public List<SnapshotReport> snapshots(String cluster) {
            return List.of();
        }
    };

    @Test
    void many_browsers_in_one_second_cost_one_question() {
        try (LastKnown known = new LastKnown(source, Clock.fixed(NOW, ZoneOffset.UTC))) {
            known.runs();
            known.runs();
            known.runs();
        }

        assertThat(questions).hasValue(1);
    }

    @Test
    void an_engine_that_hangs_does_not_hang_the_page() {
        hangs = true;

        try (LastKnown known = new LastKnown(source, Clock.fixed(NOW, ZoneOffset.UTC))) {
            Known<List<ObservedRun>> answer = known.runs();

            assertThat(answer.isStale()).isTrue();
            assertThat(answer.value()).isEmpty();
            assertThat(answer.failure()).contains("no answer within 3 s");
        }
    }
}
