package io.belay.workers.hold;

import io.belay.workers.evidence.CommandNotes;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.fence.Fence;
import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.live.ProductionServer;
import io.belay.workers.live.ProductionServers;
import io.belay.workers.live.SideServer;
import io.belay.workers.posix.Accounts;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.PostmasterPid;
import io.belay.workers.postgres.Session;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.replication.Flush;
import io.belay.workers.replication.Following;
import io.belay.workers.replication.Names;
import io.belay.workers.replication.Publishing;
import io.belay.workers.replication.Way.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the parts of one online hold work with and on, made from its order. Opens nothing by itself. Immutable. */
final class OnlineShop {

    /** For any statement in the hold, and the longest that clients could wait for an answer that a frozen server does not give. */
    private static final Duration IN_HOLD = Duration.ofSeconds(10);

    /** For one outside of it: a slot waits for transactions. */
    private static final Duration BESIDE = Duration.ofMinutes(2);

    private static final Duration START = Duration.ofMinutes(5);

    private final OnlineOrder order;
    private final HoldFolder folder;
    private final CommandRunner commands;
    private final CommandNotes notes;
    private final List<OnlinePooler> poolers;

    OnlineShop(OnlineOrder order, HoldFolder folder, CommandRunner commands) {
        this.order = order;
        this.folder = folder;
        this.commands = commands;
        this.notes = Workshop.notes(order);
        Path psql = programs(order).program("psql");
        this.poolers = order.poolers().stream()
                .map(held -> new OnlinePooler(
                        held.address().openKept(psql, folder.path(), commands),
                        held.databases(),
                        order.from().asLive(),
                        order.to().asLive()))
                .toList();
    }

    /** Of the newer side, whose {@code psql} speaks to everything. */
    private static Installation programs(OnlineOrder order) {
        return installation(
                order.from().programs().major() > order.to().programs().major()
                        ? order.from().programs()
                        : order.to().programs());
    }

    private static Installation installation(HoldOrder.Programs programs) {
        return new Installation(programs.major(), programs.version(), programs.folder());
    }

    OnlineOrder order() {
        return order;
    }

    HoldFolder folder() {
        return folder;
    }

    List<OnlinePooler> poolers() {
        return poolers;
    }

    Names names() {
        return order.names();
    }

    /** For sessions that are used while clients wait. */
    JdbcServer warm(Side side) {
        return server(side, IN_HOLD);
    }

    /** For sessions that are used while they do not. */
    JdbcServer beside(Side side) {
        return server(side, BESIDE);
    }

    private JdbcServer server(Side side, Duration deadline) {
        return side.server(deadline, notes.to(isOld(side) ? RunServer.OLD : RunServer.NEW));
    }

    /** Seen from the promotion, whichever way this hold goes. */
    private boolean isOld(Side side) {
        return side.equals(order.from()) == (order.way().direction() == Direction.FORWARD);
    }

    /**
     * The side that shall serve, behind the crossing: it may have died meanwhile, and clients have nowhere else to go. Does nothing where it
     * runs.
     *
     * @throws io.belay.workers.live.LiveFailure when it does not come up
     */
    void startWhereDown() {
        if (order.rehearsed()) {
            // A clone is started behind its gate, by nobody else: this one would come up with the host's network.
            return;
        }
        Side side = order.to();
        ProductionServer server = new ProductionServers(
                        commands, order.transcripts(), notes.to(isOld(side) ? RunServer.OLD : RunServer.NEW))
                .of(
                        new SideServer(
                                ProductionServers.PG_CTL,
                                installation(side.programs()),
                                side.data(),
                                Accounts.byName(order.owner())
                                        .orElseThrow(() ->
                                                new IllegalStateException("this host has no account " + order.owner())),
                                side.superuser(),
                                side.socketFolder(),
                                side.port(),
                                true),
                        order.from().data());
        if (!server.isRunning()) {
            server.start(START);
        }
    }

    /** @throws HoldFailure {@code BLY-3622} when it does not run */
    Fence fence(Side side) {
        return new Fence(
                warm(side),
                PostmasterPid.read(side.data())
                        .map(PostmasterPid::pid)
                        .orElseThrow(() -> new HoldFailure(
                                HoldErrors.SIDE_DOWN,
                                "the server in `" + side.data() + "` does not run: it has no postmaster.pid")),
                side.fence());
    }

    /** Never to be raised: it knows no processes. Also for a server that does not run. */
    Fence fenceToOpen(Side side) {
        return new Fence(warm(side), 0, side.fence());
    }

    /** Behind its lowering: what was known of the server before is only forgotten once the server has on disk that it is open. */
    void forgetFence(Side side) {
        Fence fence = fenceToOpen(side);
        if (fence.isKept()) {
            try (Session session = beside(side).open(WarmSessions.ADMIN)) {
                Flush.make(session);
            }
            fence.forget();
        }
    }

    /** By which clients' changes come to {@code to} before the crossing. */
    Following current() {
        return new Following(
                beside(order.from()), beside(order.to()), order.from().address().source(), names(), order.way());
    }

    /** By which they come to {@code from} behind it. */
    Following reverse() {
        return new Following(
                beside(order.to()), beside(order.from()), order.to().address().source(), names(), order.next());
    }

    Publishing publishing(Side side) {
        return new Publishing(beside(side), names());
    }

    ReadOnlyBelt belt(Side side) {
        return new ReadOnlyBelt(side.fence().resolveSibling(side.fence().getFileName() + ".belt"));
    }
}
