package io.belay.workers.hold;

import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/**
 * The console of a PgBouncer, by {@code psql}: it speaks the simple protocol only, and the JDBC driver begins with a {@code SET}
 * that it refuses. Several commands go through one {@code psql}, which costs about ten milliseconds. Thread-safe.
 */
final class PgBouncerConsole implements Console {

    private final ConsoleDoor door;
    private final CommandRunner commands;

    PgBouncerConsole(ConsoleDoor door, CommandRunner commands) {
        this.door = door;
        this.commands = commands;
    }

    @Override
    public Answer say(Duration deadline, List<String> statements) {
        CommandResult result = commands.run(door.command(deadline, statements), door.transcripts(), door.name());
        return new Answer(!result.timedOut(), result.succeeded(), text(result));
    }

    /** All of it: what a result carries is only the end. */
    private static String text(CommandResult result) {
        try {
            return Files.readString(result.transcript());
        } catch (IOException e) {
            throw new UncheckedIOException("what the pooler said cannot be read", e);
        }
    }

    @Override
    public HoldFailure unreachable(String command, String answer) {
        return door.unreachable(command, answer);
    }

    @Override
    public void forget() {
        door.forget();
    }
}
