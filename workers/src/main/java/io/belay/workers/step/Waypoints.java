package io.belay.workers.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The waypoints of a run that stand, oldest first, as the run's folder has them. The first one is the twin: the candidate behind
 * its recovery, before anything was changed in it. Names are the engine's.
 */
final class Waypoints {

    private static final String NAME = "waypoints";

    private final StepContext context;

    Waypoints(StepContext context) {
        this.context = context;
    }

    List<String> names() {
        return context.memory().read(NAME, String[].class).map(List::of).orElse(List.of());
    }

    /** @throws CandidateMissing when none was taken yet */
    Path twin() {
        return path(required().get(0));
    }

    /** @throws CandidateMissing when none was taken yet */
    Path newest() {
        List<String> names = required();
        return path(names.get(names.size() - 1));
    }

    Path path(String name) {
        return context.cluster().place().waypoint(context.run().runId(), name);
    }

    void add(String name) {
        List<String> names = new ArrayList<>(names());
        names.remove(name);
        names.add(name);
        context.memory().write(NAME, names);
    }

    /** It becomes the newest one. */
    void cutBehind(String name) {
        List<String> names = names();
        context.memory().write(NAME, List.copyOf(names.subList(0, names.indexOf(name) + 1)));
    }

    void forget() {
        context.memory().forget(NAME);
    }

    private List<String> required() {
        List<String> names = names();
        if (names.isEmpty()) {
            throw new CandidateMissing("run " + context.run().runId() + " has no waypoint");
        }
        return names;
    }
}
