package io.belay.workers.step;

import io.belay.workers.hold.OnlineOrder.Address;
import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.live.PairedFiles;
import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.ServersPasswordFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The two servers of a run before its first crossing, as an order of a hold has them. Both are reached as the host's file says of live, by
 * live's own rules, which are new's too once it is live.
 */
final class OnlineSides {

    /** Databases of Belay's own sessions, besides those that are followed. */
    private static final List<String> OWN = List.of("postgres", "template1");

    private final StepContext context;
    private final FollowerPlace place;
    private final List<String> databases;

    /** @param followed databases that are followed */
    OnlineSides(StepContext context, List<String> followed) {
        this.context = context;
        this.place = new FollowerPlace(context);
        this.databases = new ArrayList<>(followed);
        OWN.stream().filter(own -> !followed.contains(own)).forEach(databases::add);
    }

    Side live() {
        ClusterOnHost cluster = context.cluster();
        return side(
                new Candidates(context).record().oldMajor(),
                cluster.dataset().root(),
                cluster.dataset().dataDirectory(),
                PromoteChecks.socketFolder(context),
                PromoteChecks.livePort(context),
                place.passwordFile(),
                "old.fence",
                "");
    }

    Side fresh(Follower follower) {
        return side(
                context.request().targetVersion(),
                follower.rootPath(),
                follower.dataPath(),
                Path.of(follower.sockets()),
                follower.port(),
                place.passwordFileOfNew(),
                "new.fence",
                PairedFiles.openRules(follower.dataPath()).toString());
    }

    private Side side(
            int major, Path root, Path data, Path sockets, int port, Path passwords, String fence, String openRules) {
        Access access = context.cluster().live().reachedAt(new Endpoint.UnixSocket(sockets, port));
        Optional<Path> written = ServersPasswordFile.write(
                passwords, access, databases, context.cluster().owner());
        String passwordFile = written.map(Path::toString).orElse("");
        return new Side(
                PromoteOrder.programs(context, major),
                root,
                data,
                sockets,
                port,
                access.user(),
                passwordFile,
                new Address(sockets.toString(), port, access.user(), passwordFile, Map.of()),
                context.memory().path().resolve(fence),
                openRules);
    }
}
