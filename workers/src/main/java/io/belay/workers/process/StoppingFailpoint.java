package io.belay.workers.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Stops every thread that reaches one place, for ever: {@code after-intent}. With a file, {@code after-intent=/tmp/reached}, it tells
 * so by writing it, and goes on when somebody removes it.
 */
record StoppingFailpoint(CrashPoint place, Optional<Path> sign) implements Failpoint {

    private static final long POLL_NANOSECONDS = 20_000_000;

    static final String PROPERTY = "io.belay.failpoint";

    static StoppingFailpoint parse(String text) {
        String[] parts = text.strip().split("=", 2);
        return new StoppingFailpoint(
                CrashPoint.of(parts[0]), parts.length == 2 ? Optional.of(Path.of(parts[1])) : Optional.empty());
    }

    @Override
    public void reach(String name) {
        if (!name.equals(place.word())) {
            return;
        }
        sign.ifPresent(this::tell);
        while (sign.isEmpty() || Files.exists(sign.get())) {
            LockSupport.parkNanos(POLL_NANOSECONDS);
        }
    }

    /** Whole or not at all: a test that sees the file may kill at once. */
    private void tell(Path file) {
        try {
            Path beside = file.resolveSibling(file.getFileName() + ".tmp");
            Files.move(Files.writeString(beside, place.word()), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
