package io.belay.workers.hold;

import io.belay.plans.problem.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What clients come through, as far as a hold needs it: it makes them wait, leads them elsewhere, lets them go on, and says how it stands.
 * Every verb may be called again, by whoever settles a hold after a crash. One class per program.
 */
public interface Pooler extends AutoCloseable {

    String name();

    /**
     * Whether it can hold live's clients, and leads them to live. Reads only.
     *
     * @throws HoldFailure {@code BLY-3600} or {@code BLY-3640} when it does not answer
     */
    Check check(LiveServer live, Duration budget);

    /** Before clients are held, in a hold that is short: everything that they need not wait for. */
    default void prepare(List<String> databases, LiveServer next) {}

    /**
     * Returns when no client has a transaction under way; from then on all wait.
     *
     * @param live to which they come until now
     * @throws HoldFailure {@code BLY-3611} when some transaction did not end in time; some clients may wait already
     */
    void pause(List<String> databases, LiveServer live, Duration patience);

    /**
     * From the next {@link #resume} on, clients of these databases come to that server. Durable; clients notice nothing yet.
     *
     * @throws HoldFailure {@code BLY-3602} or {@code BLY-3641} when it goes on to lead elsewhere
     */
    void repoint(List<String> databases, LiveServer next);

    /**
     * Clients go on, where they were or where {@link #repoint} said.
     *
     * @param live to which they come from now on
     * @throws HoldFailure {@code BLY-3600} or {@code BLY-3640} when it does not answer, {@code BLY-3641} when it still holds some
     */
    void resume(List<String> databases, LiveServer live);

    /** Ends what {@link #prepare} opened. */
    @Override
    default void close() {}

    /**
     * @param databases entries that point at live, by name; none where it knows no such thing
     * @param bySession those of them whose clients are only held once they disconnect
     * @param serving process ids of live's sessions that it opened
     * @param problems why it cannot be used; empty when it can
     * @param notes what a person should know
     */
    record Check(
            List<String> databases,
            List<String> bySession,
            Set<Long> serving,
            List<Problem> problems,
            List<String> notes) {

        public Check {
            databases = List.copyOf(databases);
            bySession = List.copyOf(bySession);
            serving = Set.copyOf(serving);
            problems = List.copyOf(problems);
            notes = List.copyOf(notes);
        }
    }

    /** Why a hold is refused. */
    record Problem(ErrorCode code, String text, String remedy) {}
}
