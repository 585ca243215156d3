package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {

    private final OneAtATime turns = new OneAtATime();

    @Test
    void who_only_looks_is_told_at_once_that_another_is_at_work() {
        OneAtATime.Turn turn = turns.take("r1", () -> {});

        assertThat(CompletableFuture.supplyAsync(() -> turns.takeIfFree("r1").isPresent())
                        .join())
                .isFalse();
        assertThat(turns.takeIfFree("r2")).isPresent();
        turn.close();
        assertThat(CompletableFuture.supplyAsync(() -> turns.takeIfFree("r1").isPresent())
                        .join())
                .isTrue();
    }

    @Test
    void who_waits_may_give_up() {
        OneAtATime.Turn turn = turns.take("r1", () -> {});

        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> turns.take("r1", () -> {
            throw new LetGo("drains");
        }));

        assertThatThrownBy(second::join).hasCauseInstanceOf(LetGo.class);
        turn.close();
    }

    @Test
    void an_interrupt_while_waiting_is_letting_go_and_stays_seen() throws InterruptedException {
        OneAtATime.Turn turn = turns.take("r1", () -> {});
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        Thread second = new Thread(() -> {
            try {
                turns.take("r1", () -> {});
            } catch (LetGo letGo) {
                seen.complete(Thread.currentThread().isInterrupted());
            }
            ended.countDown();
        });
        second.start();

        second.interrupt();
        ended.await();

        assertThat(seen.join()).isTrue();
        turn.close();
    }
}
