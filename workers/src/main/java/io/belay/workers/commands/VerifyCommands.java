package io.belay.workers.commands;

import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.clone.Sockets;
import io.belay.workers.commands.Planned.Block;
import io.belay.workers.commands.Planned.Kind;
import io.belay.workers.postgres.Installation;
import io.belay.workers.step.ThrowAways;
import io.belay.workers.verify.SchemaCommands;
import io.belay.workers.verify.SchemaCommands.Whose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What comparing old and new runs. Pure. */
final class VerifyCommands {

    /** Not among a server's databases, and compared with them. */
    private static final String TEMPLATE = "template1";

    private final Scene scene;
    private final CopiedCluster old;
    private final CopiedCluster upgraded;
    private final Path folder;
    private final Installation newer;

    private VerifyCommands(Scene scene) {
        this.scene = scene;
        this.old = scene.oldThrowAway(ThrowAways.OLD_TO_VERIFY);
        this.upgraded = scene.newThrowAway(ThrowAways.NEW_TO_VERIFY);
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
        all.addAll(ThrowAwayCommands.open(scene, upgraded, scene.waypoint(waypoints.get(waypoints.size() - 1))));
        if (step.with().path("schema").asText("identical").equals("identical")) {
            all.addAll(schemas(Scene.jobs(step)));
        }
        all.addAll(ThrowAwayCommands.close(scene, upgraded));
        all.addAll(ThrowAwayCommands.close(scene, old));
        return all;
    }

    private List<Planned> schemas(String jobs) {
        TreeSet<String> databases = new TreeSet<>(scene.site().databases());
        if (databases.isEmpty()) {
            return List.of(Planned.forEach(
                    "database, and " + TEMPLATE + "; at most " + jobs + " at a time",
                    schema(Placeholders.DATABASE, Placeholders.DATABASE_NUMBER)));
        }
        databases.add(TEMPLATE);
        List<Planned> all = new ArrayList<>();
        int number = 0;
        for (String database : databases) {
            number++;
            all.addAll(schema(database, String.valueOf(number)));
        }
        return List.of(new Block(Kind.IN_JOBS, "at most " + jobs + " databases at a time", all));
    }

    private List<Planned> schema(String database, String number) {
        String mirror = SchemaCommands.mirror(number);
        return List.of(
                dump(Whose.OLD, number, old, database),
                dump(Whose.NEW, number, upgraded, database),
                Planned.onlyIf(
                        "the schemas of " + database + " differ in their words",
                        List.of(
                                upgraded.asOwner(SchemaCommands.restore(
                                        newer, folder, Whose.OLD.name(number), upgraded.door(), mirror)),
                                dump(Whose.MIRROR, number, upgraded, mirror))));
    }

    private Planned dump(Whose whose, String number, CopiedCluster side, String database) {
        return side.asOwner(SchemaCommands.dump(newer, folder, whose.name(number), side.door(), database));
    }
}
