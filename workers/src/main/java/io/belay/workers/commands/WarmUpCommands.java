package io.belay.workers.commands;

import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.step.WarmUpStep;
import java.util.ArrayList;
import java.util.List;

/** What filling new's memory runs. Nothing is left of it, so nothing takes it back. Pure. */
final class WarmUpCommands {

    private WarmUpCommands() {}

    static PlannedPart part(Scene scene, ResolvedStep step, String title) {
        OnlineScene online = new OnlineScene(scene);
        EachDatabase databases = online.databases();
        List<Planned> all = new ArrayList<>();
        if (!WarmUpStep.isByStatistics(step.with())) {
            all.addAll(databases.to(RunServer.LIVE, WarmUpStep.statementsOfCache()));
            all.addAll(databases.to(RunServer.LIVE, WarmUpStep.statementsOfFiles()));
        }
        all.addAll(databases.to(RunServer.LIVE, WarmUpStep.statementsOfUse()));
        all.add(Planned.onlyIf("new's server is down", List.of(online.startNew())));
        all.addAll(databases.to(RunServer.NEW, WarmUpStep.statementsOfRoom()));
        // Which database comes first is not known: the hottest pages do.
        all.add(Planned.forEach(
                "database, the one with the hottest pages first",
                EachDatabase.in(Placeholders.DATABASE, RunServer.NEW, WarmUpStep.statementsOfLoading())));
        return new PlannedPart(step.id(), title, all, List.of(), "");
    }
}
