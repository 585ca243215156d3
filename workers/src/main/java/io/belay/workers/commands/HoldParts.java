package io.belay.workers.commands;

import io.belay.workers.clone.CloneLayout;
import io.belay.workers.command.InitdbCommand;
import io.belay.workers.command.InitdbCommand.Likeness;
import io.belay.workers.command.PgUpgradeCommand;
import io.belay.workers.commands.Planned.Call;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.hold.HoldCommands;
import io.belay.workers.hold.HoldLayout;
import io.belay.workers.hold.Repeat;
import io.belay.workers.live.ProductionLog;
import io.belay.workers.live.ProductionServers;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PgCtl;
import io.belay.workers.step.BackupGrants;
import io.belay.workers.verify.NotCarried;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the parts of a hold run, by their own names and in their order. Pure. */
final class HoldParts {

    private static final String SECOND_LOOK = "<number of the second look>";

    private final Scene scene;
    private final HoldScene hold;
    private final Site site;
    private final Path transcripts;
    private final PoolerCommands poolers;
    private final List<Repeat> repeats;

    /** @param repeats what the hold does once more, in order */
    HoldParts(Scene scene, Path transcripts, PoolerCommands poolers, List<Repeat> repeats) {
        this.scene = scene;
        this.hold = new HoldScene(scene);
        this.site = scene.site();
        this.transcripts = transcripts;
        this.poolers = poolers;
        this.repeats = List.copyOf(repeats);
    }

    List<Planned> all() {
        List<Planned> all = new ArrayList<>();
        all.add(Planned.part("watch: who ends the hold when its own process cannot, before clients wait", watch()));
        all.add(Planned.part("stage: before clients wait", stage()));
        all.add(Planned.part("pause: clients wait", poolers.pause()));
        all.add(Planned.part("stop: live stands still", stop()));
        all.add(Planned.part("image: the last state of live, and two copies of it", image()));
        all.addAll(Planned.sideBySide(List.of(
                Planned.part("the second copy runs under the old version, to compare with", twin()),
                Planned.part("the first one becomes new", upgrade()))));
        all.add(Planned.part("name: behind the proof by shared extents", name()));
        all.add(Planned.part("start: new at its final place, for Belay alone", List.of(startNew())));
        all.add(Planned.part("check: extensions, comparison, first statistics", new NewCheck(site).inHold()));
        repeats.forEach(repeat -> all.add(new RepeatCommands(hold).part(repeat)));
        all.add(Planned.part("cross: if live still stands where it was stopped, new is live", cross()));
        all.add(Planned.part("open: new lets its clients in", open()));
        all.add(Planned.part("release: clients go on at new", release()));
        all.add(Planned.part("statistics: the rest of them", new NewCheck(site).behindRelease()));
        all.add(Planned.part("tidy", tidy()));
        all.add(Planned.part("rehearsed: the candidate is of no use any more", rehearsed()));
        return all;
    }

    private List<Planned> watch() {
        return List.of(
                new Call("file in " + hold.folder() + ": which process carries the hold out"),
                new Program("", HoldCommands.watchdog("<java>", "<class path>", hold.folder())));
    }

    private List<Planned> stage() {
        CopiedCluster old = hold.oldInStage();
        CopiedCluster made = hold.newInStage();
        Path probe = HoldLayout.probe(hold.finalClone());
        List<Planned> all = new ArrayList<>();
        all.add(Planned.onlyIf("an attempt before it left one", removed(hold.stage())));
        all.add(new Call("rename an empty folder to try it: " + probe + " -> " + Placeholders.NEW_ROOT + ", and back"));
        all.add(scene.store().copy(scene.waypoint(scene.waypoints().get(0)), hold.stage()));
        all.add(old.controlData());
        all.add(old.asOwner(InitdbCommand.arguments(
                site.target(),
                CloneLayout.beside(made.data()),
                Placeholders.INSTALL_USER,
                Likeness.unknown(site.source().major(), site.target()))));
        all.add(made.controlData());
        all.add(controlOfLive());
        all.addAll(DressCommands.asked(site.target(), transcripts, SECOND_LOOK));
        all.addAll(DressCommands.triedOn(site, hold.stage().resolve(HoldLayout.TRIAL)));
        all.add(new Call("sync the file system of " + site.dataset()));
        return all;
    }

    List<Planned> stop() {
        return List.of(owner(PgCtl.stop(site.source(), site.dataDirectory(), PgCtl.Mode.FAST)), controlOfLive());
    }

    private List<Planned> image() {
        List<Planned> all = new ArrayList<>();
        all.add(scene.store().freeze(site.dataset(), hold.finalImage()));
        all.add(scene.store().copy(hold.finalImage(), hold.finalClone()));
        all.add(scene.store().copy(hold.finalImage(), hold.twin()));
        CopiedCluster made = hold.newInFinalClone();
        Path usual = hold.finalClone().resolve(site.relativeData());
        Path old = hold.oldInFinalClone().data();
        if (!usual.equals(old)) {
            all.add(new Call("rename " + usual + " -> " + old));
        }
        all.add(new Call("make the folders above " + made.data()));
        return all;
    }

    private List<Planned> twin() {
        CopiedCluster twin = hold.oldInTwin();
        List<Planned> all = new ArrayList<>(List.of(twin.controlData()));
        all.addAll(twin.start());
        all.addAll(revoked(twin));
        all.addAll(twin.sql(NotCarried.statements()));
        return all;
    }

    private List<Planned> upgrade() {
        CopiedCluster old = hold.oldInFinalClone();
        CopiedCluster made = hold.newInFinalClone();
        List<Planned> all = new ArrayList<>();
        all.addAll(Planned.sideBySide(List.of(
                Planned.part("made harmless", List.of(old.controlData())),
                Planned.part(
                        "the new empty cluster comes into it",
                        List.of(old.asOwner(HoldCommands.copy(hold.newInStage().data(), made.data())))))));
        List<Planned> revoking = revoked(old);
        if (!revoking.isEmpty()) {
            List<Planned> running = new ArrayList<>(old.start());
            running.addAll(revoking);
            running.addAll(old.stop());
            all.add(Planned.onlyIf("a right had to be taken away in the run's own clone", running));
        }
        all.add(made.controlData());
        all.add(old.asOwner(PgUpgradeCommand.syncedByCaller(
                PgUpgradeCommand.arguments(
                        site.source(),
                        site.target(),
                        old.data(),
                        made.data(),
                        Placeholders.INSTALL_USER,
                        old.sockets(),
                        CloneLayout.PORT,
                        PgUpgradeCommand.Mode.LINK,
                        Placeholders.PROCESSORS,
                        false),
                site.target())));
        all.add(new Call("sync the file system of " + hold.finalClone()));
        return all;
    }

    /** A right that the new version would stop at. */
    private List<Planned> revoked(CopiedCluster copy) {
        List<ListedStatement> revoking =
                BackupGrants.statements(site.source().major(), site.target().major(), "<role of the worker>").stream()
                        .filter(listed -> !listed.when().isEmpty())
                        .toList();
        return copy.sql(revoking);
    }

    private List<Planned> name() {
        return List.of(
                new Call("turn the links in " + hold.newInFinalClone().data() + " that lead into its tree"),
                new Call("rename " + hold.finalClone() + " -> " + Placeholders.NEW_ROOT));
    }

    Program startNew() {
        Path data = hold.promotion().newData();
        return owner(PgCtl.start(site.target(), data, ProductionLog.beside(data)));
    }

    private List<Planned> cross() {
        return List.of(controlOfLive(), new Call("file in " + hold.folder() + ": the decision, which is the crossing"));
    }

    List<Planned> open() {
        Path data = hold.promotion().newData();
        List<Planned> opened = new ArrayList<>(List.of(new Call("write the configuration in " + data)));
        opened.addAll(new NewCheck(site).sentToNew(ProductionServers.statementsOfReload()));
        opened.add(owner(PgCtl.reload(site.target(), data)));
        List<Planned> registered = List.of(
                controlOfLive(),
                owner(ControlDataReader.arguments(site.target(), data)),
                new Call("write " + hold.register() + ": who is live, and who was"));
        return Planned.sideBySide(
                List.of(Planned.part("its settings", opened), Planned.part("the host's register", registered)));
    }

    List<Planned> release() {
        List<Planned> all = new ArrayList<>(poolers.pointAtNew());
        all.addAll(poolers.resume());
        return all;
    }

    List<Planned> tidy() {
        List<Planned> all = new ArrayList<>(removed(hold.twin()));
        all.addAll(removed(hold.stage()));
        all.add(new Call("file beside " + hold.finalImage() + ": the snapshot is pinned"));
        all.add(new Call("remove old's data directory, its part of the tablespaces and .belay in the tree of new, "
                + Placeholders.NEW_ROOT));
        return all;
    }

    List<Planned> rehearsed() {
        return BackwardCommands.dropped(scene, scene.waypoints());
    }

    List<Planned> removed(Path tree) {
        return List.of(ThrowAwayCommands.ended(tree), scene.store().remove(tree));
    }

    Program controlOfLive() {
        return owner(ControlDataReader.arguments(site.source(), site.dataDirectory()));
    }

    Program owner(List<String> arguments) {
        return new Program(site.owner(), arguments);
    }
}
