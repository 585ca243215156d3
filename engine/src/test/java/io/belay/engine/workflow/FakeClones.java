package io.belay.engine.workflow;

import io.belay.engine.activity.TesterClones;
import java.util.ArrayList;
import java.util.List;

/** Clones that exist only by name. Thread-safe. */
public final class FakeClones implements TesterClones {

    private final List<CloneReport> clones = new ArrayList<>();

    @Override
    public synchronized CloneReport create(String cluster, String snapshot, String name, String owner) {
        CloneReport made = new CloneReport(
                name,
                cluster,
                snapshot,
                owner,
                "2026-11-21T10:00:00Z",
                "ready",
                "-h /run/clone",
                12,
                300,
                List.of("no network namespace without root"));
        clones.add(made);
        return made;
    }

    @Override
    public synchronized List<CloneReport> list(String cluster) {
        return List.copyOf(clones);
    }

    @Override
    public synchronized CloneReport drop(String cluster, String name) {
        clones.removeIf(clone -> clone.name().equals(name));
        return new CloneReport(name, cluster, "", "", "", "dropped", "", 0, 0, List.of());
    }
}
