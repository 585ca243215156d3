package io.belay.workers.process;

import io.belay.workers.posix.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One external program with its arguments, as data. Never a shell string. Immutable.
 *
 * @param arguments the program's absolute path, then its arguments; no secrets (process lists are public)
 * @param directory working folder; belongs to the account that runs it
 * @param environment the whole environment besides {@code LC_ALL=C}, {@code PATH} and {@code HOME}, which are always set
 * @param runAs the account to change to; empty for the worker's own
 * @param isolation whether it runs in a network namespace of its own without any interface
 * @param deadline after which the whole process group is ended: TERM, ten seconds, KILL
 */
public record Command(
        List<String> arguments,
        Path directory,
        Map<String, String> environment,
        Optional<Account> runAs,
        Isolation isolation,
        Duration deadline) {

    public enum Isolation {
        NONE,
        /** An empty network namespace; only possible for root. Elsewhere it is left out, and {@code notIsolated} says so. */
        NO_NETWORK
    }

    public Command {
        if (arguments.isEmpty() || !arguments.get(0).startsWith("/")) {
            throw new IllegalArgumentException("a command begins with an absolute path: " + arguments);
        }
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
