package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.workers.posix.FileLock;
import io.belay.workers.posix.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A watchdog on real files, with a process that sleeps in the place of the hold's. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("NullAway.Init") // made before each test
class WatchdogTest {

    private static final Duration BUDGET = Duration.ofMillis(10);

    @TempDir
    private Path run;

    private HoldFolder folder;
    private Process process;
    private ProcessIdentity hold;
    private final List<String> settled = new CopyOnWriteArrayList<>();

    @BeforeEach
    void begin() throws IOException {
        folder = HoldFolder.of(run, 1);
        Files.createDirectory(folder.path());
        process = new ProcessBuilder("sleep", "600").start();
        hold = ProcessIdentity.of(process.pid()).orElseThrow();
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void it_ends_with_the_holds_result_and_touches_nothing() {
        record("pause", 3600);
        folder.keep(result("by itself"));

        watchdog(this::settle).watch();

        assertThat(process.isAlive()).isTrue();
        assertThat(folder.decision().standing()).isEmpty();
        assertThat(settled).isEmpty();
    }

    @Test
    void it_ends_when_nothing_is_left_to_watch() throws IOException {
        Files.delete(folder.path());

        watchdog(this::settle).watch();

        assertThat(settled).isEmpty();
    }

    @Test
    void a_hold_whose_process_is_gone_is_settled_under_its_lock() throws Exception {
        process.destroyForcibly().waitFor();

        watchdog(why -> {
                    assertThat(HoldLock.tryTake(folder)).isEmpty();
                    return settle(why);
                })
                .watch();

        assertThat(settled).containsExactly("BLY-3613");
        assertThat(HoldLock.tryTake(folder)).isPresent();
    }

    @Test
    void another_process_that_got_the_same_number_is_not_the_hold_and_lives_on() {
        record("pause", 3600);
        hold = new ProcessIdentity(hold.pid(), hold.startTicks() - 1, hold.bootId());

        watchdog(this::settle).watch();

        assertThat(settled).containsExactly("BLY-3613");
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void a_hold_that_stands_still_past_its_budget_is_decided_ended_for_good_and_settled() {
        record("pause", 3600);

        watchdog(why -> {
                    assertThat(process.isAlive()).isFalse();
                    assertThat(folder.decision().standing()).contains(Decision.UNDO);
                    return settle(why);
                })
                .watch();

        assertThat(settled).containsExactly("BLY-3612");
    }

    @Test
    void a_hold_whose_clients_do_not_wait_yet_is_left_alone() throws Exception {
        record("stage", 3600);

        assertLeftAlone();
    }

    @ParameterizedTest
    @ValueSource(strings = {Hold.UNDO, ReleasePart.NAME})
    void a_hold_whose_clients_go_on_again_is_left_alone(String ended) throws Exception {
        record("pause", 3600);
        record(ended, 3600);
        folder.record().end(ended);

        assertLeftAlone();
    }

    @Test
    void a_hold_that_crossed_is_not_ended_while_it_goes_on() throws Exception {
        record("pause", 3600);
        folder.decision().claim(Decision.COMMIT);
        folder.record().begin("open");

        assertLeftAlone();
    }

    @Test
    void a_hold_that_crosses_while_its_watchdog_decides_has_won() {
        folder.decision().claim(Decision.COMMIT);

        watchdog(this::settle).decide();

        assertThat(folder.decision().standing()).contains(Decision.COMMIT);
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void a_hold_that_crossed_and_was_stopped_is_ended_and_completed() throws Exception {
        record("pause", 3600);
        record("open", 3600);
        folder.decision().claim(Decision.COMMIT);
        new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                .start()
                .waitFor();

        watchdog(why -> {
                    assertThat(process.isAlive()).isFalse();
                    return settle(why);
                })
                .watch();

        assertThat(folder.decision().standing()).contains(Decision.COMMIT);
        assertThat(settled).hasSize(1);
    }

    @Test
    void while_somebody_else_settles_it_waits_and_takes_that_result() throws Exception {
        process.destroyForcibly().waitFor();
        FileLock worker = HoldLock.take(folder);
        Thread watching = watching(this::settle);

        settlesNothingFor(watching);
        folder.keep(result("by a worker"));
        watching.join();
        worker.close();

        assertThat(settled).isEmpty();
        assertThat(folder.result().orElseThrow().summary()).isEqualTo("by a worker");
    }

    @Test
    void what_cannot_be_settled_yet_is_tried_again() throws Exception {
        process.destroyForcibly().waitFor();
        CountDownLatch failed = new CountDownLatch(1);

        watchdog(why -> {
                    if (failed.getCount() > 0) {
                        failed.countDown();
                        throw new IllegalStateException("the pooler does not answer");
                    }
                    return settle(why);
                })
                .watch();

        assertThat(settled).hasSize(1);
    }

    @Test
    void a_worker_that_comes_back_while_the_watchdog_settles_adopts_the_result() throws Exception {
        process.destroyForcibly().waitFor();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread watching = watching(why -> {
            begun.countDown();
            awaitThat(goOn);
            return settle(why);
        });
        begun.await();

        assertThatThrownBy(() -> HoldProgram.settle(folder, this::asWorker, Duration.ZERO))
                .hasMessageContaining("another process works on the hold");
        goOn.countDown();
        HoldResult told = HoldProgram.settle(folder, this::asWorker, Duration.ofSeconds(30));
        watching.join();

        assertThat(told.summary()).isEqualTo("by the watchdog");
        assertThat(settled).hasSize(1);
    }

    /** As {@link Hold#settle} does: what has a result is not settled once more. */
    private HoldResult asWorker() {
        return folder.result().orElseGet(() -> {
            settled.add("worker");
            return result("by a worker");
        });
    }

    private HoldResult settle(HoldFailure why) {
        settled.add(why.code().text());
        HoldResult result = result("by the watchdog");
        folder.keep(result);
        return result;
    }

    private Watchdog watchdog(Function<HoldFailure, HoldResult> settling) {
        return new Watchdog(folder, hold, new WatchRule(BUDGET), settling);
    }

    private Thread watching(Function<HoldFailure, HoldResult> settling) {
        Thread thread = new Thread(() -> watchdog(settling).watch(), "watchdog");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void assertLeftAlone() throws InterruptedException {
        Thread watching = watching(this::settle);

        settlesNothingFor(watching);
        folder.keep(result("by itself"));
        watching.join();

        assertThat(process.isAlive()).isTrue();
        assertThat(settled).isEmpty();
    }

    /** It looks many times meanwhile. */
    private void settlesNothingFor(Thread watching) {
        await().during(Duration.ofMillis(500)).until(() -> watching.isAlive() && settled.isEmpty());
    }

    private static void awaitThat(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As begun so many seconds ago. */
    private void record(String part, int secondsAgo) {
        long at = System.nanoTime() - Duration.ofSeconds(secondsAgo).toNanos();
        try {
            Path file = folder.path().resolve("record");
            String before = Files.exists(file) ? Files.readString(file) : "";
            Files.writeString(file, before + "begun " + part + " " + at + " " + ProcessIdentity.currentBoot() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HoldResult result(String summary) {
        return new HoldResult(false, "BLY-3613", "ENVIRONMENT", summary, "", 0, List.of(), Map.of(), List.of());
    }
}
