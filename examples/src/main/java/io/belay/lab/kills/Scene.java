package io.belay.lab.kills;

import io.belay.lab.oracle.Launches;
import io.belay.lab.oracle.SeenProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All processes at one moment, and what of them belongs to the lab. Immutable.
 *
 * @param launches of the lab's worker
 * @param place of its candidates
 */
record Scene(List<SeenProcess> processes, Ensemble ensemble, Launches launches, Path place) {

    static Scene now(Ensemble ensemble, Launches launches) {
        return new Scene(SeenProcess.all(), ensemble, launches, ensemble.lab().place());
    }

    List<SeenProcess> of(long pid) {
        return processes.stream().filter(process -> process.pid() == pid).toList();
    }

    /** With all that descend from them. */
    List<SeenProcess> withDescendants(List<SeenProcess> roots) {
        List<SeenProcess> all = new ArrayList<>(roots);
        Set<Long> known = new HashSet<>();
        roots.forEach(root -> known.add(root.pid()));
        for (int index = 0; index < all.size(); index++) {
            long parent = all.get(index).pid();
            processes.stream()
                    .filter(process -> process.parent() == parent && known.add(process.pid()))
                    .forEach(all::add);
        }
        return all;
    }
}
