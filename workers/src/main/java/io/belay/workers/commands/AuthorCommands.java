package io.belay.workers.commands;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.clone.CloneLayout;
import io.belay.workers.command.ClientCommands;
import io.belay.workers.commands.Planned.Call;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.index.RebuildPlanning;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ListedStatement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a plan's author adds to an upgrade: SQL, programs, indexes, messages. Pure but for what it leaves in the scene. */
final class AuthorCommands {

    private static final String ASKED_IN = "template1";
    private static final String REINDEX_OLD = "reindex-old";

    private AuthorCommands() {}

    static List<Planned> sql(Scene scene, ResolvedStep step) {
        CopiedCluster made = scene.newInCandidate();
        List<Planned> all = new ArrayList<>(CandidateCommands.served(scene));
        all.addAll(made.sql(databases()));
        all.addAll(scripts(scene, step, made, script(scene, step.id())));
        return all;
    }

    /** What changed new is run on old's copy too, before both are compared. */
    static List<Planned> sqlOnOld(Scene scene, ResolvedStep verify, CopiedCluster old) {
        List<Planned> all = new ArrayList<>();
        scene.plan().steps().stream()
                .takeWhile(step -> !step.id().equals(verify.id()))
                .filter(step -> step.kind().equals("sql") && step.takesPartIn(scene.rehearsal()))
                .forEach(step -> {
                    if (!step.with().path("databases").isArray()) {
                        all.addAll(old.sql(databases()));
                    }
                    all.addAll(scripts(scene, step, old, script(scene, step.id())));
                });
        return all;
    }

    static List<Planned> reindex(Scene scene, ResolvedStep step) {
        CopiedCluster made = scene.newInCandidate();
        List<Planned> all = new ArrayList<>(CandidateCommands.served(scene));
        all.addAll(made.sql(databases()));
        if (step.with().path("what").asText().equals("affected")) {
            CopiedCluster old = scene.oldThrowAway(REINDEX_OLD, RunServer.OLD);
            all.addAll(ThrowAwayCommands.open(
                    scene, old, scene.waypoint(scene.waypoints().get(0))));
            // No templates: a rebuild looks where clients do, at new and at old in turn.
            List<Planned> askedOld = ListedAt.of(old.server(), scene.site().databases())
                    .all(RebuildPlanning.statementsToOld(scene.site().source().major()));
            all.addAll(Planned.sideBySide(
                    List.of(Planned.part("new", asked(scene, made)), Planned.part("old", askedOld))));
            all.addAll(ThrowAwayCommands.close(scene, old));
        } else {
            all.addAll(asked(scene, made));
        }
        all.add(Planned.forEach(
                "database in which something has to be rebuilt",
                List.of(psql(
                        scene,
                        made,
                        Placeholders.DATABASE,
                        script(scene, step.id() + "." + Placeholders.DATABASE_NUMBER),
                        false))));
        return all;
    }

    private static List<Planned> asked(Scene scene, CopiedCluster made) {
        return ListedAt.of(made.server(), scene.site().databases())
                .all(RebuildPlanning.statements(scene.site().target().major()));
    }

    static List<Planned> exec(Scene scene, ResolvedStep step) {
        List<Planned> all = new ArrayList<>();
        if (step.with().path("effects").asText().equals("candidate")) {
            all.addAll(CandidateCommands.served(scene));
        }
        all.add(program(step.with()));
        return all;
    }

    static List<Planned> undo(ResolvedStep step) {
        return step.with().path("undo").isObject() ? List.of(program(step.with().path("undo"))) : List.of();
    }

    static List<Planned> told(ResolvedStep step) {
        return List.of(new Call("tell channel `" + step.with().path("to").asText()
                + "` of the host's file: an HTTP POST, or its program"));
    }

    private static Program program(JsonNode call) {
        String name = call.path("program").asText();
        List<String> arguments = new ArrayList<>(List.of(Placeholders.pathOf(name)));
        call.path("arguments").forEach(one -> arguments.add(one.asText()));
        return new Program(Placeholders.accountOf(name), arguments);
    }

    private static List<Planned> scripts(Scene scene, ResolvedStep step, CopiedCluster cluster, Path script) {
        boolean single = !step.with().path("transaction").asText().equals("per_statement");
        List<String> named = new ArrayList<>();
        if (step.with().path("databases").isArray()) {
            step.with().path("databases").forEach(name -> named.add(name.asText()));
        }
        List<String> databases = named.isEmpty() ? scene.site().databases() : named;
        return databases.isEmpty()
                ? List.of(Planned.forEach(
                        "database", List.of(psql(scene, cluster, Placeholders.DATABASE, script, single))))
                : databases.stream()
                        .map(database -> (Planned) psql(scene, cluster, database, script, single))
                        .toList();
    }

    private static Program psql(Scene scene, CopiedCluster cluster, String database, Path script, boolean single) {
        return cluster.asOwner(ClientCommands.script(
                scene.site().target(),
                cluster.sockets(),
                String.valueOf(CloneLayout.PORT),
                Placeholders.INSTALL_USER,
                database,
                script,
                Placeholders.restrictKeyOf(scriptName(script), database + " at " + cluster.name()),
                single));
    }

    private static String scriptName(Path script) {
        return String.valueOf(script.getFileName()).replace(Placeholders.DATABASE_NUMBER, "each");
    }

    private static Path script(Scene scene, String name) {
        return CloneLayout.own(scene.candidate(), Placeholders.SNAPSHOT)
                .resolve("sql")
                .resolve(name + ".sql");
    }

    private static List<ListedStatement> databases() {
        return List.of(ListedStatement.in(ASKED_IN, JdbcServer.DATABASES));
    }
}
