package io.belay.workers.commands;

import io.belay.workers.commands.Planned.Call;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A running copy that is thrown away again. Pure. */
final class ThrowAwayCommands {

    private ThrowAwayCommands() {}

    /** Of the snapshot, which the gate never saw. */
    static List<Planned> openFresh(Scene scene, CopiedCluster copy) {
        List<Planned> all =
                new ArrayList<>(List.of(scene.store().copy(scene.image(), copy.root()), copy.controlData()));
        all.addAll(copy.start());
        return all;
    }

    /** Of a waypoint, in which the gate left what it read. */
    static List<Planned> open(Scene scene, CopiedCluster copy, Path waypoint) {
        List<Planned> all = new ArrayList<>(List.of(scene.store().copy(waypoint, copy.root())));
        all.addAll(copy.start());
        return all;
    }

    static List<Planned> close(Scene scene, CopiedCluster copy) {
        return List.of(ended(copy.root()), scene.store().remove(copy.root()));
    }

    /** PostgreSQL's programs in a tree that goes. */
    static Call ended(Path root) {
        return new Call("signals to PostgreSQL's programs that work in " + root
                + ": QUIT to servers, TERM to others, KILL after 10 s");
    }
}
