package io.belay.workers.commands;

import static io.belay.workers.commands.EachDatabase.in;
import static io.belay.workers.commands.EachDatabase.joined;

import io.belay.workers.commands.Planned.Block;
import io.belay.workers.commands.Planned.Call;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.fence.Fence;
import io.belay.workers.hold.HoldCommands;
import io.belay.workers.hold.OnlineStatements;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.replication.Flush;
import io.belay.workers.replication.Following;
import io.belay.workers.replication.Marker;
import io.belay.workers.replication.Publishing;
import io.belay.workers.replication.SequenceCopy;
import io.belay.workers.replication.Slot;
import io.belay.workers.replication.SlotAdvance;
import java.util.ArrayList;
import java.util.List;

/** What the parts of an online hold run, by their own names and in their order. Pure. */
final class OnlineHoldParts {

    private final OnlineSwitch hold;
    private final OnlineScene online;
    private final EachDatabase databases;
    private final OnlineObjects objects;
    private final KeptConsoles consoles;
    private final Marker marker = new Marker(OnlineScene.NAMES);
    private final boolean endsTransactions;

    /** @param endsTransactions whether the plan gives transactions a time of their own */
    OnlineHoldParts(OnlineSwitch hold, boolean endsTransactions) {
        this.hold = hold;
        this.online = hold.online();
        this.databases = online.databases();
        this.objects = new OnlineObjects(online, OnlineStatements.admin());
        this.consoles = new KeptConsoles(
                online.site().promotion().poolers(), online.site().target().program("psql"));
        this.endsTransactions = endsTransactions;
    }

    List<Planned> all() {
        String from = hold.from().word();
        String to = hold.to().word();
        List<Planned> all = new ArrayList<>();
        all.add(Planned.part("watch: who ends the hold when its own process cannot, before clients wait", watch()));
        all.add(Planned.part("prepare: the other direction but for where it begins, and all sequences", prepare()));
        all.add(Planned.part("warm: each step of the hold once, and what it writes, before clients wait", warm()));
        all.add(Planned.part("pause: clients wait", pause()));
        all.add(Planned.part("fence: " + from + " takes no write any more", fence()));
        all.add(Planned.part("drain: " + to + " has everything, on its disk", drain()));
        all.add(Planned.part("cross: " + to + " is live", cross()));
        all.add(Planned.part("open: " + to + " lets its clients in", open()));
        all.add(Planned.part("release: clients go on at " + to, release()));
        all.add(Planned.part("register: the host knows who is live", register()));
        if (hold.isPromotion()) {
            all.add(Planned.part("dress: " + to + " does what it was kept from while it followed", dress()));
        }
        String turned = hold.wayBack() ? from + " follows " + to : "neither side has anything of the run";
        all.add(Planned.part("turn: " + turned, turn()));
        all.add(Planned.part("tidy", tidy()));
        return all;
    }

    private List<Planned> watch() {
        return List.of(
                new Call("file in " + hold.folder() + ": which process carries the hold out"),
                new Program("", HoldCommands.watchdog("<java>", "<class path>", hold.folder())));
    }

    private List<Planned> prepare() {
        List<Planned> all = new ArrayList<>();
        if (hold.wayBack()) {
            all.addAll(databases.to(hold.to(), Publishing.statementsOfMarkingFollower(OnlineScene.NAMES)));
            all.addAll(databases.to(hold.to(), Publishing.statementsOfSlots()));
            all.addAll(objects.major(hold.from()));
            all.addAll(databases.inOrder(database -> online.subscribed(hold.reverse(), database)));
        }
        all.addAll(databases.inOrder(database -> joined(
                in(database, hold.from(), SequenceCopy.statementOfValues()),
                in(database, hold.to(), SequenceCopy.statementOfValues()),
                sequences(database),
                advanced(database))));
        return all;
    }

    private List<Planned> sequences(String database) {
        return joined(
                in(database, hold.from(), SequenceCopy.statementOfReading()),
                in(database, hold.to(), SequenceCopy.statementsOfWriting()));
    }

    private List<Planned> advanced(String database) {
        return hold.wayBack() ? in(database, hold.to(), SlotAdvance.statements()) : List.of();
    }

    private List<Planned> warm() {
        List<Planned> all = new ArrayList<>();
        for (RunServer side : List.of(hold.from(), hold.to())) {
            all.addAll(in(OnlineStatements.admin(), side, OnlineStatements.ofWarmSessions()));
            all.addAll(databases.to(side, OnlineStatements.ofWarmSessions()));
        }
        if (!hold.isPromotion()) {
            all.addAll(unbelted(hold.to()));
        }
        all.addAll(admin(hold.from(), Fence.statementsOfPreparing()));
        all.add(new Call("write beside pg_hba.conf of " + hold.from().word() + ": the lines of a few roles"));
        if (hold.isPromotion()) {
            all.addAll(admin(hold.to(), Fence.statementsOfAdopting()));
        }
        all.add(new Call("write beside pg_hba.conf of " + hold.to().word() + ": who may come in once it serves"));
        all.addAll(consoles.open(hold.port()));
        all.addAll(Planned.sideBySide(databases.lanes("", this::rehearsed)));
        all.addAll(admin(hold.from(), Fence.statementsOfStrangers()));
        return all;
    }

    private List<Planned> rehearsed(String database) {
        return joined(
                in(database, hold.from(), marker.statementOfWriting()),
                in(database, hold.to(), marker.statementOfReading()),
                in(database, hold.to(), SequenceCopy.statementOfValues()),
                in(database, hold.from(), SequenceCopy.statementOfValues()),
                sequences(database),
                in(database, hold.to(), Flush.statements()),
                advanced(database));
    }

    private List<Planned> pause() {
        List<Block> lanes = new ArrayList<>(consoles.pause());
        if (endsTransactions) {
            lanes.add(Planned.part("beside that", admin(hold.from(), OnlineStatements.ofEndingTransactions())));
        }
        return Planned.sideBySide(lanes);
    }

    private List<Planned> fence() {
        return joined(
                List.of(new Call("rename a pg_hba.conf of " + hold.from().word()
                        + " with the lines of a few roles into its place, behind the limits; and TERM to connections that"
                        + " are not in yet")),
                admin(hold.from(), Fence.statementsOfRaising(withTemplates())));
    }

    private List<Planned> drain() {
        List<Block> lanes = new ArrayList<>();
        lanes.addAll(databases.lanes(
                "",
                database -> joined(
                        in(database, hold.from(), marker.statementOfWriting()),
                        in(database, hold.to(), marker.statementOfReading()))));
        lanes.addAll(databases.lanes(
                ", sequences",
                database -> joined(in(database, hold.from(), SequenceCopy.statementOfValues()), sequences(database))));
        List<Planned> all = new ArrayList<>(Planned.sideBySide(lanes));
        all.addAll(Planned.sideBySide(databases.lanes(
                ", onto the disk",
                database -> joined(in(database, hold.to(), Flush.statements()), advanced(database)))));
        return all;
    }

    private List<Planned> cross() {
        return List.of(
                new Call("write in " + hold.folder() + ": where the way back begins, by database"),
                new Call("sync the folder of pg_hba.conf of " + hold.from().word()),
                new Call("file in " + hold.folder() + ": the decision, which is the crossing"));
    }

    /** Both may be done again by who completes a hold whose process is gone. */
    List<Planned> open() {
        List<Block> lanes = new ArrayList<>();
        lanes.add(Planned.part(hold.to().word(), lowered(hold.to())));
        lanes.addAll(consoles.point(hold.port()));
        return Planned.sideBySide(lanes);
    }

    /** A side lets everybody in as before. */
    List<Planned> lowered(RunServer side) {
        return joined(
                List.of(new Call(
                        "rename its own pg_hba.conf of " + side.word() + " into its place, behind the limits")),
                admin(side, Fence.statementsOfLowering(withTemplates(), Placeholders::limitOf)));
    }

    /** Old stands in the register only while new serves. */
    List<Planned> register() {
        List<Planned> all = new ArrayList<>();
        if (hold.to() == RunServer.NEW) {
            all.addAll(admin(RunServer.OLD, OnlineStatements.ofRegister()));
        }
        all.addAll(admin(hold.to(), OnlineStatements.ofRegister()));
        all.add(new Call("write " + new HoldScene(online.scene()).register() + ": who is live, and who was"));
        return all;
    }

    /** New archives and runs its jobs from the first crossing on. */
    List<Planned> dress() {
        return hold.isPromotion()
                ? joined(
                        List.of(new Call("rename what held new back to what it is once it is live, in "
                                + online.site().promotion().newData())),
                        admin(hold.to(), OnlineStatements.ofDress()))
                : List.of();
    }

    List<Planned> release() {
        return consoles.resume();
    }

    List<Planned> turn() {
        List<Planned> all = new ArrayList<>(objects.major(hold.to()));
        all.addAll(objects.unsubscribed(hold.to(), hold.way()));
        if (hold.wayBack()) {
            all.addAll(begun());
            all.addAll(objects.slotsDropped(hold.from(), hold.way()));
        } else {
            all.addAll(objects.withdrawn(hold.from(), hold.way()));
            all.addAll(objects.withdrawn(hold.to(), hold.way()));
        }
        all.addAll(belted(hold.from()));
        return all;
    }

    /** Read-only by default. */
    List<Planned> belted(RunServer side) {
        return admin(side, OnlineStatements.ofReadOnlyBelt(databases.names()));
    }

    /** Where the hold's own places say. */
    private List<Planned> begun() {
        ListedStatement found =
                Following.statementOfFinding(online.programs(hold.from()).major());
        return joined(
                objects.major(hold.from()),
                databases.inOrder(database -> joined(
                        in(database, hold.from(), found),
                        in(database, hold.to(), Slot.statements()),
                        in(database, hold.from(), Following.statementOfStart()))),
                objects.existing(hold.from()),
                databases.to(hold.from(), List.of(Following.statementOfEnabling(OnlineScene.NAMES, hold.next()))));
    }

    List<Planned> unbelted(RunServer side) {
        return admin(side, OnlineStatements.ofTakingItOff(databases.names()));
    }

    List<Planned> tidy() {
        return joined(
                forgotten(hold.to()),
                List.of(new Call("remove what the fence of " + hold.to().word()
                        + " was, and which of its databases were" + " made read-only")));
    }

    /** That a side is open outlives a power cut, before what it was before is forgotten. */
    List<Planned> forgotten(RunServer side) {
        return in(OnlineStatements.admin(), side, Flush.statements());
    }

    private List<Planned> admin(RunServer side, List<ListedStatement> listed) {
        return databases.to(side, listed);
    }

    /** The fence is for templates too. */
    private List<String> withTemplates() {
        return online.site().withTemplates();
    }
}
