package io.belay.workers.hold;

import io.belay.workers.clone.CloneLayout;
import io.belay.workers.clone.CloneRequest;
import io.belay.workers.clone.CloneServers;
import io.belay.workers.clone.Gate;
import io.belay.workers.clone.NewCluster;
import io.belay.workers.clone.Sockets;
import io.belay.workers.evidence.CommandNotes;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.hold.HoldOrder.Programs;
import io.belay.workers.live.LiveRegister;
import io.belay.workers.live.Production;
import io.belay.workers.live.ProductionLog;
import io.belay.workers.live.ProductionServer;
import io.belay.workers.live.ProductionServers;
import io.belay.workers.posix.Account;
import io.belay.workers.posix.Accounts;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.ToolRun;
import io.belay.workers.postgres.TreeProcesses;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.storage.Drivers;
import io.belay.workers.storage.OwnTree;
import io.belay.workers.storage.Place;
import io.belay.workers.storage.SnapshotCatalogue;
import io.belay.workers.storage.Storage;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the parts of one hold work with and on, made from its order. Immutable. */
final class Workshop {

    static final Duration START = Duration.ofMinutes(5);

    private static final Duration TOOL = Duration.ofMinutes(5);

    private final OfflineOrder order;
    private final HoldFolder folder;
    private final CommandRunner commands;
    private final Account owner;
    private final Place place;
    private final Storage storage;
    private final Gate gate;
    private final CommandNotes notes;

    Workshop(OfflineOrder order, HoldFolder folder, CommandRunner commands) {
        this.order = order;
        this.folder = folder;
        this.commands = commands;
        this.owner = Accounts.byName(order.owner())
                .orElseThrow(() -> new IllegalStateException("this host has no account " + order.owner()));
        this.place = Place.at(order.place());
        this.storage = Drivers.of(place);
        this.notes = notes(order);
        this.gate = new Gate(commands, order.transcripts(), commands.canIsolateNetwork());
    }

    OfflineOrder order() {
        return order;
    }

    HoldFolder folder() {
        return folder;
    }

    CommandRunner commands() {
        return commands;
    }

    Account owner() {
        return owner;
    }

    Storage storage() {
        return storage;
    }

    Gate gate() {
        return gate;
    }

    /** Beside what the step itself notes. A hold's sessions are sent no secret: the poolers' passwords go to psql's environment. */
    static CommandNotes notes(HoldOrder order) {
        return CommandNotes.ofTranscripts(order.transcripts(), order.step(), UnaryOperator.identity());
    }

    /** @param server as which their statements are noted */
    CloneServers cloneServers(RunServer server) {
        return new CloneServers(gate, commands, order.transcripts(), notes.to(server));
    }

    NewCluster newCluster() {
        return new NewCluster(gate, commands, order.transcripts());
    }

    SnapshotCatalogue snapshots() {
        return new SnapshotCatalogue(place, storage, Clock.systemUTC(), new SecureRandom());
    }

    LiveRegister register() {
        return new LiveRegister(order.state());
    }

    List<Pooler> poolers() {
        Path psql = installation(order.fresh().programs()).program("psql");
        return order.poolers().stream()
                .map(held -> held.address().open(psql, folder.path(), commands))
                .toList();
    }

    /** The clone of the final snapshot, until it gets its final name. */
    OwnTree candidate() {
        return place.candidate(HoldLayout.finalClone(order.run(), epoch()));
    }

    /** Where the new empty cluster is made ahead. No throw-away: a worker that starts meanwhile sweeps those. */
    OwnTree stage() {
        return place.candidate(HoldLayout.stage(order.run(), epoch()));
    }

    /** A second copy of the final snapshot, under the old version: what the quick verification compares with. */
    OwnTree twin() {
        return place.candidate(HoldLayout.twin(order.run(), epoch()));
    }

    /** What the run built before the hold; not what the hold makes new of. */
    OwnTree rehearsed() {
        return place.candidate(order.run());
    }

    /** All that there are, also those that a crash left half made. */
    List<Path> waypoints() {
        return place.list(Place.Kind.WAYPOINT, order.run());
    }

    Path waypointsFolder() {
        return Place.folderOf(place.waypoint(order.run(), "any"));
    }

    private String epoch() {
        return String.valueOf(order.epoch());
    }

    Installation oldPrograms() {
        return installation(order.live().programs());
    }

    Installation newPrograms() {
        return installation(order.fresh().programs());
    }

    private static Installation installation(Programs programs) {
        return new Installation(programs.major(), programs.version(), programs.folder());
    }

    /** For programs that touch no clone's network: copying, reading control data. */
    ToolRun tool() {
        return new ToolRun(
                Accounts.isRoot() ? Optional.of(owner) : Optional.empty(), Path.of("/"), Isolation.NONE, TOOL);
    }

    CloneRequest request(String snapshot, Path root, Path data, Installation installation, List<Path> origins) {
        return new CloneRequest(
                snapshot,
                place.root(),
                root,
                data,
                origins,
                List.of(),
                installation,
                owner,
                order.superuser(),
                sockets().of(root),
                CloneLayout.PORT,
                "belay:" + order.run());
    }

    private Sockets sockets() {
        return new Sockets(order.sockets());
    }

    /** Ends what works in it first, whoever started that. Removing what is not there succeeds. */
    void remove(OwnTree tree) {
        TreeProcesses.end(tree.path());
        storage.remove(tree.path());
        sockets().remove(tree.path());
    }

    /** See {@link HoldLayout#probe}. */
    Path folderBeside(OwnTree tree) {
        place.prepare(tree.path());
        return HoldLayout.probe(tree.path());
    }

    void forgetSockets(OwnTree tree) {
        sockets().remove(tree.path());
    }

    FinalName finalName() {
        return new FinalName(
                candidate().path(),
                order.fresh().root(),
                order.fresh().relativeData(),
                order.run() + " " + order.epoch(),
                owner);
    }

    ControlData controlOfLive() {
        return control(oldPrograms(), order.live().data());
    }

    ControlData control(Installation programs, Path data) {
        return new ControlDataReader(commands, order.transcripts()).read(programs, data, tool());
    }

    ProductionServer live() {
        OfflineOrder.Live live = order.live();
        return servers(RunServer.OLD)
                .of(new Production(
                        live.service(),
                        oldPrograms(),
                        live.data(),
                        owner,
                        order.superuser(),
                        live.socketFolder(),
                        live.port(),
                        live.log(),
                        true));
    }

    ProductionServer fresh() {
        OfflineOrder.Fresh fresh = order.fresh();
        return servers(RunServer.NEW)
                .of(new Production(
                        order.live().service(),
                        newPrograms(),
                        fresh.data(),
                        owner,
                        order.superuser(),
                        order.live().socketFolder(),
                        fresh.port(),
                        ProductionLog.beside(fresh.data()),
                        false));
    }

    private ProductionServers servers(RunServer server) {
        return new ProductionServers(commands, order.transcripts(), notes.to(server));
    }
}
