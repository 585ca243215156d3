package io.belay.workers.commands;

import static io.belay.workers.commands.EachDatabase.in;
import static io.belay.workers.commands.EachDatabase.joined;

import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.replication.Following;
import io.belay.workers.replication.Publishing;
import io.belay.workers.replication.Way;
import java.util.ArrayList;
import java.util.List;

/**
 * What finds and removes the run's subscriptions, slots and publications, on either server. Pure.
 *
 * @param askedIn database that a server is asked for the others in
 */
record OnlineObjects(OnlineScene online, String askedIn) {

    /** What a server is asked that is reached by its address alone. */
    List<Planned> major(RunServer server) {
        return in(askedIn, server, JdbcServer.statementsOfMajor(askedIn));
    }

    /** In which databases the way's subscription is. */
    List<Planned> existing(RunServer follower) {
        return joined(named(follower), databases().to(follower, Following.statementsOfExisting()));
    }

    /** Its slots stay: they are another server's. */
    List<Planned> unsubscribed(RunServer follower, Way way) {
        List<Planned> all = new ArrayList<>();
        Following.statementsOfDropping(
                        OnlineScene.NAMES, way, online.programs(follower).major())
                .forEach(round -> {
                    all.addAll(existing(follower));
                    all.addAll(databases().to(follower, round));
                });
        return all;
    }

    List<Planned> look(RunServer server) {
        return joined(named(server), databases().to(server, Publishing.statementsOfLook()));
    }

    List<Planned> slotsDropped(RunServer server, Way way) {
        EachDatabase bySlot = databases().sortedBy(database -> OnlineScene.NAMES.slot(way, database));
        return joined(look(server), bySlot.to(server, Publishing.statementsOfDroppingSlots()));
    }

    /** All of the run. */
    List<Planned> withdrawn(RunServer server, Way way) {
        return joined(
                slotsDropped(server, way), databases().to(server, Publishing.statementsOfRemoval(OnlineScene.NAMES)));
    }

    private List<Planned> named(RunServer server) {
        return in(askedIn, server, JdbcServer.statementsOfDatabases(askedIn));
    }

    private EachDatabase databases() {
        return online.databases();
    }
}
