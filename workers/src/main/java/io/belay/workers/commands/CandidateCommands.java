package io.belay.workers.commands;

import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.clone.CloneLayout;
import io.belay.workers.clone.CloneServers;
import io.belay.workers.command.ClientCommands;
import io.belay.workers.command.ExtensionUpdates;
import io.belay.workers.command.InitdbCommand;
import io.belay.workers.command.InitdbCommand.Likeness;
import io.belay.workers.command.PgUpgradeCommand;
import io.belay.workers.command.ViewRemedy;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.Databases;
import io.belay.workers.step.BackupGrants;
import io.belay.workers.step.ThrowAways;
import io.belay.workers.verify.NotCarried;
import java.util.ArrayList;
import java.util.List;

/** What the steps run that make the candidate and change it. Pure but for what they leave in the scene. */
final class CandidateCommands {

    private CandidateCommands() {}

    static List<Planned> cloned(Scene scene) {
        CopiedCluster old = scene.oldInCandidate();
        List<Planned> all = new ArrayList<>();
        all.add(scene.store().copy(scene.image(), scene.candidate()));
        all.add(old.controlData());
        all.addAll(old.start());
        Site site = scene.site();
        all.addAll(old.sql(
                BackupGrants.statements(site.source().major(), site.target().major(), "<role of the worker>")));
        all.addAll(old.sql(NotCarried.statements()));
        all.addAll(old.sql(CloneServers.statementsOfRecovery(site.source().major())));
        all.addAll(old.stop());
        return all;
    }

    static List<Planned> upgraded(Scene scene, ResolvedStep step) {
        Site site = scene.site();
        CopiedCluster old = scene.oldInCandidate();
        CopiedCluster made = scene.newInCandidate();
        List<Planned> all = new ArrayList<>();
        all.add(old.controlData());
        all.add(old.asOwner(InitdbCommand.arguments(
                site.target(),
                CloneLayout.beside(made.data()),
                Placeholders.INSTALL_USER,
                Likeness.unknown(site.source().major(), site.target()))));
        all.add(made.controlData());
        all.add(old.asOwner(PgUpgradeCommand.arguments(
                site.source(),
                site.target(),
                old.data(),
                made.data(),
                Placeholders.INSTALL_USER,
                old.sockets(),
                CloneLayout.PORT,
                PgUpgradeCommand.Mode.LINK,
                Scene.jobs(step),
                false)));
        CopiedCluster remedy = scene.oldThrowAway(ThrowAways.FOR_REMEDY, RunServer.OLD);
        List<Planned> look = new ArrayList<>();
        look.addAll(ThrowAwayCommands.open(
                scene, remedy, scene.waypoint(scene.waypoints().get(0))));
        look.addAll(remedy.sql(ViewRemedy.listed()));
        look.addAll(ThrowAwayCommands.close(scene, remedy));
        all.add(Planned.onlyIf("new refuses a view of old's: its definition is read", look));
        scene.upgrade();
        return all;
    }

    /** New's server in the candidate, started where it does not run. */
    static List<Planned> served(Scene scene) {
        CopiedCluster made = scene.newInCandidate();
        List<Planned> all = new ArrayList<>();
        if (!scene.running()) {
            all.addAll(made.start());
        }
        scene.running(true);
        return all;
    }

    static List<Planned> extended(Scene scene) {
        List<Planned> all = new ArrayList<>(served(scene));
        all.addAll(scene.newInCandidate().sql(Databases.statements()));
        all.addAll(scene.newInCandidate().sql(ExtensionUpdates.listed()));
        return all;
    }

    static List<Planned> analyzed(Scene scene, ResolvedStep step) {
        CopiedCluster made = scene.newInCandidate();
        List<Planned> all = new ArrayList<>(served(scene));
        all.add(made.asOwner(ClientCommands.analyzeInStages(
                made.installation(), made.sockets(), CloneLayout.PORT, Placeholders.INSTALL_USER, Scene.jobs(step))));
        return all;
    }

    /** Both clusters stand still in it; old cannot run behind the upgrade, which took its control file away. */
    static List<Planned> waypoint(Scene scene, String name) {
        List<Planned> all = new ArrayList<>();
        CopiedCluster mayRun = scene.upgraded() ? scene.newInCandidate() : scene.oldInCandidate();
        if (scene.running()) {
            all.addAll(mayRun.stop());
        } else {
            all.add(mayRun.controlData());
        }
        scene.running(false);
        all.add(scene.store().freeze(scene.candidate(), scene.waypoint(name)));
        scene.waypoints().add(name);
        return all;
    }
}
