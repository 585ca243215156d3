package io.belay.workers.commands;

import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.clone.Sockets;
import io.belay.workers.commands.Planned.Block;
import io.belay.workers.commands.Planned.Kind;
import io.belay.workers.commands.Planned.Statement;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.step.ThrowAways;
import io.belay.workers.step.VerifyExtent;
import io.belay.workers.verify.PairComparison;
import io.belay.workers.verify.PairComparison.Extent;
import io.belay.workers.verify.SchemaCommands;
import io.belay.workers.verify.SchemaCommands.Whose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What comparing old and new runs. Pure. */
final class VerifyCommands {

    /** In what is listed for the mirror of any database. */
    private static final String NUMBER = "<number>";

    private final Scene scene;
    private final CopiedCluster old;
    private final CopiedCluster upgraded;
    private final Path folder;
    private final Installation newer;

    private VerifyCommands(Scene scene) {
        this.scene = scene;
        this.old = scene.oldThrowAway(ThrowAways.OLD_TO_VERIFY, RunServer.OLD);
        this.upgraded = scene.newThrowAway(ThrowAways.NEW_TO_VERIFY, RunServer.NEW);
        this.folder = Sockets.in(scene.site().place()).dumps(Placeholders.RUN);
        this.newer = scene.site().target();
    }

    static List<Planned> forwards(Scene scene, ResolvedStep step) {
        return new VerifyCommands(scene).all(step);
    }

    private List<Planned> all(ResolvedStep step) {
        List<String> waypoints = scene.waypoints();
        List<Planned> all = new ArrayList<>();
        all.addAll(ThrowAwayCommands.open(scene, old, scene.waypoint(waypoints.get(0))));
        all.addAll(AuthorCommands.sqlOnOld(scene, step, old));
        all.addAll(ThrowAwayCommands.open(scene, upgraded, scene.waypoint(waypoints.get(waypoints.size() - 1))));
        Extent extent = VerifyExtent.of(step.with());
        ListedAt both = new ListedAt(
                List.of(RunServer.OLD.word(), RunServer.NEW.word()),
                scene.site().withTemplates());
        List<Planned> compared =
                both.all(PairComparison.statements(extent, scene.site().source().major()));
        all.add(new Block(Kind.IN_JOBS, "at most " + Scene.jobs(step) + " tables at a time", compared));
        if (extent.schema()) {
            all.addAll(schemas(Scene.jobs(step), PairComparison.statementsToNew(extent)));
        }
        all.addAll(ThrowAwayCommands.close(scene, upgraded));
        all.addAll(ThrowAwayCommands.close(scene, old));
        return all;
    }

    private List<Planned> schemas(String jobs, List<ListedStatement> aroundMirror) {
        List<String> databases = scene.site().withTemplates();
        if (databases.isEmpty()) {
            return List.of(Planned.forEach(
                    "database, and template1; at most " + jobs + " at a time",
                    schema(Placeholders.DATABASE, Placeholders.DATABASE_NUMBER, aroundMirror)));
        }
        List<Planned> all = new ArrayList<>();
        for (int i = 0; i < databases.size(); i++) {
            all.addAll(schema(databases.get(i), String.valueOf(i + 1), aroundMirror));
        }
        return List.of(new Block(Kind.IN_JOBS, "at most " + jobs + " databases at a time", all));
    }

    private List<Planned> schema(String database, String number, List<ListedStatement> aroundMirror) {
        String mirror = SchemaCommands.mirror(number);
        List<Planned> sent = aroundMirror.stream()
                .map(listed -> (Planned) new Statement(
                        List.of(RunServer.NEW.word()),
                        listed.database(),
                        listed.sql().replace(NUMBER, number)))
                .toList();
        int last = sent.size() - 1;
        List<Planned> mirrored = new ArrayList<>(sent.subList(0, last));
        mirrored.add(upgraded.asOwner(
                SchemaCommands.restore(newer, folder, Whose.OLD.name(number), upgraded.door(), mirror)));
        mirrored.add(dump(Whose.MIRROR, number, upgraded, mirror));
        mirrored.add(sent.get(last));
        return List.of(
                dump(Whose.OLD, number, old, database),
                dump(Whose.NEW, number, upgraded, database),
                Planned.onlyIf("the schemas of " + database + " differ in their words", mirrored));
    }

    private Planned dump(Whose whose, String number, CopiedCluster side, String database) {
        return side.asOwner(SchemaCommands.dump(newer, folder, whose.name(number), side.door(), database));
    }
}
