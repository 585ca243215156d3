package io.belay.workers.commands;

import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.commands.OnlineScene.Subscribing;
import io.belay.workers.commands.Planned.Block;
import io.belay.workers.commands.Planned.Call;
import io.belay.workers.commands.Planned.Kind;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.replication.Following;
import io.belay.workers.replication.Slot;
import io.belay.workers.step.FollowStep;
import java.util.ArrayList;
import java.util.List;

/** What letting the candidate follow live runs, from its final name on until it is close, and what takes that back. Pure. */
final class FollowCommands {

    /** Each look that asks the target about settings has a folder of its own. */
    private static final String LOOK = "<number of the second look>";

    /** Where {@code RunningServer} asks for the other databases. */
    private static final String ASKED_IN = "template1";

    private static final Subscribing BY = new Subscribing(RunServer.LIVE, RunServer.NEW, OnlineScene.FORWARD);

    private final Scene scene;
    private final OnlineScene online;
    private final EachDatabase databases;
    private final CloseLook look;

    FollowCommands(Scene scene) {
        this.scene = scene;
        this.online = new OnlineScene(scene);
        this.databases = online.databases();
        this.look = new CloseLook(
                databases, RunServer.LIVE, RunServer.NEW, scene.site().target().major());
    }

    PlannedPart part(ResolvedStep step, String title) {
        List<Planned> forwards = new ArrayList<>();
        forwards.add(Planned.part("the candidate stands still and gets its final name", named()));
        forwards.add(
                Planned.part("it starts in production dress, for Belay and the other server alone", started(step)));
        forwards.add(Planned.part("it subscribes to live, from the end of its recovery on", subscribed()));
        forwards.add(Planned.part("at first", EachDatabase.joined(look.beat(), look.compared())));
        forwards.add(watched());
        return new PlannedPart(step.id(), title, forwards, backwards(), "");
    }

    private List<Planned> named() {
        CopiedCluster made = scene.newInCandidate();
        List<Planned> all = new ArrayList<>(scene.running() ? made.stop() : List.of(made.controlData()));
        scene.follow();
        Site site = scene.site();
        all.add(new Call("rename " + made.data() + " -> " + scene.candidate().resolve(Placeholders.NEW_RELATIVE)
                + ", where the host's file wants another name"));
        all.add(new Call("remove the sockets of " + scene.candidate()));
        all.add(new Call("turn the links in " + scene.candidate().resolve(Placeholders.NEW_RELATIVE)
                + " that lead into its tree"));
        all.add(new Call(
                "rename " + scene.candidate() + " -> " + online.newRoot() + ", on the store of " + site.place()));
        return all;
    }

    private List<Planned> started(ResolvedStep step) {
        Site site = scene.site();
        return EachDatabase.joined(
                live(FollowStep.statementsOfMajor()),
                List.of(online.controlOfLive()),
                DressCommands.asked(site.target(), scene.transcripts(step), LOOK),
                live(FollowStep.statementsOfReadiness()),
                List.of(
                        new Call(
                                "write the configuration in " + site.promotion().newData()),
                        online.startNew()));
    }

    private List<Planned> subscribed() {
        int major = scene.site().target().major();
        List<Planned> all = new ArrayList<>();
        if (scene.site().promotion().door().asksPassword().orElse(true)) {
            all.add(new Call("write " + online.passwordFile(RunServer.LIVE)
                    + ", where live asks for a password: for new's server alone"));
        }
        all.addAll(databases.inOrder(database -> online.subscribed(BY, database)));
        all.addAll(databases.inOrder(database -> EachDatabase.joined(
                EachDatabase.in(database, RunServer.NEW, Following.statementOfFinding(major)),
                EachDatabase.in(database, RunServer.LIVE, Slot.statements()),
                EachDatabase.in(database, RunServer.NEW, Following.statementOfStart()))));
        all.addAll(new OnlineObjects(online, ASKED_IN).existing(RunServer.NEW));
        all.addAll(databases.to(
                RunServer.NEW, List.of(Following.statementOfEnabling(OnlineScene.NAMES, OnlineScene.FORWARD))));
        return all;
    }

    private Planned watched() {
        List<Planned> each = new ArrayList<>(look.read());
        each.add(new Block(Kind.FOR_EACH, "each fifth time", look.compared()));
        each.addAll(look.beat());
        each.add(Planned.onlyIf("new's server is down", List.of(online.startNew())));
        return new Block(
                Kind.FOR_EACH,
                "then each second, until new has shown three times in a row what live wrote a second ago",
                each);
    }

    private List<Planned> live(List<ListedStatement> listed) {
        return databases.to(RunServer.LIVE, listed);
    }

    /** No waypoint leads back from here: live's slots have moved on with the candidate. */
    private List<Planned> backwards() {
        return List.of(
                Planned.part("the candidate is dropped: it has rows of live's that no waypoint has", dropped()),
                Planned.part("then live is cleaned, as `publish` is taken back", new PublishCommands(scene).undone()),
                Planned.onlyIf("the run ends and keeps its candidate: that follows no more", ended()));
    }

    private List<Planned> dropped() {
        List<Planned> all = new ArrayList<>(atFinalPlace());
        all.addAll(BackwardCommands.dropped(scene, scene.waypoints()));
        return all;
    }

    /** Before the candidate is dropped: what is at its final place comes back into the place. */
    List<Planned> atFinalPlace() {
        return List.of(
                ThrowAwayCommands.ended(online.newRoot()),
                new Call("rename " + online.newRoot() + " -> " + scene.candidate()),
                new Call("remove " + online.passwordFile(RunServer.LIVE) + ", where there is one, and "
                        + online.passwordFile(RunServer.NEW)));
    }

    private List<Planned> ended() {
        List<Planned> all = new ArrayList<>();
        all.add(Planned.onlyIf("new's server is down", List.of(online.startNew())));
        all.addAll(new OnlineObjects(online, ASKED_IN).unsubscribed(RunServer.NEW, OnlineScene.FORWARD));
        all.addAll(online.stopNew());
        all.add(new Call("rename " + online.newRoot() + " -> " + scene.candidate()));
        all.add(new Call("remove " + online.passwordFile(RunServer.LIVE) + ", where there is one, and "
                + online.passwordFile(RunServer.NEW)));
        return all;
    }
}
