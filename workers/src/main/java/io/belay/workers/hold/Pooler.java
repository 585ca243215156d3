package io.belay.workers.hold;

import io.belay.plans.problem.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What clients come through, as far as a hold needs it: it makes them wait, and lets them go on. Every verb may be called again
 * after a crash. One class per program; HAProxy or a command of the administrator's would be others.
 */
public interface Pooler {

    String name();

    /** Whether it can hold live's clients. Reads only. */
    Check check(LiveAddress live, Duration budget);

    /**
     * Returns when no client has a transaction under way; from then on all wait.
     *
     * @throws HoldFailure {@code BLY-3611} when some transaction did not end in time; some clients may wait already
     */
    void pause(List<String> databases, Duration patience);

    /**
     * From the next {@link #resume} on, clients of these databases come to that port. Durable; clients notice nothing yet.
     *
     * @throws HoldFailure {@code BLY-3602} when it goes on to lead elsewhere
     */
    void pointAt(List<String> databases, int port);

    /**
     * Clients go on, where they were or where {@link #pointAt} said.
     *
     * @throws HoldFailure {@code BLY-3600} when it does not answer, or still holds some
     */
    void resume(List<String> databases);

    /**
     * @param databases entries that point at live, by name
     * @param serving process ids of live's sessions that it opened
     * @param problems why it cannot be used; empty when it can
     * @param notes what a person should know
     */
    record Check(List<String> databases, Set<Long> serving, List<Problem> problems, List<String> notes) {

        public Check {
            databases = List.copyOf(databases);
            serving = Set.copyOf(serving);
            problems = List.copyOf(problems);
            notes = List.copyOf(notes);
        }
    }

    /** Why a hold is refused. */
    record Problem(ErrorCode code, String text, String remedy) {}
}
