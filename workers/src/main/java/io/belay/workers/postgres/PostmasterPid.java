package io.belay.workers.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code postmaster.pid} says. Immutable; the process may be gone, or be another one by now.
 *
 * @param dataDirectory as the server wrote it: in a copy, still the path of the original
 * @param port empty while the file is being written
 * @param socketFolder the first one; empty while the file is being written, or where the server has none
 * @param status {@code ready}, {@code starting}, {@code stopping}, {@code standby}; empty while the file is being written
 * @see <a href="https://github.com/postgres/postgres/blob/REL_17_STABLE/src/include/utils/pidfile.h">pidfile.h</a>
 */
public record PostmasterPid(
        long pid, Path dataDirectory, OptionalInt port, Optional<Path> socketFolder, String status) {

    private static final int PORT_LINE = 3;
    private static final int SOCKET_LINE = 4;
    private static final int STATUS_LINE = 7;

    public static Optional<PostmasterPid> read(Path dataDirectory) {
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
        String status = line(lines, STATUS_LINE);
        // A single-user server writes its pid negated.
        long pid = Math.abs(Long.parseLong(lines.get(0).strip()));
        String port = line(lines, PORT_LINE);
        String socket = line(lines, SOCKET_LINE);
        return Optional.of(new PostmasterPid(
                pid,
                Path.of(lines.get(1).strip()),
                port.matches("\\d{1,5}") ? OptionalInt.of(Integer.parseInt(port)) : OptionalInt.empty(),
                socket.startsWith("/") ? Optional.of(Path.of(socket)) : Optional.empty(),
                status));
    }

    private static String line(List<String> lines, int number) {
        return lines.size() > number ? lines.get(number).strip() : "";
    }

    boolean isReady() {
        return status.equals("ready");
    }

    /**
     * Whether that process lives and serves this very directory. PostgreSQL changes into its data directory at start, so the
     * working folder of the process tells it from one that merely got the same number.
     */
    public boolean isServing(Path realDataDirectory) {
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
