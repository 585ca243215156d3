package io.belay.workers.commands;

import io.belay.workers.clone.Sockets;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.live.ProductionLog;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PgCtl;
import io.belay.workers.replication.Following;
import io.belay.workers.replication.Names;
import io.belay.workers.replication.Registration;
import io.belay.workers.replication.SourceAddress;
import io.belay.workers.replication.Way;
import io.belay.workers.step.FollowStep;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Both servers of an online promotion, one of which follows the other, before there is a run. Immutable. */
record OnlineScene(Scene scene) {

    /** Of the first publication of a run; one behind an undo has the next number. */
    static final Way FORWARD = Way.firstForward();

    static final Names NAMES = Names.listed();

    Site site() {
        return scene.site();
    }

    EachDatabase databases() {
        return new EachDatabase(site().databases());
    }

    /** Its storage unit, once the candidate has its final name. */
    Path newRoot() {
        return Path.of(Placeholders.NEW_ROOT);
    }

    Program startNew() {
        Path data = site().promotion().newData();
        return owner(PgCtl.start(site().target(), data, ProductionLog.beside(data)));
    }

    List<Program> stopNew() {
        Path data = site().promotion().newData();
        return List.of(owner(PgCtl.stop(site().target(), data, PgCtl.Mode.FAST)), controlOfNew());
    }

    Program controlOfNew() {
        return owner(
                ControlDataReader.arguments(site().target(), site().promotion().newData()));
    }

    /** Old, once it follows: as whoever started it last did. */
    Program startOld() {
        Path data = site().dataDirectory();
        return owner(PgCtl.startAgain(site().source(), data, ProductionLog.beside(data)));
    }

    List<Program> stopOld() {
        return List.of(owner(PgCtl.stop(site().source(), site().dataDirectory(), PgCtl.Mode.FAST)), controlOfLive());
    }

    Program controlOfLive() {
        return owner(ControlDataReader.arguments(site().source(), site().dataDirectory()));
    }

    Program owner(List<String> arguments) {
        return new Program(site().owner(), arguments);
    }

    Installation programs(RunServer server) {
        return server == RunServer.NEW ? site().target() : site().source();
    }

    /** With what the other server comes to this one, where Belay needs a password for live; new has live's rules. */
    Path passwordFile(RunServer server) {
        Path file = FollowStep.passwordFile(Sockets.in(site().place()).folder(), Placeholders.RUN);
        return server == RunServer.NEW ? file.resolveSibling(file.getFileName() + "-new") : file;
    }

    /** A subscription, disabled, and the proof that it knows every table. */
    List<Planned> subscribed(Subscribing by, String database) {
        return EachDatabase.joined(
                EachDatabase.in(
                        database,
                        by.target(),
                        Following.statementOfFinding(programs(by.target()).major())),
                EachDatabase.in(database, by.target(), creations(by, database)),
                EachDatabase.in(
                        database,
                        by.target(),
                        Following.statementsOfForcedSecurity(
                                NAMES, by.way(), programs(by.target()).major())),
                EachDatabase.in(database, by.source(), Registration.statementsToSource()),
                EachDatabase.in(database, by.target(), Registration.statementsToTarget()));
    }

    private List<ListedStatement> creations(Subscribing by, String database) {
        ListedStatement plain = creation(by, database, Map.of());
        ListedStatement byFile = creation(
                by, database, Map.of("passfile", passwordFile(by.source()).toString()));
        return site().promotion()
                .door()
                .asksPassword()
                .map(asks -> List.of(asks ? byFile : plain))
                .orElseGet(() -> List.of(
                        plain.when(plain.when() + ", where Belay needs no password for live"),
                        byFile.when(byFile.when() + ", where it does")));
    }

    private ListedStatement creation(Subscribing by, String database, Map<String, String> more) {
        String connection =
                SourceAddress.connection(address(by.source()), database, NAMES.subscription(by.way()), more);
        return Following.statementOfCreation(connection, NAMES, by.way(), database);
    }

    /** Host, port and user: in a hold both come to each other by the sockets on this host. */
    private List<String> address(RunServer server) {
        LiveDoor live = site().promotion().door();
        String host = server == RunServer.LIVE ? live.host() : Placeholders.LIVE_SOCKETS;
        String port = server == RunServer.NEW ? site().promotion().newPort() : live.port();
        return List.of(host, port, live.user());
    }

    /**
     * Who subscribes to whom.
     *
     * @param source that is followed
     * @param target that follows
     */
    record Subscribing(RunServer source, RunServer target, Way way) {}
}
