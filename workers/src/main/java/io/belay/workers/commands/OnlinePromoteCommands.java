package io.belay.workers.commands;

import static io.belay.workers.commands.EachDatabase.in;
import static io.belay.workers.commands.EachDatabase.joined;

import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.commands.Planned.Block;
import io.belay.workers.commands.Planned.Call;
import io.belay.workers.commands.Planned.Kind;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.fence.Fence;
import io.belay.workers.hold.HoldCommands;
import io.belay.workers.hold.OnlineStatements;
import java.util.ArrayList;
import java.util.List;

/** What making new live online runs: looks, the launch of the hold, the hold itself, and the way back by the same hold. Pure. */
final class OnlinePromoteCommands {

    private static final String ROLLBACK =
            "`belay rollback` is said: the same hold with the sides swapped; said again, it goes the other way, each time"
                    + " with the next number in the names";

    private final Scene scene;
    private final ResolvedStep step;
    private final OnlineScene online;
    private final PromoteCommands offline;
    private final boolean wayBack;
    private final boolean endsTransactions;

    OnlinePromoteCommands(Scene scene, ResolvedStep step) {
        this.scene = scene;
        this.step = step;
        this.online = new OnlineScene(scene);
        this.offline = new PromoteCommands(scene, step);
        this.wayBack = hasWayBack(step);
        this.endsTransactions =
                !step.with().path("end_transactions_after").asText("never").equals("never");
    }

    static boolean isOnline(ResolvedStep step) {
        return step.kind().equals("promote")
                && step.with().path("mode").asText().equals("online");
    }

    static boolean hasWayBack(ResolvedStep step) {
        return !step.with().path("way_back").asText("none").equals("none");
    }

    /**
     * The step looks before it is begun, and once more when it is; behind it clients may go back. A hold is a part of its own: its process
     * notes what it sends anew, whatever the step sent before.
     */
    List<PlannedPart> parts(String title) {
        OnlineSwitch there = OnlineSwitch.there(scene, wayBack);
        List<PlannedPart> parts = new ArrayList<>();
        parts.add(part(title + ": what is looked at before it is begun", checks(), List.of()));
        parts.add(part(
                title + ": what is looked at once more, and the launch", joined(checks(), launch(there)), List.of()));
        parts.add(part(title, joined(parts(there).all(), List.of(spent())), backwards(there)));
        parts.add(part(title + ": what is looked at behind it", proof(), List.of()));
        if (wayBack) {
            OnlineSwitch back = there.back();
            String way = title + ": the way back, until old is retired";
            List<Planned> wanted = joined(swapChecks(), launch(back));
            parts.add(part(way, List.of(looked(), Planned.onlyIf(ROLLBACK, wanted)), List.of()));
            parts.add(part(
                    way + ": the hold",
                    List.of(Planned.onlyIf(
                            "`belay rollback` is said", parts(back).all())),
                    backwards(back)));
        }
        return parts;
    }

    private PlannedPart part(String title, List<Planned> forwards, List<Planned> backwards) {
        return new PlannedPart(step.id(), title, forwards, backwards, "");
    }

    /** What is asked of live and its poolers, and of new, which follows. */
    private List<Planned> checks() {
        return joined(
                offline.checks(),
                List.of(Planned.onlyIf("new's server is down", List.of(online.startNew()))),
                objects().major(RunServer.NEW),
                closeness(look(RunServer.LIVE, RunServer.NEW)));
    }

    /** Of new, which is live by then, and of old, which follows. */
    private List<Planned> swapChecks() {
        return joined(
                List.of(Planned.onlyIf("old's server is down", List.of(online.startOld()))),
                offline.checks(),
                objects().major(RunServer.OLD),
                closeness(look(RunServer.LIVE, RunServer.OLD)));
    }

    private CloseLook look(RunServer serving, RunServer following) {
        return new CloseLook(
                online.databases(),
                serving,
                following,
                online.programs(following).major());
    }

    private static List<Planned> closeness(CloseLook look) {
        return joined(
                look.beat(),
                look.compared(),
                look.read(),
                List.of(new Block(
                        Kind.FOR_EACH, "until the marker has arrived: again, for two seconds at most", look.read())));
    }

    private Planned looked() {
        return new Block(
                Kind.FOR_EACH,
                "each ten seconds while somebody asks how the way back is; a run notes no statement of it",
                joined(
                        List.of(Planned.onlyIf("old's server is down", List.of(online.startOld()))),
                        closeness(look(RunServer.NEW, RunServer.OLD))));
    }

    /** What was rehearsed is live: the candidate's waypoints lead nowhere any more. */
    private Planned spent() {
        return Planned.part(
                "behind the hold: waypoints of the candidate are of no use any more", BackwardCommands.spent(scene));
    }

    private static List<Planned> proof() {
        String admin = OnlineStatements.admin();
        return joined(
                in(admin, RunServer.NEW, OnlineStatements.ofAnswer()),
                in(admin, RunServer.OLD, Fence.statementsOfStrangers()));
    }

    private static List<Planned> launch(OnlineSwitch hold) {
        return List.of(
                new Call("files in " + hold.folder() + ": the order"),
                new Program("", HoldCommands.launch("<java>", List.of(), "<class path>", hold.folder())));
    }

    private List<Planned> backwards(OnlineSwitch hold) {
        return new OnlineHoldBack(hold, parts(hold)).all();
    }

    private OnlineHoldParts parts(OnlineSwitch hold) {
        return new OnlineHoldParts(hold, endsTransactions);
    }

    private OnlineObjects objects() {
        return new OnlineObjects(online, OnlineStatements.admin());
    }
}
