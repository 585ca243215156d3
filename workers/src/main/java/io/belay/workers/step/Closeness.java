package io.belay.workers.step;

import io.belay.workers.hold.Pooler.Problem;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Server;
import io.belay.workers.replication.CatchUp;
import io.belay.workers.replication.Concern;
import io.belay.workers.replication.Concern.Weight;
import io.belay.workers.replication.Concerns;
import io.belay.workers.replication.Names;
import io.belay.workers.replication.Reading;
import io.belay.workers.replication.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One look at a side that follows: whether anything hinders it, and how far it is behind. Writes a marker on the side that serves, and
 * leaves no session behind. Immutable.
 *
 * @param behind upper bound
 * @param keptBytes of its log that the side that serves keeps for it
 */
record Closeness(List<Concern> concerns, Duration behind, long lagBytes, long keptBytes) {

    /** Clients wait for what is not there yet. */
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private static final int LOOKS = 20;
    private static final Duration BETWEEN = Duration.ofMillis(100);

    Closeness {
        concerns = List.copyOf(concerns);
    }

    /**
     * Looks again for two seconds at most, until the marker has arrived and nothing hinders.
     *
     * @throws PostgresFailure when a side does not answer; its message says which
     */
    static Closeness look(CatchUp catchUp, Concerns concerns) {
        catchUp.beat();
        List<Concern> compared = catchUp.compare();
        Closeness seen = read(catchUp, concerns, compared);
        for (int looks = 1; looks < LOOKS && !(seen.isFree() && seen.behind.isZero()); looks++) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            seen = read(catchUp, concerns, compared);
        }
        return seen;
    }

    /** What stands in the way of a hold from the one side to the other: that one does not answer is such a thing, too. */
    static List<Problem> problems(Server serving, Server following, Names names, Way way, List<String> databases) {
        try (CatchUp catchUp = new CatchUp(serving, following, names, way, databases)) {
            return look(catchUp, new Concerns(names, way)).problems();
        } catch (PostgresFailure silent) {
            return List.of(new Problem(
                    FollowErrors.NOT_CAUGHT_UP, "one of the two sides does not answer: " + silent.getMessage(), ""));
        }
    }

    private static Closeness read(CatchUp catchUp, Concerns concerns, List<Concern> compared) {
        Reading now = catchUp.read();
        List<Concern> all = new ArrayList<>(concerns.of(Optional.empty(), now));
        all.addAll(compared);
        return new Closeness(all, now.behind(), now.lagBytes(), now.keptBytes());
    }

    boolean isFree() {
        return concerns.stream().allMatch(concern -> concern.weight() == Weight.NOTE);
    }

    /** What closes this way for good. */
    Optional<Concern> end() {
        return concerns.stream()
                .filter(concern -> concern.weight() == Weight.ENDS)
                .findFirst();
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        concerns.stream()
                .filter(concern -> concern.weight() != Weight.NOTE)
                .forEach(concern -> problems.add(new Problem(
                        concern.weight() == Weight.ENDS ? FollowErrors.CANNOT_FOLLOW : FollowErrors.HINDERED,
                        concern.words(),
                        String.join("\n", concern.remedy()))));
        if (behind.compareTo(CLOSE) > 0) {
            problems.add(new Problem(
                    FollowErrors.NOT_CAUGHT_UP,
                    "the side that shall serve is " + behind.toSeconds() + " s behind, and clients would wait for it",
                    "wait until it has caught up, or until who writes so much is done"));
        }
        return problems;
    }
}
