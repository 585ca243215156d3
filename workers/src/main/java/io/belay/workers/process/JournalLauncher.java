package io.belay.workers.process;

import io.belay.workers.posix.FileLock;
import io.belay.workers.posix.PosixFailure;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Launch or adopt, by files: {@code JOURNAL/run/step/epoch/program}. Thread-safe, also against other JVMs of this host.
 *
 * <p>What happens at a crash, by what the next attempt finds: nothing, or an intent without {@code started}: the program never
 * ran, it is launched. Lock held: adopted. {@code rc}: the end is read. Lock free, no {@code rc}, program alive (its wrapper was
 * killed): waited for, then lost. Neither: lost. Everything of an earlier boot that is not running is lost, with or without {@code rc}.
 *
 * <p>The deadline of a command is not enforced here: no clock ends a program that changes a cluster, only a person does.
 */
public final class JournalLauncher implements Launcher {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int PROGRESS_TAIL = 4 << 10;
    private static final String NOTHING_LAUNCHED = "so nothing was launched";

    private final Path journal;
    private final Masking masking;
    private final Wrapper wrapper;
    private final Failpoint failpoint;

    /** @param journal on storage that is neither snapshotted nor rolled back; belongs to the worker alone */
    public JournalLauncher(Path journal, Masking masking, Clock clock) {
        this(journal, masking, clock, HostPrograms.ofThisHost(), Failpoint.ofThisJvm());
    }

    JournalLauncher(Path journal, Masking masking, Clock clock, HostPrograms host, Failpoint failpoint) {
        this.journal = journal;
        this.masking = masking;
        this.wrapper = new Wrapper(journal, host, clock);
        this.failpoint = failpoint;
    }

    @Override
    public Ended launchOrAdopt(LaunchKey key, Supplier<Command> command, Consumer<Progress> tick, Runnable glance) {
        LaunchFolder folder = LaunchFolder.of(journal, key);
        boolean adopted = !launch(key, command);
        failpoint.reach(CrashPoint.FOLLOWING);
        try {
            follow(folder, key, tick, glance);
        } catch (CancelledByOperator cancelled) {
            end(folder, key, cancelled);
            throw cancelled;
        }
        failpoint.reach(CrashPoint.BEFORE_DONE);
        CommandResult result = kept(folder, key);
        failpoint.reach(CrashPoint.AFTER_DONE);
        return new Ended(result, adopted, 1);
    }

    @Override
    public Seen look(LaunchKey key) {
        LaunchFolder folder = LaunchFolder.of(journal, key);
        State state = folder.state();
        return new Seen(
                state,
                state == State.ENDED ? Optional.of(kept(folder, key)) : Optional.empty(),
                state == State.NEVER_LAUNCHED ? Map.of() : folder.basis());
    }

    /** The output of a launch, also while it runs. */
    public Transcript transcript(LaunchKey key) {
        return new Transcript(LaunchFolder.of(journal, key).output(), masking);
    }

    @Override
    public boolean launch(LaunchKey key, Supplier<Command> wanted) {
        LaunchFolder folder = LaunchFolder.of(journal, key);
        // Whoever decides holds the lock until the program has started, so two attempts never launch both.
        try (FileLock decision = journalled(key, NOTHING_LAUNCHED, () -> acquire(folder))) {
            return switch (folder.state()) {
                case RUNNING, ENDED -> false;
                case LOST -> throw lost(folder, key);
                case NEVER_LAUNCHED -> {
                    Command command = wanted.get();
                    failpoint.reach(CrashPoint.BEFORE_INTENT);
                    journalled(key, NOTHING_LAUNCHED, () -> wrapper.prepare(folder, command));
                    failpoint.reach(CrashPoint.AFTER_INTENT);
                    yield wrapper.launch(folder, command, () -> failpoint.reach(CrashPoint.AFTER_SPAWN));
                }
            };
        }
    }

    private FileLock acquire(LaunchFolder folder) {
        wrapper.createFolder(folder);
        while (true) {
            Optional<FileLock> lock = FileLock.tryAcquire(folder.decision());
            if (lock.isPresent()) {
                return lock.get();
            }
            pause();
        }
    }

    private void follow(LaunchFolder folder, LaunchKey key, Consumer<Progress> tick, Runnable glance) {
        Transcript transcript = transcript(key);
        long nextTick = System.nanoTime();
        while (true) {
            switch (folder.state()) {
                case ENDED -> {
                    return;
                }
                case LOST -> throw lost(folder, key);
                case NEVER_LAUNCHED ->
                    throw new ProcessFailure(
                            ProcessErrors.NOT_STARTED,
                            "`" + key.program() + "` was not started: its wrapper ended before the program began."
                                    + " Nothing ran; ask again");
                case RUNNING -> {
                    glance.run();
                    if (System.nanoTime() >= nextTick) {
                        transcript.trim();
                        tick.accept(progress(folder, transcript));
                        nextTick = System.nanoTime() + TICK.toNanos();
                    }
                    pause();
                }
            }
        }
    }

    private static Progress progress(LaunchFolder folder, Transcript transcript) {
        String tail = transcript.tail(PROGRESS_TAIL);
        String lastLine = tail.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
        return new Progress(folder.running(), transcript.size(), tail, lastLine);
    }

    private void end(LaunchFolder folder, LaunchKey key, CancelledByOperator cancelled) {
        try {
            folder.markCancelled(String.valueOf(cancelled.getMessage()));
        } catch (UncheckedIOException | PosixFailure full) {
            // A person wants it ended, whether or not there is room to write that down.
            cancelled.addSuppressed(full);
        }
        while (folder.state() == State.RUNNING) {
            // Each time: a program that has just begun may not lead its group yet, and no signal reaches it.
            folder.program().ifPresent(ProcessGroup::end);
            pause();
        }
        if (folder.state() == State.ENDED) {
            kept(folder, key);
        }
    }

    private CommandResult kept(LaunchFolder folder, LaunchKey key) {
        return journalled(key, "so its end is told as soon as there is room", () -> resultOf(folder));
    }

    private CommandResult resultOf(LaunchFolder folder) {
        LaunchFolder.Done done = folder.finish();
        Transcript transcript = new Transcript(folder.output(), masking);
        return new CommandResult(
                done.exitCode(),
                false,
                transcript.tail(Transcript.TAIL),
                transcript.file(),
                Duration.ofMillis(done.tookMilliseconds()));
    }

    private ProcessLost lost(LaunchFolder folder, LaunchKey key) {
        return new ProcessLost("the program `" + key.program() + "` of step `" + key.step()
                + "` vanished without an exit code that proves anything: " + folder.whyLost() + ". It was started at "
                + folder.startedAt()
                + ", its output is in `" + folder.output() + "`; nothing was undone");
    }

    private static <T> T journalled(LaunchKey key, String consequence, Supplier<T> write) {
        try {
            return write.get();
        } catch (UncheckedIOException | PosixFailure e) {
            throw new ProcessFailure(
                    ProcessErrors.JOURNAL,
                    "the run journal of `" + key.program() + "` cannot be written, " + consequence + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static void pause() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while following a program; the program goes on");
        }
        LockSupport.parkNanos(POLL.toNanos());
    }
}
