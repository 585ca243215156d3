package io.belay.workers.commands;

import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.clone.Sockets;
import io.belay.workers.commands.Planned.Call;
import io.belay.workers.storage.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How one goes back from a step: nothing on live, and no program at all. Pure. */
final class BackwardCommands {

    private BackwardCommands() {}

    /** @param before waypoints that stood when the step began */
    static List<Planned> of(Scene scene, ResolvedStep step, List<String> before) {
        return switch (step.back().by()) {
            case "release" -> SnapshotCommands.backwards(scene);
            case "drop_candidate" -> dropped(scene, List.of(scene.waypointOf(step)));
            case "restore" ->
                before.isEmpty() ? dropped(scene, List.of()) : restored(scene, step, before.get(before.size() - 1));
            case "undo" -> AuthorCommands.undo(step);
            default -> List.of();
        };
    }

    private static List<Planned> restored(Scene scene, ResolvedStep step, String waypoint) {
        List<Planned> all = new ArrayList<>();
        all.add(ThrowAwayCommands.ended(scene.candidate()));
        all.add(scene.store().remove(scene.candidate()));
        all.add(scene.store().copy(scene.waypoint(waypoint), scene.candidate()));
        if (step.waypoint()) {
            all.add(Planned.onlyIf(
                    "its own waypoint was taken",
                    List.of(scene.store().remove(scene.waypoint(scene.waypointOf(step))))));
        }
        return all;
    }

    /** @param waypoints that stand then */
    static List<Planned> dropped(Scene scene, List<String> waypoints) {
        List<Planned> all = new ArrayList<>();
        all.add(ThrowAwayCommands.ended(scene.candidate()));
        all.add(scene.store().remove(scene.candidate()));
        all.addAll(removed(scene, waypoints));
        return all;
    }

    private static List<Planned> removed(Scene scene, List<String> waypoints) {
        return waypoints.stream()
                .map(name -> (Planned) scene.store().remove(scene.waypoint(name)))
                .toList();
    }

    /** All that is left in the place of a candidate that is live elsewhere. */
    static List<Planned> spent(Scene scene) {
        List<Planned> all = new ArrayList<>(removed(scene, scene.waypoints()));
        all.add(folders(scene));
        return all;
    }

    /** The end of a run: nothing of it stays on the host but evidence and snapshots. */
    static List<Planned> ended(Scene scene) {
        List<Planned> all = new ArrayList<>(scene.follows() ? new FollowCommands(scene).atFinalPlace() : List.of());
        all.addAll(dropped(scene, scene.waypoints()));
        all.add(folders(scene));
        all.addAll(SnapshotCommands.backwards(scene));
        return all;
    }

    private static Call folders(Scene scene) {
        Path place = scene.site().place();
        return new Call("remove the folders "
                + Sockets.in(place).dumps(Placeholders.RUN) + ", "
                + Place.folderOf(scene.waypoint("any")) + ", "
                + Place.Kind.THROWAWAY.in(place, Placeholders.RUN));
    }
}
