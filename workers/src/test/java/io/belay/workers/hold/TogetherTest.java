package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TogetherTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void all_end_before_it_returns() {
        AtomicInteger done = new AtomicInteger();

        Together.within(LONG, "drain", List.of(done::incrementAndGet, done::incrementAndGet));

        assertThat(done).hasValue(2);
    }

    @Test
    void one_that_hangs_is_waited_for_until_the_time_is_over_and_no_longer() {
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> Together.within(Duration.ofMillis(50), "drain", List.of(() -> await(never))))
                .isInstanceOf(HoldFailure.class)
                .hasMessageContaining("`drain`");
        never.countDown();
    }

    @Test
    void one_that_fails_ends_the_waiting_for_the_others() {
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> Together.within(LONG, "drain", List.of(() -> await(never), () -> {
                    throw new HoldFailure(HoldErrors.UNDONE, "refused");
                })))
                .hasMessage("refused");
        never.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
