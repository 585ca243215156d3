package io.belay.workers.step;

import io.belay.workers.hold.HoldFailure;
import io.belay.workers.hold.LiveServer;
import io.belay.workers.hold.Pooler;
import io.belay.workers.hold.Pooler.Check;
import io.belay.workers.postgres.Installation;
import io.belay.workers.preflight.PoolerSeen;
import io.belay.workers.process.ProcessFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What all poolers of the run's cluster say at one moment. Immutable.
 *
 * @param serving process ids of sessions on live that a pooler opened
 */
record PoolersAsked(Set<Long> serving, List<PoolerSeen> seen) {

    PoolersAsked {
        serving = Set.copyOf(serving);
        seen = List.copyOf(seen);
    }

    /** @return empty when not each of them could be asked */
    static Optional<PoolersAsked> of(StepContext context) {
        Optional<Installation> target =
                context.cluster().installation(context.request().targetVersion());
        if (target.isEmpty()) {
            return Optional.empty();
        }
        try {
            LiveServer live = PromoteChecks.live(context);
            Set<Long> serving = new HashSet<>();
            List<PoolerSeen> seen = new ArrayList<>();
            for (Pooler pooler : new PromotePoolers(context)
                    .open(target.get(), context.memory().path().resolve("client-look"))) {
                Check check = pooler.check(live, PromoteChecks.budget(context));
                serving.addAll(check.serving());
                seen.add(new PoolerSeen(
                        pooler.name(),
                        check.bySession(),
                        check.problems().stream()
                                .map(problem ->
                                        problem.text() + " (" + problem.code().text() + ")")
                                .toList()));
            }
            return Optional.of(new PoolersAsked(serving, seen));
        } catch (HoldFailure | ProcessFailure silent) {
            // The finding that follows says so; a promotion asks them again, and refuses.
            return Optional.empty();
        }
    }
}
