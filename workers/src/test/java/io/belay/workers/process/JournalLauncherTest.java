package io.belay.workers.process;

import static io.belay.workers.process.AgentMain.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.workers.posix.FileLock;
import io.belay.workers.posix.ProcessIdentity;
import io.belay.workers.posix.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The crash table of launch or adopt, row by row, with real processes; workers die by kill -9 in a JVM of their own. */
class JournalLauncherTest {

    private static final LaunchKey KEY = new LaunchKey("run-1", "upgrade", 1, "tool");
    private static final String KEY_TEXT = "run-1/upgrade/1/tool";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final List<ProcessIdentity> ours = new ArrayList<>();

    @AfterEach
    void endWhatWeStarted() {
        ours.stream().filter(ProcessIdentity::isAlive).forEach(process -> Signal.KILL.sendTo(process.pid()));
    }

    @Test
    void a_program_runs_once_and_its_end_is_told_as_often_as_asked() {
        Command command = counting("echo one line; exit 7");

        Launcher.Ended first = launcher().launchOrAdopt(KEY, command, progress -> {});
        Launcher.Ended second = launcher().launchOrAdopt(KEY, command, progress -> {});

        assertThat(first.adopted()).isFalse();
        assertThat(second.adopted()).isTrue();
        assertThat(first.result().exitCode()).isEqualTo(7);
        assertThat(first.result().output()).isEqualTo("one line\n");
        assertThat(second.result()).isEqualTo(first.result());
        assertThat(launcher().look(KEY).result()).contains(first.result());
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_launch_that_nobody_follows_returns_while_the_program_runs_and_is_made_once_too() throws IOException {
        boolean first = launcher().launch(KEY, () -> counting(waiting("exit 0")));
        boolean second = launcher().launch(KEY, () -> counting(waiting("exit 0")));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(launcher().look(KEY).state()).isEqualTo(Launcher.State.RUNNING);
        awaitProgram();
        go();
        await().atMost(SOON).until(() -> launcher().look(KEY).state() == Launcher.State.ENDED);
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void another_epoch_is_another_launch() {
        launcher().launchOrAdopt(KEY, counting("exit 0"), progress -> {});
        launcher().launchOrAdopt(new LaunchKey("run-1", "upgrade", 2, "tool"), counting("exit 0"), progress -> {});

        assertThat(runs()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before-intent", "after-intent", "after-spawn"})
    void a_worker_killed_before_the_program_began_is_followed_by_one_launch(String failpoint) throws Exception {
        killAgentAt(failpoint, "exit 3");

        Launcher.Ended ended = launcher().launchOrAdopt(KEY, counting("exit 3"), progress -> {});

        assertThat(ended.result().exitCode()).isEqualTo(3);
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_worker_killed_while_the_program_runs_is_followed_by_one_that_adopts_it() throws Exception {
        killAgentAt("following", waiting("exit 5"));
        assertThat(launcher().look(KEY).state()).isEqualTo(Launcher.State.RUNNING);
        ProcessIdentity program = program();

        CompletableFuture<Launcher.Ended> adopting = adopt();
        assertThat(program.isAlive()).isTrue();
        go();

        Launcher.Ended ended = adopting.get(20, java.util.concurrent.TimeUnit.SECONDS);
        assertThat(ended.adopted()).isTrue();
        assertThat(ended.result().exitCode()).isEqualTo(5);
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_worker_killed_while_the_program_ends_is_followed_by_one_that_reads_the_exit_code() throws Exception {
        killAgentAt("following", waiting("exit 5"));
        go();
        await().atMost(SOON).until(() -> !FileLock.isHeld(folderOf(KEY).lock()));

        Launcher.Ended ended = launcher().launchOrAdopt(KEY, counting("exit 0"), progress -> {});

        assertThat(ended.result().exitCode()).isEqualTo(5);
        assertThat(runs()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before-done", "after-done"})
    void a_worker_killed_after_the_end_loses_nothing(String failpoint) throws Exception {
        killAgentAt(failpoint, "echo kept; exit 4");
        assertThat(folderOf(KEY).hasDone()).isEqualTo(failpoint.equals("after-done"));

        Launcher.Ended ended = launcher().launchOrAdopt(KEY, counting("exit 0"), progress -> {});

        assertThat(ended.result().exitCode()).isEqualTo(4);
        assertThat(ended.result().output()).isEqualTo("kept\n");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_killed_program_leaves_128_and_the_signal() throws Exception {
        CompletableFuture<Launcher.Ended> following = adopt(waiting("exit 0"));
        ProcessIdentity program = awaitProgram();

        Signal.KILL.sendTo(program.pid());

        assertThat(following
                        .get(20, java.util.concurrent.TimeUnit.SECONDS)
                        .result()
                        .exitCode())
                .isEqualTo(128 + 9);
    }

    @Test
    void a_killed_wrapper_means_waiting_for_the_program_and_then_not_knowing() throws Exception {
        CompletableFuture<Launcher.Ended> following = adopt(waiting("exit 0"));
        ProcessIdentity program = awaitProgram();
        long wrapper = Long.parseLong(startedField("wrapper"));

        Signal.KILL.sendTo(wrapper);
        await().atMost(SOON).until(() -> !FileLock.isHeld(folderOf(KEY).lock()));

        assertThat(program.isAlive()).isTrue();
        assertThat(launcher().look(KEY).state()).isEqualTo(Launcher.State.RUNNING);
        assertThat(following).isNotDone();
        go();
        assertThatThrownBy(following::get)
                .hasCauseInstanceOf(ProcessLost.class)
                .hasMessageContaining("vanished without an exit code that proves anything: its wrapper was killed");
        assertThatThrownBy(() -> launcher().launchOrAdopt(KEY, counting("exit 0"), progress -> {}))
                .isInstanceOf(ProcessLost.class);
        assertThat(launcher().look(KEY).state()).isEqualTo(Launcher.State.LOST);
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_restarted_host_means_not_knowing_even_if_the_pid_is_used_again() throws Exception {
        LaunchFolder launch = folderOf(KEY);
        Files.createDirectories(launch.path());
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        Files.writeString(
                launch.path().resolve("started"),
                "pid=" + self.pid() + "\nstart=" + self.startTicks() + "\nboot=an-earlier-one\nwrapper=2\n");

        assertThatThrownBy(() -> launcher().launchOrAdopt(KEY, counting("exit 0"), progress -> {}))
                .isInstanceOf(ProcessLost.class)
                .hasMessageContaining("the host was restarted meanwhile");
        assertThat(runs()).isZero();
    }

    @Test
    void two_workers_at_the_same_time_launch_once() throws Exception {
        try (Agent one = Agent.start(journal(), KEY_TEXT, "none", folder, shell(waiting("exit 6")));
                Agent other = Agent.start(journal(), KEY_TEXT, "none", folder, shell(waiting("exit 6")))) {
            go();
            List<String> signs = List.of(one.awaitSign(), other.awaitSign());

            assertThat(signs).allMatch(sign -> sign.startsWith("ended 6"));
            assertThat(runs()).isEqualTo(1);
        }
    }

    @Test
    void a_wrapper_that_comes_late_runs_nothing() throws Exception {
        launcher().launchOrAdopt(KEY, counting("exit 6"), progress -> {});
        Path script;
        try (var entries = Files.list(journal())) {
            script = entries.filter(path -> path.getFileName().toString().startsWith(".wrapper-"))
                    .findFirst()
                    .orElseThrow();
        }
        List<String> again = new ArrayList<>(
                List.of("/bin/sh", script.toString(), folderOf(KEY).path().toString(), folder.toString()));
        again.addAll(List.of(shell("exit 0")));

        assertThat(new ProcessBuilder(again).start().waitFor()).isEqualTo(76);
        assertThat(runs()).isEqualTo(1);
        assertThat(launcher().look(KEY).result().orElseThrow().exitCode()).isEqualTo(6);
    }

    @Test
    void sixteen_threads_at_the_same_time_launch_once() {
        List<CompletableFuture<Launcher.Ended>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            all.add(adopt("exit 2"));
        }

        assertThat(all)
                .allSatisfy(one -> assertThat(one.join().result().exitCode()).isEqualTo(2));
        assertThat(all.stream().filter(one -> !one.join().adopted())).hasSize(1);
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_late_attempt_is_fenced() {
        AttemptFence fence = new AttemptFence(journal());
        AttemptFence.Pass early = fence.admit("run-1", "upgrade", 1, 4);
        early.requireCurrent();

        AttemptFence.Pass later = fence.admit("run-1", "upgrade", 1, 5);

        later.requireCurrent();
        assertThatThrownBy(early::requireCurrent).isInstanceOf(Fenced.class);
        assertThatThrownBy(() -> fence.admit("run-1", "upgrade", 1, 4)).isInstanceOf(Fenced.class);
        fence.admit("run-1", "upgrade", 2, 1).requireCurrent();
        assertThatThrownBy(later::requireCurrent).isInstanceOf(Fenced.class);
    }

    @Test
    void a_journal_that_cannot_be_written_means_that_nothing_is_launched() throws Exception {
        Path notAFolder = Files.writeString(folder.resolve("journal"), "a file stands where the journal should be");

        assertThatThrownBy(() -> launcher().launchOrAdopt(KEY, counting("exit 0"), progress -> {}))
                .isInstanceOfSatisfying(
                        ProcessFailure.class, e -> assertThat(e.code()).isEqualTo(ProcessErrors.JOURNAL))
                .hasMessageContaining("nothing was launched");
        assertThat(notAFolder).isRegularFile();
        assertThat(runs()).isZero();
    }

    @Test
    void a_missing_program_is_refused_before_anything_is_kept() {
        Command missing = command(folder, List.of("/usr/bin/belay-has-no-such-program"));

        assertThatThrownBy(() -> launcher().launchOrAdopt(KEY, missing, progress -> {}))
                .isInstanceOfSatisfying(
                        ProcessFailure.class, e -> assertThat(e.code()).isEqualTo(ProcessErrors.NOT_STARTED));
        assertThat(launcher().look(KEY).state()).isEqualTo(Launcher.State.NEVER_LAUNCHED);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, -5})
    void a_clock_that_jumps_by_hours_while_it_runs_is_no_time_that_it_took(long hours) throws Exception {
        List<Duration> told = new CopyOnWriteArrayList<>();
        CompletableFuture<Launcher.Ended> following = CompletableFuture.supplyAsync(() ->
                launcher().launchOrAdopt(KEY, counting(waiting("exit 0")), progress -> told.add(progress.running())));
        awaitProgram();

        // What the journal looks like when the clock is set meanwhile.
        Path started = folderOf(KEY).path().resolve("started");
        Files.setLastModifiedTime(started, FileTime.from(Instant.now().minus(Duration.ofHours(hours))));
        int before = told.size();
        await().atMost(SOON).until(() -> told.size() > before + 1);
        go();

        assertThat(following
                        .get(20, java.util.concurrent.TimeUnit.SECONDS)
                        .result()
                        .took())
                .isBetween(Duration.ofMillis(1), Duration.ofHours(1));
        assertThat(told).allSatisfy(running -> assertThat(running).isBetween(Duration.ZERO, Duration.ofHours(1)));
    }

    @Test
    void a_tick_that_throws_detaches_and_the_program_goes_on() throws Exception {
        RuntimeException draining = new IllegalStateException("the worker drains");

        assertThatThrownBy(() -> launcher().launchOrAdopt(KEY, counting(waiting("exit 0")), progress -> {
                    throw draining;
                }))
                .isSameAs(draining);

        assertThat(program().isAlive()).isTrue();
        go();
        assertThat(launcher()
                        .launchOrAdopt(KEY, counting("exit 9"), progress -> {})
                        .result()
                        .exitCode())
                .isZero();
    }

    @Test
    void a_person_who_cancels_ends_the_program_with_all_its_children() throws Exception {
        String withChild = "cat /dev/zero > /dev/null & echo $! > " + folder.resolve("child") + "; wait";

        assertThatThrownBy(() -> launcher().launchOrAdopt(KEY, counting(withChild), progress -> {
                    await().atMost(SOON).until(() -> Files.exists(folder.resolve("child")));
                    throw new CancelledByOperator("enough");
                }))
                .isInstanceOf(CancelledByOperator.class);

        Launcher.Seen seen = launcher().look(KEY);
        assertThat(seen.state()).isEqualTo(Launcher.State.ENDED);
        assertThat(seen.result().orElseThrow().exitCode()).isEqualTo(128 + 15);
        long child = Long.parseLong(Files.readString(folder.resolve("child")).trim());
        await().atMost(SOON).until(() -> ProcessIdentity.of(child).isEmpty());
    }

    @Test
    void whoever_glances_does_so_many_times_between_two_ticks_and_may_end_the_program() {
        AtomicInteger ticks = new AtomicInteger();
        AtomicInteger glances = new AtomicInteger();

        assertThatThrownBy(() -> launcher()
                        .launchOrAdopt(
                                KEY,
                                () -> counting("cat /dev/zero > /dev/null"),
                                progress -> ticks.incrementAndGet(),
                                () -> {
                                    if (glances.incrementAndGet() == 20) {
                                        throw new CancelledByOperator("no room");
                                    }
                                }))
                .isInstanceOf(CancelledByOperator.class);

        assertThat(ticks.get()).isLessThan(glances.get());
        assertThat(launcher().look(KEY).state()).isEqualTo(Launcher.State.ENDED);
    }

    @Test
    void the_program_has_a_session_of_its_own_no_input_and_not_the_lock() throws Exception {
        Launcher.Ended ended = launcher()
                .launchOrAdopt(
                        KEY, counting("cut -d' ' -f1,5,6 /proc/$$/stat; ls -l /proc/$$/fd; cat"), progress -> {});

        String[] ids = ended.result().output().lines().findFirst().orElseThrow().split(" ", -1);
        assertThat(ids[1]).as("group").isEqualTo(ids[0]);
        assertThat(ids[2]).as("session").isEqualTo(ids[0]);
        assertThat(ended.result().output()).contains("0 -> /dev/null").doesNotContain("/lock");
    }

    @Test
    void what_the_program_leaves_running_does_not_keep_the_launch_open() throws Exception {
        Launcher.Ended ended = launcher()
                .launchOrAdopt(
                        KEY,
                        counting(
                                "setsid cat /dev/zero > /dev/null & echo $! > " + folder.resolve("child") + "; exit 0"),
                        progress -> {});

        long child = Long.parseLong(Files.readString(folder.resolve("child")).trim());
        ours.add(ProcessIdentity.of(child).orElseThrow());
        assertThat(ended.result().exitCode()).isZero();
        // The exit code is on disk a moment before the wrapper is gone.
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !FileLock.isHeld(folderOf(KEY).lock()));
    }

    @Test
    void secrets_are_masked_in_tail_progress_and_transcript_and_are_not_in_the_journal() throws Exception {
        var launcher = new JournalLauncher(journal(), Masking.of(() -> Set.of("s3cret+word")), Clock.systemUTC());
        Command command = new Command(
                counting("echo \"password=$PGPASSWORD\"").arguments(),
                folder,
                java.util.Map.of("PGPASSWORD", "s3cret+word"),
                java.util.Optional.empty(),
                Command.Isolation.NONE,
                SOON);

        Launcher.Ended ended = launcher.launchOrAdopt(KEY, command, progress -> {});

        assertThat(ended.result().output()).isEqualTo("password=***********\n");
        assertThat(new String(launcher.transcript(KEY).read(0, 100), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("password=***********\n");
        assertThat(folderOf(KEY).path().resolve("intent.json"))
                .content()
                .contains("PGPASSWORD")
                .doesNotContain("s3cret");
    }

    private void killAgentAt(String failpoint, String script) throws IOException {
        try (Agent agent = Agent.start(journal(), KEY_TEXT, failpoint, folder, shell(script))) {
            assertThat(agent.awaitSign()).isEqualTo(failpoint);
            agent.kill();
        }
    }

    private CompletableFuture<Launcher.Ended> adopt() {
        return adopt("exit 99");
    }

    private CompletableFuture<Launcher.Ended> adopt(String script) {
        return CompletableFuture.supplyAsync(
                () -> launcher().launchOrAdopt(KEY, counting(script), progress -> {}),
                task -> new Thread(task, "follower").start());
    }

    private JournalLauncher launcher() {
        return new JournalLauncher(journal(), Masking.none(), Clock.systemUTC());
    }

    private Path journal() {
        return folder.resolve("journal");
    }

    private static LaunchFolder folderOf(Path journal, LaunchKey key) {
        return LaunchFolder.of(journal, key);
    }

    private LaunchFolder folderOf(LaunchKey key) {
        return folderOf(journal(), key);
    }

    private ProcessIdentity awaitProgram() {
        await().atMost(SOON).until(() -> folderOf(KEY).program().isPresent());
        return program();
    }

    private ProcessIdentity program() {
        ProcessIdentity program = folderOf(KEY).program().orElseThrow();
        ours.add(program);
        return program;
    }

    private String startedField(String name) throws IOException {
        return Files.readAllLines(folderOf(KEY).path().resolve("started")).stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private Command counting(String script) {
        return command(folder, List.of(shell(script)));
    }

    /** Leaves one mark per run of the program itself. */
    private String[] shell(String script) {
        return new String[] {"/bin/sh", "-c", "echo run >> " + folder.resolve("runs") + "; " + script};
    }

    /** Waits for {@link #go}: a fifo blocks without polling. */
    private String waiting(String script) {
        Path fifo = folder.resolve("go");
        if (!Files.exists(fifo)) {
            try {
                new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return "read line < " + fifo + "; " + script;
    }

    private void go() throws IOException {
        Files.writeString(folder.resolve("go"), "go\n");
    }

    private long runs() {
        try {
            Path runs = folder.resolve("runs");
            return Files.exists(runs) ? Files.readAllLines(runs).size() : 0;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
