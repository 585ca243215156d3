package io.belay.workers.step;

import io.belay.engine.activity.Sides;
import io.belay.engine.activity.StepResult;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.SentStatements;
import io.belay.workers.replication.CatchUp;
import io.belay.workers.replication.Concern;
import io.belay.workers.replication.Concerns;
import io.belay.workers.replication.Names;
import io.belay.workers.replication.Publishing;
import io.belay.workers.step.LivePublication.Kept;
import io.belay.workers.step.Switches.Standing;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Behind a crossing: whether the other side follows, and how far it is behind. Its statements are listed and not noted: they are the same
 * ones for days.
 */
final class WayBackLook {

    private static final Duration STATEMENT = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final Duration PULSE = Duration.ofMillis(500);
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private final StepContext context;
    private final Clock clock;
    private final Names names;

    WayBackLook(StepContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
        this.names = Names.ofRun(context.run().runId());
    }

    /** Answers at once with what the engine does not know yet, and else when its patience is over. */
    StepResult look() {
        Optional<Sides> sides = context.request().sides();
        long patience =
                Duration.ofSeconds(sides.map(Sides::patienceSeconds).orElse(0)).toNanos();
        String known = sides.map(Sides::known).orElse("");
        long begin = System.nanoTime();
        while (true) {
            StepResult seen = once();
            boolean isNews = !known.equals(seen.facts().get("way_back"));
            if (isNews || System.nanoTime() - begin + BETWEEN.toNanos() > patience) {
                return seen;
            }
            context.attempt().show(seen.summary());
            pause();
        }
    }

    private void pause() {
        long end = System.nanoTime() + BETWEEN.toNanos();
        while (System.nanoTime() < end) {
            context.attempt().check();
            LockSupport.parkNanos(PULSE.toNanos());
        }
    }

    private StepResult once() {
        Optional<Standing> standing = Switches.of(context).standing();
        if (standing.isEmpty()) {
            return closed("no hold of this run has crossed between two running servers");
        }
        return WayBackClosed.of(context, standing.get())
                .map(WayBackLook::closed)
                .orElseGet(() -> seen(standing.get()));
    }

    private StepResult seen(Standing standing) {
        JdbcServer serving = standing.serving().server(STATEMENT, SentStatements.UNHEARD);
        JdbcServer following = standing.following().server(STATEMENT, SentStatements.UNHEARD);
        try {
            new FollowingServer(context, standing).start();
            try (CatchUp catchUp = new CatchUp(
                    serving, following, names, standing.way(), standing.order().databases())) {
                return judged(standing, Closeness.look(catchUp, new Concerns(names, standing.way())), serving);
            }
        } catch (PostgresFailure silent) {
            return open("one of the two sides does not answer: " + silent.getMessage(), Map.of());
        } catch (LiveFailure down) {
            return open("the side that follows does not come up: " + down.getMessage(), Map.of());
        }
    }

    private StepResult judged(Standing standing, Closeness seen, JdbcServer serving) {
        Optional<Concern> end = seen.end();
        if (end.isPresent()) {
            return close(standing, end.get().words(), serving);
        }
        long limit = new LivePublication(context).kept().map(Kept::walLimit).orElse(Long.MAX_VALUE);
        if (seen.keptBytes() > limit) {
            return close(
                    standing,
                    "the side that serves kept " + (seen.keptBytes() >> 20)
                            + " MiB of its log for the other one, and `budget.wal_on_live` lets it keep "
                            + (limit >> 20) + " MiB",
                    serving);
        }
        Map<String, String> facts = new TreeMap<>();
        facts.put("way_back_lag_bytes", String.valueOf(seen.lagBytes()));
        facts.put("way_back_lag_milliseconds", String.valueOf(seen.behind().toMillis()));
        facts.put("kept_bytes", String.valueOf(seen.keptBytes()));
        String hindered = seen.isFree()
                ? ""
                : seen.concerns().stream().map(Concern::words).collect(Collectors.joining("; "));
        return open(hindered, facts);
    }

    /** For good, and so that the side that serves keeps nothing for it any more. */
    private StepResult close(Standing standing, String why, JdbcServer serving) {
        WayBackClosed.keep(context, standing, why, clock.instant());
        context.evidence().record().appendOnce(context.request().stepId(), "the other side follows no more: " + why);
        new Publishing(serving, names).dropSlots(standing.way(), LEAVING);
        return closed(why);
    }

    private static StepResult open(String why, Map<String, String> more) {
        Map<String, String> facts = new TreeMap<>(more);
        facts.put("way_back", "open");
        if (!why.isEmpty()) {
            facts.put("way_back_why", why);
        }
        return StepResult.succeeded(
                why.isEmpty() ? "the other side follows" : "the other side follows once this is over: " + why, facts);
    }

    private static StepResult closed(String why) {
        return StepResult.succeeded(
                "the other side follows no more: " + why, Map.of("way_back", "closed", "way_back_why", why));
    }
}
