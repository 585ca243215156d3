package io.belay.workers.step;

import io.belay.workers.hold.OnlineOrder;
import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.hold.Pooler.Check;
import io.belay.workers.replication.Way;
import io.belay.workers.step.LivePublication.Kept;
import io.belay.workers.step.Switches.Standing;
import java.time.Duration;
import java.util.List;

/** Writes the orders of online holds: the first, and those that swap the sides behind it. */
final class OnlineOrders {

    static final int FORMAT = 1;

    private final StepContext context;

    OnlineOrders(StepContext context) {
        this.context = context;
    }

    OnlineOrder promotion(Follower follower, Kept published, List<Check> poolers) {
        OnlineSides sides = new OnlineSides(context, published.databases());
        boolean wayBack = !context.with().path("way_back").asText("none").equals("none");
        return order(
                context.request().epoch(),
                sides.live(),
                sides.fresh(follower),
                published.databases(),
                published.way(),
                wayBack,
                poolers);
    }

    OnlineOrder swap(Standing standing, int epoch, List<Check> poolers) {
        return order(
                epoch,
                standing.serving(),
                standing.following(),
                standing.order().databases(),
                standing.way(),
                true,
                poolers);
    }

    private OnlineOrder order(
            int epoch, Side from, Side to, List<String> databases, Way way, boolean wayBack, List<Check> poolers) {
        ClusterOnHost cluster = context.cluster();
        return new OnlineOrder(
                FORMAT,
                context.run().runId(),
                context.request().stepId(),
                epoch,
                cluster.name(),
                PromoteChecks.budget(context).toMillis(),
                kill().toMillis(),
                cluster.state(),
                context.transcripts(),
                from,
                to,
                databases,
                way,
                wayBack,
                cluster.owner().name(),
                cluster.configured().dataDirectory(),
                cluster.configured().connect().port(),
                PromoteOrder.held(context, poolers),
                false);
    }

    private Duration kill() {
        String after = context.with().path("end_transactions_after").asText("never");
        return after.equals("never") ? Duration.ZERO : StepTimes.parse(after);
    }
}
