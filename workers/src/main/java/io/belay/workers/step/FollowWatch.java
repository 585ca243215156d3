package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.replication.CatchUp;
import io.belay.workers.replication.Concern;
import io.belay.workers.replication.Concern.Weight;
import io.belay.workers.replication.Concerns;
import io.belay.workers.replication.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Looks at a candidate that follows until it is close behind live, or never can be. What a person can correct is shown meanwhile and
 * waited for; only the plan's time for catching up ends that. One use, one thread.
 */
final class FollowWatch {

    /** Between two markers, so between two looks too: a follower that shows the last one is less than this behind. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** One look may be luck. */
    private static final int CLOSE = 3;

    /** Every how many looks both sides' tables and catalogs are compared, which costs more. */
    private static final int COMPARED = 5;

    private final StepContext context;
    private final CatchUp catchUp;
    private final Concerns concerns;
    private final Bounds bounds;
    private final Runnable revive;
    private final long begin = System.nanoTime();

    private Optional<Reading> before = Optional.empty();
    private List<Concern> compared = List.of();
    private List<Concern> all = List.of();
    private String last = "nothing was seen yet";
    private int looks;
    private int close;

    /**
     * @param wal bytes of its log that live may keep for the follower
     * @param left for catching up
     */
    record Bounds(long wal, Duration left) {}

    /** @param revive starts new's server where it is down, and does nothing where it runs */
    FollowWatch(StepContext context, CatchUp catchUp, Concerns concerns, Bounds bounds, Runnable revive) {
        this.context = context;
        this.catchUp = catchUp;
        this.concerns = concerns;
        this.bounds = bounds;
        this.revive = revive;
    }

    /** Returns a success once it is close, a failure once it cannot be or its time is over. */
    StepResult untilClose() {
        while (true) {
            context.attempt().check();
            Optional<StepResult> ended = look();
            if (ended.isPresent()) {
                return ended.get();
            }
            if (System.nanoTime() - begin > bounds.left().toNanos()) {
                return outOfTime();
            }
            pause();
        }
    }

    private Optional<StepResult> look() {
        try {
            if (looks++ == 0) {
                catchUp.beat();
                compared = catchUp.compare();
                return Optional.empty();
            }
            Reading now = catchUp.read();
            if (looks % COMPARED == 0) {
                compared = catchUp.compare();
            }
            Optional<StepResult> ended = judge(now);
            before = Optional.of(now);
            catchUp.beat();
            return ended;
        } catch (PostgresFailure silent) {
            before = Optional.empty();
            close = 0;
            last = "one of the two sides does not answer: " + silent.getMessage();
            context.attempt().show(last);
            revive.run();
            return Optional.empty();
        }
    }

    private Optional<StepResult> judge(Reading now) {
        List<Concern> found = new ArrayList<>(concerns.of(before, now));
        found.addAll(compared);
        all = List.copyOf(found);
        Optional<Concern> end =
                all.stream().filter(one -> one.weight() == Weight.ENDS).findFirst();
        if (end.isPresent()) {
            return Optional.of(lost(end.get()));
        }
        if (now.keptBytes() > bounds.wal()) {
            return Optional.of(pastLimit(now));
        }
        tell(now);
        boolean free = all.stream().noneMatch(one -> one.weight() == Weight.HINDERS);
        close = free && now.behind().compareTo(LOOK) <= 0 ? close + 1 : 0;
        return close >= CLOSE ? Optional.of(caughtUp(now)) : Optional.empty();
    }

    private void tell(Reading now) {
        String left = before.flatMap(earlier -> now.estimate(earlier, LOOK))
                .map(estimate -> ", about " + estimate.toSeconds() + " s to go")
                .orElse("");
        last = String.format(
                Locale.ROOT,
                "%.1f s and %d KiB behind live%s; live keeps %d MiB of its log, at most %d",
                now.behind().toMillis() / 1000.0,
                now.lagBytes() >> 10,
                left,
                now.keptBytes() >> 20,
                bounds.wal() >> 20);
        all.forEach(concern -> {
            last = last + "\n" + concern.words();
            context.evidence().record().appendOnce(context.request().stepId(), concern.words());
        });
        context.attempt().show(last);
    }

    private StepResult caughtUp(Reading now) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("lag_bytes", String.valueOf(now.lagBytes()));
        facts.put("behind_milliseconds", String.valueOf(now.behind().toMillis()));
        facts.put("kept_bytes", String.valueOf(now.keptBytes()));
        facts.put(
                "catch_up_seconds",
                String.valueOf(Duration.ofNanos(System.nanoTime() - begin).toSeconds()));
        facts.put("follows", "yes");
        return StepResult.succeeded(
                "the candidate follows live, less than " + LOOK.toSeconds() + " s behind it in "
                        + now.databases().size() + " databases",
                facts);
    }

    private StepResult lost(Concern end) {
        return StepResult.failed(
                FollowErrors.CANNOT_FOLLOW,
                end.words() + ". Live serves as before; the candidate has to be made anew",
                "belay retry " + context.run().runId() + " begins again from `publish`",
                Map.of("follows", "no"));
    }

    private StepResult pastLimit(Reading now) {
        return StepResult.failed(
                FollowErrors.PAST_WAL_LIMIT,
                "live keeps " + (now.keptBytes() >> 20)
                        + " MiB of its log for the candidate, and `budget.wal_on_live` lets it"
                        + " keep " + (bounds.wal() >> 20)
                        + " MiB. Live serves as before; the run gives up the candidate, so"
                        + " that live can let go",
                "give live's disk room and raise `budget.wal_on_live`, or build when live writes less",
                Map.of("follows", "no", "kept_bytes", String.valueOf(now.keptBytes())));
    }

    private StepResult outOfTime() {
        List<Concern> hindering =
                all.stream().filter(one -> one.weight() == Weight.HINDERS).toList();
        if (hindering.isEmpty()) {
            return StepResult.failed(
                    FollowErrors.NOT_CAUGHT_UP,
                    "the candidate is not close behind live within `budget.catch_up`; at last: " + last
                            + ". It goes on following, and live keeps its log for it",
                    "belay retry " + context.run().runId() + " gives it the same time once more",
                    Map.of("follows", "yes"));
        }
        return StepResult.failed(
                FollowErrors.HINDERED,
                hindering.stream().map(Concern::words).collect(Collectors.joining("; "))
                        + ". Live serves as before, and keeps its log until this is corrected",
                hindering.stream()
                        .flatMap(concern -> concern.remedy().stream())
                        .distinct()
                        .collect(Collectors.joining("\n")),
                Map.of("follows", "yes"));
    }

    private static void pause() {
        LockSupport.parkNanos(LOOK.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted while the candidate follows; it goes on");
        }
    }
}
