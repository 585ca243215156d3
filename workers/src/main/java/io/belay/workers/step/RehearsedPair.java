package io.belay.workers.step;

import io.belay.workers.clone.CloneLayout;
import io.belay.workers.clone.CloneServers.StartedPair;
import io.belay.workers.clone.OwnedFiles;
import io.belay.workers.clone.PairedClone;
import io.belay.workers.clone.PairedClone.Pairing;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.hold.OnlineOrder.Address;
import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import io.belay.workers.rehearsal.LoadTables;
import io.belay.workers.rehearsal.OwnPooler;
import io.belay.workers.replication.Following;
import io.belay.workers.replication.Marker;
import io.belay.workers.replication.Names;
import io.belay.workers.replication.Publishing;
import io.belay.workers.replication.Slot;
import io.belay.workers.replication.Way;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A throw-away old and a throw-away new that follows it: the twin under the old version plays live, the newest waypoint under the new one
 * is what would be promoted. Neither has met a client before, so new may begin where old begins to publish. One thread.
 */
final class RehearsedPair implements AutoCloseable {

    private static final Duration SLOT = Duration.ofMinutes(1);
    private static final Duration CATCH_UP = Duration.ofMinutes(5);

    private final StepContext context;
    private final Path memory;
    private final ThrowAway oldCopy;
    private final ThrowAway newCopy;
    private final List<String> databases;
    private final StartedPair old;
    private final StartedPair fresh;

    private RehearsedPair(StepContext context, Path memory, ThrowAway oldCopy, ThrowAway newCopy) {
        this.context = context;
        this.memory = memory;
        this.oldCopy = oldCopy;
        this.newCopy = newCopy;
        this.databases = oldCopy.server().databases();
        Path sockets = oldCopy.copy().socketFolder();
        LoadTables.make(oldCopy.server(), databases);
        LoadTables.make(newCopy.server(), databases);
        Candidates candidates = new Candidates(context);
        this.old = candidates
                .servers(RunServer.OLD)
                .startPaired(oldCopy.copy(), pairing(sockets, CloneLayout.PORT), true, Candidates.START);
        this.fresh = candidates
                .servers(RunServer.NEW)
                .startPaired(newCopy.copy(), pairing(sockets, CloneLayout.PORT + 1), false, Candidates.START);
    }

    private Pairing pairing(Path sockets, int port) {
        return new Pairing(sockets, port, databases.size(), LoadTables.ROLE);
    }

    /** @param memory folder for what holds keep of the two */
    static RehearsedPair open(StepContext context, Path memory) {
        Candidates candidates = new Candidates(context);
        CandidateRecord record = candidates.record();
        Waypoints waypoints = new Waypoints(context);
        List<Path> origins = List.of(candidates.candidate(record).root());
        context.attempt().show("starting the twin under " + record.oldMajor() + ", which plays live");
        ThrowAway old = ThrowAway.open(
                context, ThrowAways.OLD_TO_REHEARSE, RunServer.OLD, waypoints.twin(), candidates.old(record), origins);
        try {
            context.attempt().show("starting the newest waypoint under " + record.newMajor());
            ThrowAway fresh = ThrowAway.open(
                    context,
                    ThrowAways.NEW_TO_REHEARSE,
                    RunServer.NEW,
                    waypoints.newest(),
                    candidates.upgraded(record),
                    origins);
            try {
                return new RehearsedPair(context, memory, old, fresh);
            } catch (RuntimeException failed) {
                fresh.close();
                throw failed;
            }
        } catch (RuntimeException failed) {
            old.close();
            throw failed;
        }
    }

    List<String> databases() {
        return databases;
    }

    /** New follows old from here on, and has caught up once. */
    void follow() {
        Names names = names();
        Way way = Way.firstForward();
        Publishing.ofFollower(fresh.server(), names).mark(databases);
        List<Slot> slots = new Publishing(old.server(), names).publish(way, databases, SLOT);
        Map<String, Lsn> begin = slots.stream()
                .collect(Collectors.toMap(
                        Slot::database, slot -> slot.confirmed().orElseThrow()));
        Following forward =
                new Following(old.server(), fresh.server(), old().address().source(), names, way);
        forward.prepare(databases);
        forward.startAt(begin);
        forward.enable();
        catchUp(false);
    }

    /** Returns when the side that follows has everything that the other one has now. */
    void catchUp(boolean newServes) {
        Server serving = newServes ? fresh.server() : old.server();
        Server following = newServes ? old.server() : fresh.server();
        Marker marker = new Marker(names());
        for (String database : databases) {
            try (Session source = serving.open(database);
                    Session target = following.open(database)) {
                marker.await(target, marker.write(source), CATCH_UP);
            }
        }
    }

    /** @throws IllegalStateException when it does not come up */
    OwnPooler pooler(Path program) {
        Path root = oldCopy.copy().root();
        return OwnPooler.start(
                program,
                new OwnedFiles(root, context.cluster().owner()),
                root.resolve(".belay").resolve("pooler"),
                oldCopy.copy().socketFolder(),
                CloneLayout.PORT,
                databases,
                oldCopy.copy().run(),
                context.commands(),
                context.transcripts());
    }

    Side old() {
        return side(old.directory(), "old.fence", "");
    }

    Side fresh() {
        return side(
                fresh.directory(), "new.fence", fresh.directory().openRules().toString());
    }

    /** Both. */
    List<Server> servers() {
        return List.of(old.server(), fresh.server());
    }

    private Side side(PairedClone clone, String fence, String openRules) {
        Path sockets = clone.socketFolder();
        return new Side(
                PromoteOrder.programs(context, clone.installation().major()),
                clone.root(),
                clone.dataDirectory(),
                sockets,
                clone.port(),
                clone.superuser(),
                "",
                new Address(sockets.toString(), clone.port(), clone.superuser(), "", Map.of()),
                memory.resolve(fence),
                openRules);
    }

    private Names names() {
        return Names.ofRun(context.run().runId());
    }

    /** With whatever works in them; what was learned stands. */
    @Override
    public void close() {
        newCopy.close();
        oldCopy.close();
    }
}
