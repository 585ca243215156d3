package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.hold.Pooler.Problem;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.replication.CatchUp;
import io.belay.workers.replication.Concerns;
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
        Optional<Kept> published = new LivePublication(context).kept();
        if (follower.isEmpty() || published.isEmpty()) {
            return List.of(new Problem(
                    FollowErrors.FOLLOWER_GONE,
                    "no candidate of run " + context.run().runId() + " follows live",
                    "belay retry " + context.run().runId() + " begins again from `publish`"));
        }
        FollowerServer server = new FollowerServer(context);
        // It runs for days before a promotion, and a restart of the host ends it.
        server.start(
                follower.get(), new LivePublication(context), published.get().databases());
        OnlineSides sides = new OnlineSides(context, published.get().databases());
        return problems(context, sides.live(), sides.fresh(follower.get()), published.get());
    }

    private static List<Problem> problems(StepContext context, Side live, Side fresh, Kept published) {
        LivePublication publication = new LivePublication(context);
        JdbcServer following = fresh.server(STATEMENT, context.notes().to(RunServer.NEW));
        JdbcServer serving = live.server(STATEMENT, context.notes().to(RunServer.LIVE));
        try (CatchUp catchUp =
                new CatchUp(serving, following, publication.names(), published.way(), published.databases())) {
            return Closeness.look(catchUp, new Concerns(publication.names(), published.way()))
                    .problems();
        } catch (PostgresFailure silent) {
            return List.of(new Problem(
                    FollowErrors.NOT_CAUGHT_UP, "one of the two sides does not answer: " + silent.getMessage(), ""));
        }
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
