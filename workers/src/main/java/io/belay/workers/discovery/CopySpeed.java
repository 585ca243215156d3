package io.belay.workers.discovery;

import io.belay.workers.process.Command;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How fast a cluster's files can be read past the system's cache: at most 256 MiB of its largest file, in at most three seconds. A
 * copy has to write as much besides. Thread-safe.
 */
class CopySpeed {

    private static final long MEBIBYTE = 1L << 20;
    private static final long MOST = 256 * MEBIBYTE;

    /** Less says nothing: starting the program takes as long. */
    private static final long LEAST = 16 * MEBIBYTE;

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/bin/dd"), Path.of("/bin/dd"));

    private final CommandRunner commands;
    private final Path transcripts;

    CopySpeed(CommandRunner commands, Path transcripts) {
        this.commands = commands;
        this.transcripts = transcripts;
    }

    /** Bytes in a second; empty when there is no file large enough, or none that this account may read. */
    OptionalLong of(Path data) {
        Optional<Path> program = PROGRAMS.stream().filter(Files::isExecutable).findFirst();
        Optional<Path> file = largest(data.resolve("base"));
        if (program.isEmpty() || file.isEmpty()) {
            return OptionalLong.empty();
        }
        long bytes = Math.min(MOST, size(file.get()) / MEBIBYTE * MEBIBYTE);
        CommandResult read = commands.run(
                new Command(
                        List.of(
                                program.get().toString(),
                                "if=" + file.get(),
                                "of=/dev/null",
                                "bs=1M",
                                "count=" + bytes / MEBIBYTE,
                                "iflag=direct"),
                        Path.of("/"),
                        Map.of(),
                        Optional.empty(),
                        Isolation.NONE,
                        DEADLINE),
                transcripts,
                "read-speed");
        return read.succeeded() && bytes >= LEAST
                ? OptionalLong.of(bytes * 1000 / Math.max(1, read.took().toMillis()))
                : OptionalLong.empty();
    }

    private static Optional<Path> largest(Path folder) {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(Files::isRegularFile)
                    .max(java.util.Comparator.comparingLong(CopySpeed::size))
                    .filter(file -> size(file) >= LEAST);
        } catch (IOException | UncheckedIOException notOurs) {
            return Optional.empty();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return 0;
        }
    }
}
