package io.belay.workers.commands;

import io.belay.workers.commands.Planned.Call;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A running copy that is thrown away again. Pure. */
final class ThrowAwayCommands {

    private ThrowAwayCommands() {}

    static List<Planned> open(Scene scene, CopiedCluster copy, Path image) {
        List<Planned> all = new ArrayList<>(List.of(scene.store().copy(image, copy.root()), copy.controlData()));
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
