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
 * @param basis what its effect depends on besides its arguments
 */
public record Command(
        List<String> arguments,
        Path directory,
        Map<String, String> environment,
        Optional<Account> runAs,
        Isolation isolation,
        Duration deadline,
        Basis basis) {

    public enum Isolation {
        NONE,
        /** An empty network namespace; only possible for root. Elsewhere it is left out, and {@code notIsolated} says so. */
        NO_NETWORK
    }

    /**
     * Written into the journal before a launch, so that a later attempt and an auditor know what the launch met. Immutable.
     *
     * @param programs further programs that it starts itself, with links and times of no account: their content is recorded
     * @param state small names and values of what it changes, as it stood right before; no secrets
     */
    public record Basis(List<Path> programs, Map<String, String> state) {

        public static final Basis NONE = new Basis(List.of(), Map.of());

        public Basis {
            programs = List.copyOf(programs);
            state = Map.copyOf(state);
        }
    }

    public Command(
            List<String> arguments,
            Path directory,
            Map<String, String> environment,
            Optional<Account> runAs,
            Isolation isolation,
            Duration deadline) {
        this(arguments, directory, environment, runAs, isolation, deadline, Basis.NONE);
    }

    /** The same command, with what it rests on. */
    public Command restingOn(Basis met) {
        return new Command(arguments, directory, environment, runAs, isolation, deadline, met);
    }

    public Command {
        if (arguments.isEmpty() || !arguments.get(0).startsWith("/")) {
            throw new IllegalArgumentException("a command begins with an absolute path: " + arguments);
        }
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
