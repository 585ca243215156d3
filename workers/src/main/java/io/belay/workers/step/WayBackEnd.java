package io.belay.workers.step;

import io.belay.workers.evidence.RunServer;
import io.belay.workers.live.LiveNow;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.replication.Following;
import io.belay.workers.replication.Names;
import io.belay.workers.replication.Publishing;
import io.belay.workers.step.Switches.Standing;
import java.time.Clock;
import java.time.Duration;

/**
 * Before old live is removed: it follows no more and is stopped, and new has nothing of the run. Killed anywhere, it is done from the
 * beginning by the next attempt.
 */
final class WayBackEnd {

    private static final Duration STATEMENT = Duration.ofMinutes(2);
    private static final Duration LEAVING = Duration.ofSeconds(10);

    /** In the run's folder: the checkpoint that old was stopped with. */
    private static final String NAME = "way-back-ended";

    private final StepContext context;
    private final Clock clock;

    WayBackEnd(StepContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    /** Whether old may still run, because it follows or followed. */
    boolean isDue() {
        return Switches.of(context).standing().filter(Standing::newServes).isPresent()
                && context.memory().read(NAME, String.class).isEmpty();
    }

    /**
     * @return who is live, with old as it was stopped
     * @throws io.belay.workers.live.LiveFailure when old can neither be started nor stopped
     */
    LiveNow end(LiveNow now) {
        Standing standing = Switches.of(context).standing().orElseThrow();
        Names names = Names.ofRun(context.run().runId());
        JdbcServer serving =
                standing.serving().server(STATEMENT, context.notes().to(RunServer.LIVE));
        JdbcServer following =
                standing.following().server(STATEMENT, context.notes().to(RunServer.OLD));
        FollowingServer server = new FollowingServer(context, standing);
        WayBackClosed.keep(context, standing, "old live is retired", clock.instant());
        context.attempt().show("old live ceases to follow");
        server.start();
        new Following(serving, following, standing.order().to().address().source(), names, standing.way())
                .dropHere(LEAVING);
        new Publishing(following, names).withdraw(LEAVING);
        new Publishing(serving, names).withdraw(LEAVING);
        context.attempt().show("stopping old live");
        ControlData stopped = server.stop();
        LiveNow then =
                now.withStopped(context.run().runId(), stopped.checkpoint().toString());
        context.cluster().register().crossed(context.cluster().name(), then);
        context.memory().write(NAME, stopped.checkpoint().toString());
        new FollowerPlace(context).removePasswordFiles();
        return then;
    }
}
