package io.belay.workers.step;

import io.belay.workers.evidence.RunServer;
import io.belay.workers.live.Dress;
import io.belay.workers.live.DressRequest;
import io.belay.workers.live.ProductionDress;
import io.belay.workers.live.ProductionServer;
import io.belay.workers.live.ProductionServers;
import io.belay.workers.live.SideServer;
import io.belay.workers.posix.Accounts;
import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.PostgresErrors;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.ServersPasswordFile;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.ToolRun;
import io.belay.workers.preflight.PreflightErrors;
import io.belay.workers.preflight.Promotion;
import io.belay.workers.preflight.ReplicationReady;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.replication.SourceAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The candidate's server in production dress, shut to everybody but Belay and the other side. One thread. */
final class FollowerServer {

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofMinutes(5);
    private static final Duration TOOL = Duration.ofMinutes(1);

    private final StepContext context;
    private final FollowerPlace place;

    FollowerServer(StepContext context) {
        this.context = context;
        this.place = new FollowerPlace(context);
    }

    /**
     * Starts it, or adopts the one that runs. It is dressed until it came up once, and never again.
     *
     * @throws io.belay.workers.live.LiveFailure when it does not come up, or its settings cannot be had
     */
    RunningServer start(Follower follower, LivePublication live, List<String> databases) {
        ProductionServer server = control(follower);
        if (follower.dressed() || server.isRunning()) {
            return server.start(START);
        }
        ProductionDress.pair(dress(follower, live, databases), follower.dataPath(), roles(follower));
        RunningServer running = server.start(START);
        place.keep(follower.nowDressed());
        return running;
    }

    /** As whom it is started, and as whom both sides are reached behind the crossing, by live's own rules. */
    private List<String> roles(Follower follower) {
        return Stream.of(follower.superuser(), context.cluster().live().user())
                .distinct()
                .toList();
    }

    void stop(Follower follower) {
        control(follower).stop(STOP);
    }

    /** Without proof that it was stopped cleanly: for one that does not start any more. */
    void end(Follower follower) {
        control(follower).endAtOnce(STOP);
    }

    ProductionServer control(Follower follower) {
        return new ProductionServers(
                        context.commands(),
                        context.transcripts(),
                        context.notes().to(RunServer.NEW))
                .of(
                        new SideServer(
                                context.cluster().configured().service().word(),
                                installation(context.request().targetVersion()),
                                follower.dataPath(),
                                context.cluster().owner(),
                                follower.superuser(),
                                Path.of(follower.sockets()),
                                follower.port(),
                                // Its settings stand in its files.
                                false),
                        context.cluster().dataset().dataDirectory());
    }

    /** How it reaches live: as Belay does, by the server's own account or by a file that only this may read. */
    SourceAddress addressOfLive(List<String> databases) {
        Access access = context.cluster().live();
        String host = access.endpoint() instanceof Endpoint.UnixSocket socket
                ? socket.folder().toString()
                : access.endpoint().host();
        Optional<Path> passwords = ServersPasswordFile.write(
                place.passwordFile(), access, databases, context.cluster().owner());
        return new SourceAddress(host, access.endpoint().port(), access.user(), passwords);
    }

    private Dress dress(Follower follower, LivePublication live, List<String> databases) {
        Map<String, String> ofPlan = PromoteOrder.settings(context);
        int oldMajor = live.live().major();
        Path data = context.cluster().dataset().dataDirectory();
        Dress planned = new ProductionDress(context.commands(), context.transcripts())
                .plan(new DressRequest(
                        oldMajor,
                        data,
                        data,
                        control(oldMajor, data).walSegmentBytes(),
                        installation(context.request().targetVersion()),
                        follower.dataPath(),
                        follower.port(),
                        ofPlan,
                        context.cluster().owner(),
                        follower.superuser()));
        ProductionDress.require(planned);
        StepEvidence.write(context, "dress.txt", String.join("\n", planned.notes()) + "\n");
        return planned.with(missing(planned, ofPlan, live, databases), "what following live takes");
    }

    /** What the plan's author set too low is not overruled: preflight said so, and a reviewer read it. */
    private Map<String, String> missing(
            Dress planned, Map<String, String> ofPlan, LivePublication live, List<String> databases) {
        Map<String, String> has = new LinkedHashMap<>();
        ReplicationReady.ofNew().forEach(name -> planned.value(name).ifPresent(value -> has.put(name, value)));
        Map<String, String> missing;
        try (Session session = live.live().open(LivePublication.askedIn())) {
            missing = ReplicationReady.look(
                            session, Promotion.of(context.plan()), databases.size(), databases.size(), 0)
                    .missingOnNew(has, context.request().targetVersion());
        }
        if (ofPlan.containsKey(ReplicationReady.PACE)) {
            // A matter of comfort: the plan's word holds.
            missing.remove(ReplicationReady.PACE);
        }
        missing.forEach((name, least) -> {
            if (ofPlan.containsKey(name)) {
                throw new ServerFailure(
                        PreflightErrors.SETTING_OF_NEW,
                        "the plan's `target.settings` give new `" + name + " = " + ofPlan.get(name) + "`, and " + least
                                + " is needed for following. New was not started; live is untouched. Correct the plan");
            }
        });
        return missing;
    }

    private ControlData control(int major, Path data) {
        return new ControlDataReader(context.commands(), context.transcripts())
                .read(
                        installation(major),
                        data,
                        new ToolRun(
                                Accounts.isRoot()
                                        ? Optional.of(context.cluster().owner())
                                        : Optional.empty(),
                                Path.of("/"),
                                Isolation.NONE,
                                TOOL));
    }

    private Installation installation(int major) {
        return context.cluster()
                .installation(major)
                .orElseThrow(() -> new ServerFailure(
                        PostgresErrors.INSTALLATION_MISSING,
                        "this host has no programs of PostgreSQL " + major
                                + " any more. Live is untouched. Install them,"
                                + " or name their folder under `postgres` in the host's file"));
    }
}
