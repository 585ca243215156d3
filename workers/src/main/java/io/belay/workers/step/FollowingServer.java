package io.belay.workers.step;

import io.belay.workers.evidence.RunServer;
import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.live.ProductionServer;
import io.belay.workers.live.ProductionServers;
import io.belay.workers.live.SideServer;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.Installation;
import io.belay.workers.step.Switches.Standing;
import java.time.Duration;

/** Behind a crossing: the server that follows the one that serves. Nobody else starts it, so Belay does. */
final class FollowingServer {

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofMinutes(10);

    private final ProductionServer server;

    FollowingServer(StepContext context, Standing standing) {
        Side side = standing.following();
        this.server = new ProductionServers(
                        context.commands(),
                        context.transcripts(),
                        context.notes().to(standing.newServes() ? RunServer.OLD : RunServer.NEW))
                .of(
                        new SideServer(
                                context.cluster().configured().service().word(),
                                new Installation(
                                        side.programs().major(),
                                        side.programs().version(),
                                        side.programs().folder()),
                                side.data(),
                                context.cluster().owner(),
                                side.superuser(),
                                side.socketFolder(),
                                side.port(),
                                true),
                        standing.serving().data());
    }

    /** Nothing happens where it runs. */
    void start() {
        if (!server.isRunning()) {
            server.start(START);
        }
    }

    /** Cleanly, also where it had crashed. */
    ControlData stop() {
        start();
        return server.stop(STOP);
    }
}
