package io.belay.workers.commands;

import static io.belay.workers.commands.EachDatabase.joined;

import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.commands.Planned.Call;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.hold.OnlineStatements;
import io.belay.workers.live.OldLive;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.replication.Way;
import io.belay.workers.storage.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What removing old live runs. There is no way back from it. Pure. */
final class RetireCommands {

    private RetireCommands() {}

    static PlannedPart part(Scene scene, ResolvedStep step, String title) {
        Site site = scene.site();
        Program fresh = owner(
                site,
                ControlDataReader.arguments(site.target(), site.promotion().newData()));
        Program old = owner(site, ControlDataReader.arguments(site.source(), site.dataDirectory()));
        Optional<ResolvedStep> online = scene.plan().steps().stream()
                .filter(OnlinePromoteCommands::isOnline)
                .findFirst();
        List<Planned> all = new ArrayList<>(List.of(fresh));
        if (online.isPresent()) {
            all.add(fresh);
            all.addAll(wayBackEnded(scene, OnlinePromoteCommands.hasWayBack(online.get())));
        } else {
            all.add(old);
        }
        all.add(fresh);
        all.add(old);
        all.add(Planned.onlyIf("no snapshot begins where old was stopped", taken(scene)));
        all.add(new Call("file beside the snapshot of old's last state: it is pinned"));
        all.addAll(removed(scene));
        all.addAll(SnapshotCommands.backwards(scene));
        all.add(fresh);
        return new PlannedPart(step.id(), title, all, List.of(), "");
    }

    /** Old has followed new until now. */
    private static List<Planned> wayBackEnded(Scene scene, boolean follows) {
        OnlineScene online = new OnlineScene(scene);
        OnlineObjects objects = new OnlineObjects(online, OnlineStatements.admin());
        Way back = OnlineScene.FORWARD.reversed();
        List<Planned> unsubscribed =
                follows ? objects.unsubscribed(RunServer.OLD, back) : objects.existing(RunServer.OLD);
        return List.of(
                Planned.onlyIf("old's server is down", List.of(online.startOld())),
                Planned.part("old follows no more", joined(objects.major(RunServer.OLD), unsubscribed)),
                Planned.part("old has nothing of the run", objects.withdrawn(RunServer.OLD, back)),
                Planned.part("new has nothing of the run", objects.withdrawn(RunServer.LIVE, back)),
                Planned.part("old stands still", online.stopOld()),
                new Call("write " + new HoldScene(scene).register() + ": where old was stopped"),
                new Call("remove " + online.passwordFile(RunServer.LIVE) + ", where there is one, and "
                        + online.passwordFile(RunServer.NEW)));
    }

    private static List<Planned> taken(Scene scene) {
        Site site = scene.site();
        Path image = Place.Kind.SNAPSHOT.in(site.place(), site.cluster(), Placeholders.LAST_IMAGE);
        Path data = image.resolve(site.relativeData());
        return List.of(
                scene.store().freeze(site.dataset(), image),
                owner(site, ControlDataReader.arguments(site.source(), data)));
    }

    private static List<Planned> removed(Scene scene) {
        Site site = scene.site();
        Path leaving = OldLive.leaving(site.dataDirectory(), Placeholders.RUN);
        return List.of(
                new Call("rename " + site.dataDirectory() + " -> " + leaving),
                new Call("remove old's part of each tablespace and its folder for the log, where they lie elsewhere"),
                new Call("remove the tree " + leaving),
                new Call("remove the folders above it that are empty now, up to " + site.dataset()),
                new Call("write " + new HoldScene(scene).register() + ": old is retired"));
    }

    private static Program owner(Site site, List<String> arguments) {
        return new Program(site.owner(), arguments);
    }
}
