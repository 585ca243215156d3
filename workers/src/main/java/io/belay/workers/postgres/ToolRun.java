package io.belay.workers.postgres;

import io.belay.workers.posix.Account;
import io.belay.workers.process.Command;
import io.belay.workers.process.Command.Isolation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How PostgreSQL's programs are run for one cluster. Immutable.
 *
 * @param runAs owner of the data directory; empty when the worker itself is the owner (PostgreSQL refuses root)
 * @param directory working folder that belongs to that owner
 * @param isolation {@link Isolation#NO_NETWORK} for whatever may start a clone's server, when the worker is root
 */
public record ToolRun(Optional<Account> runAs, Path directory, Isolation isolation, Duration deadline) {

    /** @param arguments absolute path of the program, then its arguments */
    public Command command(List<String> arguments) {
        return new Command(arguments, directory, Map.of(), runAs, isolation, deadline);
    }

    public ToolRun withDeadline(Duration other) {
        return new ToolRun(runAs, directory, isolation, other);
    }

    public ToolRun in(Path other) {
        return new ToolRun(runAs, other, isolation, deadline);
    }
}
