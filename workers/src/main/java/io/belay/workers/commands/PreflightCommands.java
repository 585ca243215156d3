package io.belay.workers.commands;

import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.clients.ClientLook;
import io.belay.workers.commands.Planned.Block;
import io.belay.workers.commands.Planned.Kind;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.Databases;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.preflight.Preflight;
import io.belay.workers.preflight.PreflightPrograms;
import io.belay.workers.preflight.PreflightPrograms.OfFamily;
import io.belay.workers.preflight.PreflightPrograms.Question;
import io.belay.workers.preflight.Promotion;
import io.belay.workers.step.ThrowAways;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What preflight runs: in a rehearsal on a copy of the snapshot under test, in an apply beside live. Pure. */
final class PreflightCommands {

    private static final String LOOK = "<number of the look>";

    /** Where live is asked what concerns the whole cluster. */
    private static final String MAINTENANCE = "postgres";

    private PreflightCommands() {}

    static List<Planned> forwards(Scene scene, ResolvedStep step) {
        Site site = scene.site();
        Path transcripts = scene.transcripts(step);
        List<Planned> all = new ArrayList<>();
        if (!scene.rehearsal()) {
            ListedAt live = ListedAt.of(RunServer.LIVE, site.databases());
            all.addAll(live.all(JdbcServer.statementsOfMajor(MAINTENANCE)));
            all.add(new Program(site.owner(), ControlDataReader.arguments(site.source(), site.dataDirectory())));
            all.addAll(live.all(JdbcServer.statementsOfDatabases(MAINTENANCE)));
            all.addAll(clients(scene, live));
            all.addAll(families(scene, live, transcripts));
            return all;
        }
        CopiedCluster copy = scene.oldThrowAway(ThrowAways.OF_PREFLIGHT, RunServer.COPY);
        all.addAll(ThrowAwayCommands.openFresh(scene, copy));
        all.addAll(copy.sql(Databases.statements()));
        all.addAll(families(scene, ListedAt.of(RunServer.COPY, site.withTemplates()), transcripts));
        all.addAll(ThrowAwayCommands.close(scene, copy));
        return all;
    }

    /** Who is connected, and which of them came through a pooler. */
    private static List<Planned> clients(Scene scene, ListedAt live) {
        if (!Promotion.of(scene.plan()).online()) {
            return List.of();
        }
        List<Planned> look = new ArrayList<>(live.all(ClientLook.statements()));
        look.addAll(new PoolerCommands(scene.site().promotion(), scene.site().target()).looks());
        List<Planned> all = new ArrayList<>(look);
        all.add(new Block(
                Kind.FOR_EACH,
                "only if a session on live seems to come around the poolers: again, twice at most",
                look));
        return all;
    }

    private static List<Planned> families(Scene scene, ListedAt server, Path transcripts) {
        Site site = scene.site();
        Path empty = transcripts.resolve(PreflightPrograms.EMPTY_CONFIGURATION);
        List<Planned> all = new ArrayList<>();
        for (OfFamily family : new Preflight(Promotion.of(scene.plan())).listed(empty.toString())) {
            family.questions().ofSource().forEach(question -> all.add(asked(site.source(), question)));
            family.questions().ofTarget().forEach(question -> all.add(asked(site.target(), question)));
            if (family.settings()) {
                all.addAll(DressCommands.asked(site.target(), transcripts, LOOK));
            }
            all.addAll(server.all(family.statements()));
        }
        return all;
    }

    /** One that the installation does not have is not started. */
    private static Program asked(Installation installation, Question question) {
        List<String> arguments = new ArrayList<>();
        arguments.add(installation.program(question.program()).toString());
        arguments.addAll(question.arguments());
        return new Program("", arguments);
    }
}
