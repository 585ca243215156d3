package io.belay.workers.commands;

import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.commands.Planned.Call;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.replication.Publishing;
import io.belay.workers.step.PublishStep;
import io.belay.workers.step.RunFolder;
import java.util.List;

/** What publishing live's changes sends to it, and what takes that back. Pure. */
final class PublishCommands {

    private final Scene scene;
    private final EachDatabase databases;

    PublishCommands(Scene scene) {
        this.scene = scene;
        this.databases = new EachDatabase(scene.site().databases());
    }

    /** Before anything else of the run. */
    PlannedPart probed(ResolvedStep step, String title) {
        return looked(step, title + ": what is looked at before the run begins");
    }

    List<PlannedPart> parts(ResolvedStep step, String title) {
        return List.of(
                looked(step, title + ": what is looked at before it is begun"),
                new PlannedPart(step.id(), title, forwards(), undone(), ""));
    }

    private PlannedPart looked(ResolvedStep step, String title) {
        return new PlannedPart(step.id(), title, live(PublishStep.statementsOfChecks()), List.of(), "");
    }

    private List<Planned> forwards() {
        return EachDatabase.joined(
                live(PublishStep.statementsOfChecks()),
                List.of(new Call(
                        "files in " + RunFolder.in(scene.site().promotion().state(), Placeholders.RUN)
                                + ": what is published, and how much of its log live may keep")),
                live(Publishing.statementsOfMarking(OnlineScene.NAMES)),
                live(Publishing.statementsOfSlots()));
    }

    /** Everything of the run that is on live; with {@code belay rollback} and with each end of a run that does not cross. */
    List<Planned> undone() {
        OnlineObjects objects = new OnlineObjects(new OnlineScene(scene), "postgres");
        return EachDatabase.joined(
                objects.withdrawn(RunServer.LIVE, OnlineScene.FORWARD), objects.look(RunServer.LIVE));
    }

    private List<Planned> live(List<ListedStatement> listed) {
        return databases.to(RunServer.LIVE, listed);
    }
}
