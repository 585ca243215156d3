package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.plans.model.HostConfiguration.TargetPlace;
import io.belay.plans.problem.ErrorCode;
import io.belay.workers.hold.HoldErrors;
import io.belay.workers.hold.HoldFailure;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.live.ProductionServers;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.replication.CatchUp;
import io.belay.workers.replication.Concerns;
import io.belay.workers.replication.Following;
import io.belay.workers.replication.Names;
import io.belay.workers.replication.ReplicationErrors;
import io.belay.workers.step.FollowWatch.Bounds;
import io.belay.workers.step.LivePublication.Kept;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The candidate gets its final name and its dress for production, and follows live from the end of its recovery on, until it is close
 * behind. It goes on following when the step is over, with nobody looking. Each part is found done or not by looking, so an attempt in
 * any later epoch goes on where it is.
 */
public final class FollowStep implements HostStep {

    /** Told with a failure: {@code no} when the candidate can never catch up any more. */
    private static final String FOLLOWS = "follows";

    private static final Duration CATCH_UP = Duration.ofDays(1);

    /** For a worker to end the transaction that it applies. */
    private static final Duration LEAVING = Duration.ofSeconds(10);

    /** As servers say it in English; from 16 on they say 08006 too. */
    private static final String REFUSED = "could not connect to the publisher";

    private static final String NO_CONNECTION = "08006";

    private final Clock clock;

    public FollowStep(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "follow";
    }

    /** What is sent to live, in order; most of it again and again. */
    public static List<ListedStatement> statements(Names names) {
        List<ListedStatement> listed = new ArrayList<>(Following.statementsToSource());
        listed.addAll(CatchUp.statementsToSource(names));
        return listed;
    }

    /** What is sent to live before the candidate is dressed, the first time that it is started. */
    public static List<ListedStatement> statementsOfMajor() {
        return LivePublication.statementsOfMajor();
    }

    /** What is sent to live for what its settings do not give to new. */
    public static List<ListedStatement> statementsOfReadiness() {
        return LivePublication.statementsOfReadiness();
    }

    /** What is sent to live for the names of its databases. */
    public static List<ListedStatement> statementsOfDatabases() {
        return LivePublication.statementsOfDatabases();
    }

    /**
     * With what new's server needs to come to live, where that asks for a password.
     *
     * @param sockets the place's folder of them
     */
    public static Path passwordFile(Path sockets, String run) {
        return sockets.resolve("pass-" + run);
    }

    /** It takes the candidate out of the place, to where it will serve. */
    @Override
    public Optional<Permission> beyondCandidate(JsonNode with) {
        return Optional.of(Permission.PROMOTE_ONLINE);
    }

    @Override
    public boolean isPartOfRehearsals(JsonNode with) {
        return false;
    }

    @Override
    public StepResult probe(StepContext context) {
        try {
            ProductionServers.requireCarried(
                    context.cluster().configured().service().word());
        } catch (LiveFailure refused) {
            return StepResult.failed(refused.code(), String.valueOf(refused.getMessage()), "", Map.of());
        }
        int major = context.request().targetVersion();
        TargetPlace target = context.cluster().configured().targets().get(major);
        if (target == null) {
            return StepResult.failed(
                    HoldErrors.TARGET_NOT_NAMED,
                    "the host's file names no place for version " + major + "; nothing was done",
                    "add it under `targets` of the cluster",
                    Map.of());
        }
        int ofLive = PromoteChecks.livePort(context);
        if (target.port().orElse(ofLive) == ofLive) {
            return StepResult.failed(
                    FollowErrors.NO_PORT_OF_ITS_OWN,
                    "the host's file gives new the port " + ofLive
                            + ", which is live's: in an online promotion both run at the same time. Nothing was done",
                    "the administrator writes another `port` under `targets." + major + "` of the cluster",
                    Map.of());
        }
        return Fitness.programs(context, major, "postgres", "pg_ctl");
    }

    @Override
    public boolean isAlwaysPrepared() {
        return false;
    }

    @Override
    public StepResult prepare(StepContext context) {
        StepResult probed = probe(context);
        if (probed.outcome() != StepResult.Outcome.SUCCEEDED
                || new FollowerPlace(context).known().isPresent()) {
            return probed;
        }
        try {
            PromoteTarget.find(context)
                    .requireFreePort(PromoteChecks.livePort(context), PromoteChecks.socketFolder(context));
        } catch (HoldFailure refused) {
            return StepResult.failed(refused.code(), String.valueOf(refused.getMessage()), "", Map.of());
        }
        return StepResult.succeeded("new can come to its place", Map.of());
    }

    @Override
    public StepResult run(StepContext context) {
        FollowerPlace place = new FollowerPlace(context);
        LivePublication live = new LivePublication(context);
        Optional<Kept> published = live.kept();
        if (published.isEmpty()) {
            return never(
                    FollowErrors.NOT_PUBLISHED,
                    "live publishes nothing for run " + context.run().runId() + ", so nothing can be followed",
                    context);
        }
        if (place.known().filter(Follower::ended).isPresent()) {
            return never(
                    FollowErrors.FOLLOWER_GONE,
                    "the candidate of run " + context.run().runId()
                            + " was told to follow no more: what live wrote since is kept for nobody",
                    context);
        }
        try {
            StepResult prepared = prepare(context);
            return prepared.outcome() == StepResult.Outcome.SUCCEEDED
                    ? followed(context, place, live, published.get())
                    : prepared;
        } catch (CandidateMissing gone) {
            return never(FollowErrors.FOLLOWER_GONE, String.valueOf(gone.getMessage()), context);
        }
    }

    private static StepResult never(ErrorCode code, String why, StepContext context) {
        return StepResult.failed(
                code,
                why + ". Live serves as before; the candidate has to be made anew",
                "belay retry " + context.run().runId() + " begins again from `publish`",
                Map.of(FOLLOWS, "no"));
    }

    private StepResult followed(StepContext context, FollowerPlace place, LivePublication live, Kept published) {
        Follower follower = place.settle();
        place.give(follower);
        FollowerServer server = new FollowerServer(context);
        context.attempt().show("starting the candidate at its final place, for Belay and live's server alone");
        RunningServer running = server.start(follower, live, published.databases());
        context.attempt().check();
        Optional<StepResult> refused = subscribed(context, place, live, published, running);
        if (refused.isPresent()) {
            return refused.get();
        }
        Bounds bounds = new Bounds(published.walLimit(), left(context));
        try (CatchUp catchUp =
                new CatchUp(live.live(), running, live.names(), published.way(), published.databases())) {
            return with(
                    new FollowWatch(
                                    context,
                                    catchUp,
                                    new Concerns(live.names(), published.way()),
                                    bounds,
                                    () -> server.start(place.known().orElse(follower), live, published.databases()))
                            .untilClose(),
                    follower);
        }
    }

    /** Who switches later finds the follower by these. */
    private static StepResult with(StepResult result, Follower follower) {
        Map<String, String> facts = new TreeMap<>(result.facts());
        facts.put("data_directory", follower.data());
        facts.put("port", String.valueOf(follower.port()));
        facts.put("begins_at", follower.begins());
        return new StepResult(
                result.outcome(),
                result.code(),
                result.fault(),
                result.summary(),
                result.remedy(),
                result.findings(),
                facts,
                result.evidence());
    }

    /** @return why it cannot begin to follow; empty when it does */
    private static Optional<StepResult> subscribed(
            StepContext context, FollowerPlace place, LivePublication live, Kept published, RunningServer running) {
        Follower follower = place.known().orElseThrow();
        if (follower.subscribed()) {
            return Optional.empty();
        }
        Following following = new Following(
                live.live(),
                running,
                new FollowerServer(context).addressOfLive(published.databases()),
                live.names(),
                published.way());
        try {
            following.prepare(published.databases());
            following.startAt(published.databases().stream()
                    .collect(Collectors.toMap(Function.identity(), database -> follower.beginsAt())));
        } catch (PostgresFailure refused) {
            if (refused.sqlState().equals(NO_CONNECTION)
                    || String.valueOf(refused.getMessage()).contains(REFUSED)) {
                return Optional.of(liveRefuses(context, refused));
            }
            throw refused;
        } catch (ServerFailure late) {
            if (late.code().equals(ReplicationErrors.SLOT_TOO_LATE)) {
                return Optional.of(never(late.code(), String.valueOf(late.getMessage()), context));
            }
            throw late;
        }
        following.enable();
        place.keep(follower.nowSubscribed());
        return Optional.empty();
    }

    private static StepResult liveRefuses(StepContext context, PostgresFailure refused) {
        String role = context.cluster().live().user();
        return StepResult.failed(
                FollowErrors.LIVE_REFUSES,
                "live does not let the candidate's server in as `" + role + "`: " + refused.getMessage()
                        + ". The candidate waits at its final place; live serves as before",
                "the server runs under the account `"
                        + context.cluster().owner().name()
                        + "`: let that account in as `" + role
                        + "` by live's `pg_hba.conf` and `pg_ident.conf`, or give `"
                        + role + "` a password in the host's file (`connect.password`); then: belay retry "
                        + context.run().runId(),
                Map.of());
    }

    /** Of {@code budget.catch_up}, counted from when this epoch was first carried out. */
    private Duration left(StepContext context) {
        String begun = context.request().stepId() + "/" + context.request().epoch() + "/following-since";
        Instant since = Instant.parse(context.memory().read(begun, String.class).orElseGet(() -> {
            String now = clock.instant().toString();
            context.memory().write(begun, now);
            return now;
        }));
        String budget = context.plan().blocks().path("budget").path("catch_up").asText("");
        Duration all = budget.isEmpty() ? CATCH_UP : StepTimes.parse(budget);
        Duration left = all.minus(Duration.between(since, clock.instant()));
        // A clock that was set back gives no more time than there was.
        return left.compareTo(all) > 0 ? all : left;
    }

    /**
     * Takes the subscriptions away and the candidate back into the place, stopped. Their slots are live's, and go with {@code publish}. A
     * candidate that is gone, or whose server does not start any more, follows nobody either.
     */
    @Override
    public StepResult undo(StepContext context) {
        FollowerPlace place = new FollowerPlace(context);
        Optional<Follower> known = place.known();
        if (known.isEmpty()) {
            return StepResult.succeeded("the candidate never followed", Map.of());
        }
        Follower follower = known.get();
        if (!place.isThere(follower)) {
            place.keep(follower.nowEnded());
            return StepResult.succeeded("the candidate is not at its final place, and follows nobody", Map.of());
        }
        FollowerServer server = new FollowerServer(context);
        Map<String, String> facts = new HashMap<>();
        try {
            if (follower.dressed() || server.control(follower).isRunning()) {
                unsubscribe(context, server, follower);
            }
            server.stop(follower);
        } catch (LiveFailure broken) {
            server.end(follower);
            facts.put(
                    "note",
                    "its subscriptions may still be in it, because its server does not serve: " + broken.getMessage());
        }
        place.keep(follower.nowEnded());
        place.takeBack(follower);
        place.removePasswordFiles();
        return StepResult.succeeded("the candidate follows nobody, stands still, and is back in the place", facts);
    }

    private static void unsubscribe(StepContext context, FollowerServer server, Follower follower) {
        LivePublication live = new LivePublication(context);
        Optional<Kept> published = live.kept();
        if (published.isEmpty()) {
            return;
        }
        RunningServer running = server.start(follower, live, published.get().databases());
        new Following(
                        live.live(),
                        running,
                        server.addressOfLive(List.of()),
                        live.names(),
                        published.get().way())
                .dropHere(LEAVING);
    }

    @Override
    public StepResult inspect(StepContext context) {
        return Inspection.of(context, FollowStep::found);
    }

    /** That it follows is seen by two looks; whether it is close is the next attempt's to wait for. */
    private static Found found(StepContext context) {
        FollowerPlace place = new FollowerPlace(context);
        Optional<Follower> follower = place.known();
        Optional<Kept> published = new LivePublication(context).kept();
        if (follower.isEmpty() || published.isEmpty()) {
            return new Found.FailedClean(stopped(context, "the candidate was not touched"));
        }
        boolean tree = place.isThere(follower.get())
                || Files.isDirectory(context.cluster()
                        .place()
                        .candidate(context.run().runId())
                        .path());
        return tree
                ? new Found.FailedClean(stopped(
                        context,
                        follower.get().subscribed()
                                ? "the candidate goes on following by itself"
                                : "the candidate does not follow yet"))
                : new Found.FailedDirty(never(
                        FollowErrors.FOLLOWER_GONE,
                        "the candidate is neither in the place nor at its final one",
                        context));
    }

    private static StepResult stopped(StepContext context, String state) {
        return StepResult.failed(
                StepErrors.VANISHED,
                "`follow` stopped without a result: the host or the worker ended in the middle. Live serves as before; "
                        + state,
                "belay retry " + context.run().runId() + " goes on with it",
                Map.of());
    }
}
