package io.belay.workers.commands;

import static io.belay.workers.commands.EachDatabase.in;
import static io.belay.workers.commands.EachDatabase.joined;

import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.replication.CatalogDrift;
import io.belay.workers.replication.CatalogStamp;
import io.belay.workers.replication.Following;
import io.belay.workers.replication.Marker;
import io.belay.workers.replication.OpenTransaction;
import io.belay.workers.replication.Registration;
import io.belay.workers.replication.Slot;
import io.belay.workers.step.FollowStep;
import java.util.List;

/**
 * What tells whether one server follows the other, and how far it is behind. Pure.
 *
 * @param serving as which what is sent to the one that serves is noted
 * @param following likewise
 * @param major of the one that follows
 */
record CloseLook(EachDatabase databases, RunServer serving, RunServer following, int major) {

    private static final Marker MARKER = new Marker(OnlineScene.NAMES);

    /** One marker in each database. */
    List<Planned> beat() {
        return databases.to(serving, List.of(MARKER.statementOfWriting()));
    }

    /** Tables and catalogs of both, and whether there is a database that nobody follows. */
    List<Planned> compared() {
        ListedStatement digest = CatalogStamp.statements().get(0);
        ListedStatement facts = CatalogStamp.statements().get(1);
        return joined(
                databases.inOrder(database -> joined(
                        in(database, serving, Registration.statementsToSource()),
                        in(database, following, Registration.statementsToTarget()),
                        in(database, serving, digest),
                        in(database, following, digest),
                        in(database, serving, facts),
                        in(database, following, facts),
                        drift(database))),
                databases.to(serving, FollowStep.statementsOfDatabases()));
    }

    /** Only before the first crossing. */
    private List<Planned> drift(String database) {
        return following.equals(RunServer.NEW)
                ? joined(
                        in(database, serving, CatalogDrift.statementToSource()),
                        in(database, following, CatalogDrift.statementToTarget()))
                : List.of();
    }

    List<Planned> read() {
        return joined(
                first(Slot.statements()),
                databases.inOrder(database -> joined(
                        in(database, following, Following.statementOfFinding(major)),
                        in(database, serving, MARKER.statementOfReading()),
                        in(database, following, MARKER.statementOfReading()))),
                first(OpenTransaction.statements()));
    }

    /** What concerns the cluster as a whole is asked in the first database. */
    private List<Planned> first(List<ListedStatement> listed) {
        String first = databases.names().isEmpty()
                ? "<first database>"
                : databases.names().get(0);
        return in(first, serving, listed);
    }
}
