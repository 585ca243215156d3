package io.belay.workers.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says. Immutable; the process may be gone, or be another one by now.
 *
 * @param dataDirectory as the server wrote it: in a copy, still the path of the original
 * @param status {@code ready}, {@code starting}, {@code stopping}, {@code standby}; empty while the file is being written
 * @see <a href="https://github.com/postgres/postgres/blob/REL_17_STABLE/src/include/utils/pidfile.h">pidfile.h</a>
 */
record PostmasterPid(long pid, Path dataDirectory, String status) {

    private static final int STATUS_LINE = 7;

    static Optional<PostmasterPid> read(Path dataDirectory) {
        try {
            return parse(Files.readAllLines(dataDirectory.resolve("postmaster.pid")));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Optional<PostmasterPid> parse(List<String> lines) {
        if (lines.size() < 2 || !lines.get(0).strip().matches("-?\\d{1,10}")) {
            return Optional.empty();
        }
        String status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "";
        // A single-user server writes its pid negated.
        long pid = Math.abs(Long.parseLong(lines.get(0).strip()));
        return Optional.of(new PostmasterPid(pid, Path.of(lines.get(1).strip()), status));
    }

    boolean isReady() {
        return status.equals("ready");
    }

    /**
     * Whether that process lives and serves this very directory. PostgreSQL changes into its data directory at start, so the
     * working folder of the process tells it from one that merely got the same number.
     */
    boolean isServing(Path realDataDirectory) {
        if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            return false;
        }
        if (!Files.exists(Path.of("/proc/self/cwd"))) {
            return dataDirectory.equals(realDataDirectory);
        }
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(pid), "cwd"))
                    .equals(realDataDirectory);
        } catch (IOException notOurs) {
            return false;
        }
    }
}
