package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.hold.Pooler.Problem;
import io.belay.workers.step.LivePublication.Kept;
import io.belay.workers.storage.StorageFailure;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The candidate has followed live, and clients go from the one running server to the other. */
record OnlineMode() implements PromoteMode {

    private static final Duration STATEMENT = Duration.ofMinutes(1);

    @Override
    public Permission permission() {
        return Permission.PROMOTE_ONLINE;
    }

    @Override
    public StepResult probe(StepContext context) {
        return PromoteProbe.refusal(context)
                .orElseGet(() ->
                        Fitness.programs(context, context.request().targetVersion(), "postgres", "pg_ctl", "psql"));
    }

    @Override
    public Optional<StepResult> objection(StepContext context) {
        return Optional.empty();
    }

    @Override
    public PromoteLook look(StepContext context) {
        return new PromoteChecks(context).online(() -> follower(context));
    }

    private static List<Problem> follower(StepContext context) {
        Optional<Follower> follower =
                new FollowerPlace(context).known().filter(known -> known.subscribed() && !known.ended());
        LivePublication live = new LivePublication(context);
        Optional<Kept> published = live.kept();
        if (follower.isEmpty() || published.isEmpty()) {
            return List.of(new Problem(
                    FollowErrors.FOLLOWER_GONE,
                    "no candidate of run " + context.run().runId() + " follows live",
                    "belay retry " + context.run().runId() + " begins again from `publish`"));
        }
        // It runs for days before a promotion, and a restart of the host ends it.
        new FollowerServer(context).start(follower.get(), live, published.get().databases());
        OnlineSides sides = new OnlineSides(context, published.get().databases());
        return Closeness.problems(
                sides.live().server(STATEMENT, context.notes().to(RunServer.LIVE)),
                sides.fresh(follower.get()).server(STATEMENT, context.notes().to(RunServer.NEW)),
                live.names(),
                published.get().way(),
                published.get().databases());
    }

    /** Sessions of the look are closed by now: the fence ends whoever else is on live. */
    @Override
    public void order(StepContext context, PromoteLook look) {
        Follower follower = new FollowerPlace(context).known().orElseThrow();
        Kept published = new LivePublication(context).kept().orElseThrow();
        new PromoteHold(context)
                .folder()
                .give(new OnlineOrders(context).promotion(follower, published, look.poolers()));
    }

    @Override
    public Optional<String> tidy(StepContext context) {
        try {
            new CandidateCare(context).spend();
            return Optional.empty();
        } catch (StorageFailure | UncheckedIOException | StateNotKept left) {
            return Optional.of("waypoints of the candidate are left, which take room: " + left.getMessage());
        }
    }
}
