package io.belay.workers.process;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Launch or adopt (invariant I4): starts a program detached from this JVM, or follows the one that an earlier attempt started
 * under the same key. Thread-safe.
 *
 * <p>A key is launched at most once, for ever: a relaunch needs a new epoch. Killing the worker at any moment changes nothing.
 */
public interface Launcher {

    /**
     * @param key where the journal of this launch lives
     * @param command asked for only when the key was never launched: what has to be prepared for it may change the candidate
     * @param tick called about once a second while the program runs; may throw to detach (the program goes on) or
     *     {@link CancelledByOperator} to end the program
     * @param glance called many times a second, so it has to be cheap; may throw the same
     * @return how it ended, also when it ended long ago under an earlier attempt
     * @throws ProcessLost when the program vanished without leaving its exit code (host restarted, wrapper killed)
     */
    Ended launchOrAdopt(LaunchKey key, Supplier<Command> command, Consumer<Progress> tick, Runnable glance);

    /** As above, for one that once a second is often enough for. */
    default Ended launchOrAdopt(LaunchKey key, Supplier<Command> command, Consumer<Progress> tick) {
        return launchOrAdopt(key, command, tick, () -> {});
    }

    /** As above, for a command that needs nothing prepared. */
    default Ended launchOrAdopt(LaunchKey key, Command command, Consumer<Progress> tick) {
        return launchOrAdopt(key, () -> command, tick);
    }

    /**
     * Starts it unless the key was ever launched, and follows nothing: for a program that ends by itself.
     *
     * @return whether this call started it
     * @throws ProcessLost when it was launched before and vanished
     */
    boolean launch(LaunchKey key, Supplier<Command> command);

    /** What the journal knows of the key, without launching anything. */
    Seen look(LaunchKey key);

    /**
     * @param result exit code, output and transcript
     * @param adopted whether an earlier attempt, perhaps of an earlier JVM, had launched it
     * @param launches how often the key was really launched: 1
     */
    record Ended(CommandResult result, boolean adopted, int launches) {}

    /** @param lastLine newest line of output, secrets masked */
    record Progress(java.time.Duration running, long outputBytes, String tail, String lastLine) {}

    enum State {
        NEVER_LAUNCHED,
        RUNNING,
        ENDED,
        /** It is gone, and how it ended is not known, or not whether what it wrote survived a restart of the host. */
        LOST
    }

    /**
     * @param result how it ended; empty while it runs, and for what is lost
     * @param basis what it changes, as it stood right before the launch; empty when it was never launched
     */
    record Seen(State state, Optional<CommandResult> result, Map<String, String> basis) {

        public Seen {
            basis = Map.copyOf(basis);
        }
    }
}
