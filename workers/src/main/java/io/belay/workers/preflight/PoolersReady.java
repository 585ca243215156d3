package io.belay.workers.preflight;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether the poolers could hold clients today: what a promotion would refuse on the day is told weeks before. Judged by what they said
 * when they were asked whose sessions are theirs; asks nobody itself.
 *
 * @see <a href="https://www.pgbouncer.org/usage.html#pause-db">PgBouncer, PAUSE: in session pooling it waits for clients to disconnect</a>
 */
final class PoolersReady implements FindingFamily {

    @Override
    public String title() {
        return "poolers";
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        return judge(context.promotion().poolers());
    }

    static List<Finding> judge(List<PoolerSeen> poolers) {
        List<Finding> found = new ArrayList<>();
        for (PoolerSeen pooler : poolers) {
            pooler.bySession()
                    .forEach(entry -> found.add(Finding.warning(
                                    PreflightErrors.POOLED_BY_SESSION,
                                    pooler.name() + ": " + entry,
                                    "pooler `" + pooler.name() + "` pools `" + entry + "` by session: a client there is"
                                            + " held only once it disconnects, and one that stays connected for a"
                                            + " quarter of `budget.hold` makes the promotion undo itself")
                            .withRemedy(
                                    "pool_mode = transaction, then RELOAD, where its clients bear that; else have them"
                                            + " disconnect right before the promotion",
                                    "")));
            pooler.problems()
                    .forEach(problem -> found.add(Finding.warning(
                            PreflightErrors.POOLER_NOT_READY,
                            pooler.name(),
                            "a promotion would refuse to hold clients at pooler `" + pooler.name() + "` today: "
                                    + problem)));
        }
        return found;
    }
}
