package io.belay.workers.step;

import io.belay.workers.hold.HoldOrder.Held;
import io.belay.workers.hold.HoldResult;
import io.belay.workers.hold.OnlineOrder;
import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.rehearsal.RehearsalClients;
import io.belay.workers.replication.Way;
import io.belay.workers.replication.Way.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Holds between two throw-away clones: there and back, again while one takes too long. One attempt of a step, one thread. */
final class RehearsedHolds {

    /** A host that was busy for one moment gets another chance. */
    static final int ROUNDS = 3;

    /** Holds are measured, not undone, up to so many times the budget. */
    private static final int PATIENCE = 20;

    /** Each attempt has room for so many in the run's journal. */
    private static final int HOLDS = 10;

    /** Before and behind each hold, for clients to be at their pace. */
    private static final Duration LOAD = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final StepContext context;
    private final Path memory;
    private final RehearsedPair pair;
    private final List<Held> poolers;
    private final Optional<RehearsalClients> clients;
    private final Duration budget;
    private final List<Rehearsed> all = new ArrayList<>();
    private Side serving;
    private Side following;
    private Way way = Way.firstForward();

    /**
     * One hold.
     *
     * @param back whether it led to old
     * @param slowestWrite of a client, in milliseconds
     */
    record Rehearsed(boolean back, HoldResult hold, long slowestWrite) {}

    RehearsedHolds(
            StepContext context,
            Path memory,
            RehearsedPair pair,
            List<Held> poolers,
            Optional<RehearsalClients> clients) {
        this.context = context;
        this.memory = memory;
        this.pair = pair;
        this.poolers = poolers;
        this.clients = clients;
        this.budget = PromoteChecks.budget(context);
        this.serving = pair.old();
        this.following = pair.fresh();
    }

    /** Ends with the first round that fits the budget, the first hold that is undone, and the first client that fails. */
    void carryOut() {
        for (int round = 1; round <= ROUNDS; round++) {
            for (boolean back : new boolean[] {false, true}) {
                hold(back);
                if (undone().isPresent() || hasFailures()) {
                    return;
                }
            }
            if (fit()) {
                return;
            }
        }
    }

    private boolean hasFailures() {
        return clients.map(now -> !now.failures().isEmpty()).orElse(false);
    }

    private void hold(boolean back) {
        int number = context.request().epoch() * HOLDS + all.size() + 1;
        context.attempt().show("holding clients of the rehearsal, " + (back ? "back to old" : "there, to new"));
        load();
        clients.ifPresent(RehearsalClients::longestSinceLast);
        PromoteHold hold = new PromoteHold(context, number, memory);
        hold.folder().give(order(number));
        HoldResult result = hold.carriedOut(hold.order().orElseThrow());
        load();
        all.add(new Rehearsed(
                back, result, clients.map(RehearsalClients::longestSinceLast).orElse(0L)));
        if (result.crossed()) {
            Side served = serving;
            serving = following.onceOpened();
            following = served.onceOpened();
            way = way.reversed();
        }
    }

    private void load() {
        long end = System.nanoTime() + LOAD.toNanos();
        while (System.nanoTime() < end) {
            context.attempt().check();
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private OnlineOrder order(int epoch) {
        ClusterOnHost cluster = context.cluster();
        return new OnlineOrder(
                OnlineOrders.FORMAT,
                context.run().runId(),
                context.request().stepId(),
                epoch,
                cluster.name(),
                budget.multipliedBy(PATIENCE).toMillis(),
                0,
                cluster.state(),
                context.transcripts(),
                serving,
                following,
                pair.databases(),
                way,
                true,
                cluster.owner().name(),
                cluster.configured().dataDirectory(),
                cluster.configured().connect().port(),
                poolers,
                true);
    }

    /** In their order. */
    List<Rehearsed> all() {
        return List.copyOf(all);
    }

    /** That of the last round. */
    List<Rehearsed> newest() {
        int last = all.size() - 1;
        return List.copyOf(all.subList(all.get(last).back() ? last - 1 : last, all.size()));
    }

    Optional<HoldResult> undone() {
        return all.stream().map(Rehearsed::hold).filter(hold -> !hold.crossed()).findFirst();
    }

    /** Whether each hold of the last round, times the plan's margin, is within the plan's budget. */
    boolean fit() {
        return newest().stream()
                .map(one -> Duration.ofMillis(one.hold().heldMilliseconds()))
                .allMatch(held -> HoldEstimate.withMargin(context, held).compareTo(budget) <= 0);
    }

    Duration budget() {
        return budget;
    }

    /** What clients that have ended would say of the two servers, a sentence each; empty when every write is on both, once. */
    List<String> wrongWith(RehearsalClients ended) {
        List<String> wrong = new ArrayList<>(ended.failures());
        boolean newServes = way.direction() == Direction.BACK;
        pair.catchUp(newServes);
        pair.servers().forEach(server -> wrong.addAll(ended.wrongOn(server)));
        return wrong;
    }
}
