package io.belay.cli.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The folder in which one {@code belay dev} keeps Temporal's file, logs and its own lock. For one thread. */
public final class StateFolder implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private StateFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /** @return empty when another process holds it */
    public static Optional<StateFolder> claim(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path.toAbsolutePath().getParent());
                Files.createDirectory(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Files.createDirectories(path.resolve("logs"));
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new StateFolder(path, channel, lock));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the state folder " + path + ": " + e.getMessage(), e);
        }
    }

    @org.jspecify.annotations.Nullable
    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ownProcess) {
            return null;
        }
    }

    public Path path() {
        return path;
    }

    public Path log(String part) {
        return path.resolve("logs").resolve(part + ".log");
    }

    /**
     * Ends the Temporal server of a dev that was killed: it would hold the state file. Its own process id and start time are
     * in the state, so nobody else's process can be meant.
     *
     * @return whether there was one
     */
    public boolean sweep() {
        Optional<ProcessHandle> leftover =
                DevState.read(path).filter(state -> !state.isAlive()).flatMap(DevState::temporalProcess);
        leftover.ifPresent(StateFolder::end);
        return leftover.isPresent();
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stubborn) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public void publish(DevState state) {
        state.write(path);
    }

    @Override
    public void close() {
        try {
            DevState.remove(path);
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release " + path, e);
        }
    }

    /** When a process began, in the form that {@link DevState} keeps. */
    public static String startOf(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(Instant::toString)
                .orElse("");
    }
}
