package io.belay.workers.process;

import static io.belay.workers.process.AgentMain.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.FileLock;
import io.belay.workers.posix.ProcessIdentity;
import io.belay.workers.posix.Signal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The crash table of the manual ({@code when-things-die.md}): each test is a row. A worker is a JVM of its own, killed by kill -9 at
 * a named place; what follows is a second attempt, mostly in another JVM. The program leaves a mark each time that it runs.
 */
class CrashTableTest {

    private static final String KEY = "run-1/upgrade/1/tool";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private boolean mounted;

    @BeforeEach
    void makeTheFifo() {
        run("mkfifo", folder.resolve("go").toString());
    }

    @AfterEach
    void endWhatIsLeft() {
        launch().program().filter(ProcessIdentity::isAlive).ifPresent(left -> Signal.KILL.sendToGroup(left.pid()));
        if (mounted) {
            await().atMost(SOON).until(() -> !FileLock.isHeld(launch().lock()));
            run("umount", journal().toString());
        }
    }

    @Test
    void a_worker_dies_before_it_is_admitted__nothing_is_there__one_clean_launch() throws Exception {
        killWorkerAt(CrashPoint.BEFORE_FENCE, "exit 3");
        assertThat(journal().resolve("run-1")).doesNotExist();

        assertThat(nextAttempt(1, "exit 3")).isEqualTo("ended 3 adopted false");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_worker_dies_when_it_is_admitted__the_fence_stands__one_clean_launch() throws Exception {
        killWorkerAt(CrashPoint.AFTER_FENCE, "exit 3");
        assertThat(launch().path()).doesNotExist();

        assertThat(nextAttempt(2, "exit 3")).isEqualTo("ended 3 adopted false");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_worker_dies_before_the_intent__nothing_is_there__one_clean_launch() throws Exception {
        killWorkerAt(CrashPoint.BEFORE_INTENT, "exit 3");
        assertThat(intent()).doesNotExist();

        assertThat(nextAttempt(2, "exit 3")).isEqualTo("ended 3 adopted false");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_worker_dies_between_intent_and_wrapper__intent_and_free_lock__proven_not_started_and_launched()
            throws Exception {
        killWorkerAt(CrashPoint.AFTER_INTENT, "exit 3");
        assertThat(intent()).exists();
        assertThat(look().state()).isEqualTo(Launcher.State.NEVER_LAUNCHED);

        assertThat(nextAttempt(2, "exit 3")).isEqualTo("ended 3 adopted false");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_worker_dies_while_the_wrapper_starts__whoever_is_first_launches__one_run() throws Exception {
        killWorkerAt(CrashPoint.AFTER_SPAWN, "exit 3");

        assertThat(nextAttempt(2, "exit 3")).startsWith("ended 3");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_worker_dies_while_the_program_runs__held_lock__the_same_process_is_adopted() throws Exception {
        killWorkerAt(CrashPoint.FOLLOWING, waiting("exit 5"));
        ProcessIdentity program = launch().program().orElseThrow();
        assertThat(FileLock.isHeld(launch().lock())).isTrue();

        try (Agent next = worker(2, "none", "exit 99")) {
            assertThat(program.isAlive()).isTrue();
            go();
            assertThat(next.awaitSign()).isEqualTo("ended 5 adopted true");
        }
        assertThat(launch().program()).contains(program);
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_worker_dies_while_the_program_ends__free_lock_and_rc__the_end_is_read() throws Exception {
        killWorkerAt(CrashPoint.FOLLOWING, waiting("exit 5"));
        go();
        await().atMost(SOON).until(() -> !FileLock.isHeld(launch().lock()));
        assertThat(launch().path().resolve("rc")).hasContent("5");

        assertThat(nextAttempt(2, "exit 99")).isEqualTo("ended 5 adopted true");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void the_program_is_killed__its_wrapper_keeps_128_and_the_signal__failed_for_certain() throws Exception {
        try (Agent worker = worker(1, "none", waiting("exit 0"))) {
            Signal.KILL.sendTo(awaitProgram().pid());

            assertThat(worker.awaitSign()).isEqualTo("ended 137 adopted false");
        }
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void the_wrapper_is_killed__the_program_lives__it_is_waited_for_and_then_nobody_knows() throws Exception {
        try (Agent worker = worker(1, "none", waiting("exit 0"))) {
            ProcessIdentity program = awaitProgram();
            Signal.KILL.sendTo(wrapper());
            await().atMost(SOON).until(() -> !FileLock.isHeld(launch().lock()));
            assertThat(look().state()).isEqualTo(Launcher.State.RUNNING);
            assertThat(program.isAlive()).isTrue();

            go();
            assertThat(worker.awaitSign()).startsWith("ProcessLost").contains("its wrapper was killed");
        }
        assertThat(nextAttempt(2, "exit 0")).startsWith("ProcessLost");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void the_host_restarts_while_the_program_runs__another_boot__lost_and_never_launched_again() throws Exception {
        killWorkerAt(CrashPoint.FOLLOWING, waiting("exit 0"));
        ProcessIdentity program = launch().program().orElseThrow();
        Signal.KILL.sendTo(wrapper());
        Signal.KILL.sendToGroup(program.pid());
        await().atMost(SOON).until(() -> !program.isAlive() && !FileLock.isHeld(launch().lock()));
        anotherBoot();

        assertThat(nextAttempt(2, "exit 0")).startsWith("ProcessLost").contains("the host was restarted meanwhile");
        assertThat(look().state()).isEqualTo(Launcher.State.LOST);
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void the_host_restarts_behind_the_exit_code__another_boot_and_rc__lost_because_nobody_proved_it_on_disk()
            throws Exception {
        killWorkerAt(CrashPoint.BEFORE_DONE, "exit 0");
        anotherBoot();

        assertThat(nextAttempt(2, "exit 0"))
                .startsWith("ProcessLost")
                .contains("it had ended with 0, but the host was restarted");
        assertThat(look().result()).isEmpty();
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_worker_dies_between_rc_and_done__rc__the_end_is_told_from_it() throws Exception {
        killWorkerAt(CrashPoint.BEFORE_DONE, "exit 4");
        assertThat(launch().hasDone()).isFalse();

        assertThat(nextAttempt(2, "exit 99")).isEqualTo("ended 4 adopted true");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_worker_dies_before_it_tells_the_engine__done__returned() throws Exception {
        killWorkerAt(CrashPoint.AFTER_DONE, "exit 4");
        assertThat(launch().hasDone()).isTrue();

        assertThat(nextAttempt(2, "exit 99")).isEqualTo("ended 4 adopted true");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void the_server_loses_the_completion__done__returned_as_often_as_asked() throws Exception {
        assertThat(nextAttempt(1, "exit 4")).isEqualTo("ended 4 adopted false");

        assertThat(nextAttempt(2, "exit 99")).isEqualTo("ended 4 adopted true");
        assertThat(nextAttempt(3, "exit 99")).isEqualTo("ended 4 adopted true");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void two_workers_act_for_one_step__held_lock_and_a_newer_attempt__one_effect_and_the_late_one_is_fenced()
            throws Exception {
        try (Agent early = worker(1, "none", waiting("exit 6"))) {
            awaitProgram();
            try (Agent later = worker(2, "none", "exit 99")) {
                assertThat(early.awaitSign()).startsWith("Fenced").contains("(epoch 1, number 2) owns the step");
                go();
                assertThat(later.awaitSign()).isEqualTo("ended 6 adopted true");
            }
        }
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_worker_stands_still_and_goes_on_after_its_lease__a_newer_attempt__it_is_fenced_before_it_launches()
            throws Exception {
        try (Agent slow = worker(1, CrashPoint.AFTER_FENCE.word(), "exit 99")) {
            assertThat(slow.awaitSign()).isEqualTo("after-fence");
            new AttemptFence(journal()).admit("run-1", "upgrade", 1, 2);
            slow.goOn();

            assertThat(slow.awaitSign()).startsWith("Fenced").contains("it ends without effect");
        }
        assertThat(intent()).doesNotExist();
        assertThat(runs()).isZero();
    }

    @Test
    void a_worker_that_follows_is_stopped_by_SIGSTOP_and_continued__a_newer_attempt__it_ends_without_effect()
            throws Exception {
        try (Agent stopped = worker(1, "none", waiting("exit 6"))) {
            ProcessIdentity program = awaitProgram();
            run("kill", "-STOP", Long.toString(stopped.pid()));
            try (Agent later = worker(2, "none", "exit 99")) {
                await().atMost(SOON).until(() -> fence().endsWith("1 2"));
                run("kill", "-CONT", Long.toString(stopped.pid()));

                assertThat(stopped.awaitSign()).startsWith("Fenced");
                assertThat(program.isAlive()).isTrue();
                go();
                assertThat(later.awaitSign()).isEqualTo("ended 6 adopted true");
            }
        }
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void the_journals_disk_is_full_before_the_launch__no_intent__nothing_is_launched_and_the_next_attempt_is()
            throws Exception {
        mountSmallJournal();
        Path ballast = fill();

        assertThat(nextAttempt(1, "exit 3")).startsWith("ProcessFailure").contains("so nothing was");
        assertThat(runs()).isZero();

        Files.delete(ballast);
        assertThat(nextAttempt(2, "exit 3")).isEqualTo("ended 3 adopted false");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void the_journals_disk_is_full_when_the_program_ends__held_lock__the_exit_code_is_kept_as_soon_as_there_is_room()
            throws Exception {
        mountSmallJournal();
        try (Agent worker = worker(1, "none", waiting("exit 7"))) {
            awaitProgram();
            Path ballast = fill();
            go();
            await().atMost(SOON).until(() -> !launch().program().orElseThrow().isAlive());
            await().atMost(SOON).until(() -> Files.exists(launch().path().resolve("rc.tmp")));
            assertThat(look().state()).isEqualTo(Launcher.State.RUNNING);

            Files.delete(ballast);
            assertThat(worker.awaitSign()).isEqualTo("ended 7 adopted false");
        }
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void the_journals_disk_is_full_when_a_worker_reads_the_end__rc__no_failure_and_told_later() throws Exception {
        mountSmallJournal();
        killWorkerAt(CrashPoint.BEFORE_DONE, "exit 4");
        Path ballast = fill();

        assertThatThrownBy(() -> launcher().launchOrAdopt(AgentMain.key(KEY), program("exit 99"), progress -> {}))
                .isInstanceOfSatisfying(
                        ProcessFailure.class, full -> assertThat(full.code()).isEqualTo(ProcessErrors.JOURNAL))
                .hasMessageContaining("told as soon as there is room");

        Files.delete(ballast);
        assertThat(nextAttempt(2, "exit 99")).isEqualTo("ended 4 adopted true");
        assertThat(runs()).isEqualTo(1);
    }

    private void killWorkerAt(CrashPoint point, String script) throws IOException {
        try (Agent worker = worker(1, point.word(), script)) {
            assertThat(worker.awaitSign()).isEqualTo(point.word());
            worker.kill();
        }
    }

    /** In a JVM of its own. */
    private String nextAttempt(int attempt, String script) throws IOException {
        try (Agent next = worker(attempt, "none", script)) {
            return next.awaitSign();
        }
    }

    private Agent worker(int attempt, String failpoint, String script) throws IOException {
        return Agent.start(journal(), KEY, attempt, failpoint, folder, shell(script));
    }

    private JournalLauncher launcher() {
        return new JournalLauncher(journal(), Masking.none(), Clock.systemUTC());
    }

    private Launcher.Seen look() {
        return launcher().look(AgentMain.key(KEY));
    }

    private Path journal() {
        return folder.resolve("journal");
    }

    private LaunchFolder launch() {
        return LaunchFolder.of(journal(), AgentMain.key(KEY));
    }

    private Path intent() {
        return launch().path().resolve("intent.json");
    }

    private String fence() throws IOException {
        return Files.readString(journal().resolve("run-1/upgrade/fence")).strip();
    }

    /** At work: it was counted already, before anybody kills it. */
    private ProcessIdentity awaitProgram() {
        await().atMost(SOON).until(() -> launch().program().isPresent() && runs() > 0);
        return launch().program().orElseThrow();
    }

    private long wrapper() throws IOException {
        return Files.readAllLines(launch().path().resolve("started")).stream()
                .filter(line -> line.startsWith("wrapper="))
                .mapToLong(line -> Long.parseLong(line.substring("wrapper=".length())))
                .findFirst()
                .orElseThrow();
    }

    /** As the journal looks to a host that was started again since. */
    private void anotherBoot() throws IOException {
        Path started = launch().path().resolve("started");
        Files.writeString(started, Files.readString(started).replace(ProcessIdentity.currentBoot(), "an-earlier-one"));
    }

    private void mountSmallJournal() throws IOException {
        assumeTrue(Accounts.isRoot(), "only root can mount a small file system to fill");
        Files.createDirectories(journal());
        mounted = run(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=256k,mode=700",
                        "tmpfs",
                        journal().toString())
                == 0;
        assumeTrue(mounted, "this machine lets nobody mount a tmpfs");
    }

    /** Takes every block that is left. */
    private Path fill() throws IOException {
        Path ballast = journal().resolve("ballast");
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        return ballast;
    }

    private Command program(String script) {
        return command(folder, List.of(shell(script)));
    }

    private String[] shell(String script) {
        return new String[] {"/bin/sh", "-c", "echo run >> " + folder.resolve("runs") + "; " + script};
    }

    /** Waits for {@link #go}: a fifo blocks without polling. */
    private String waiting(String script) {
        return "read line < " + folder.resolve("go") + "; " + script;
    }

    private void go() throws IOException {
        Files.writeString(folder.resolve("go"), "go\n");
    }

    private long runs() throws IOException {
        Path runs = folder.resolve("runs");
        return Files.exists(runs) ? Files.readAllLines(runs).size() : 0;
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
