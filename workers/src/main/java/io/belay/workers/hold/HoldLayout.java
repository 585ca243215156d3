package io.belay.workers.hold;

import java.nio.file.Path;

/** Names of a hold's trees, and where things lie in them, by form alone. Pure. */
public final class HoldLayout {

    /** In the stage. Not where it will lie in the final clone: there it may have the name that old has in the stage. */
    public static final Path NEW_DATA = Path.of("new", "data");

    /** In the stage: a cluster that is thrown away. */
    public static final String TRIAL = "scratch";

    private HoldLayout() {}

    /** The clone of the final snapshot, until it gets its final name; a candidate's name. */
    public static String finalClone(String run, String epoch) {
        return run + "-final-" + epoch;
    }

    /** Where the new empty cluster is made ahead; a candidate's name. */
    public static String stage(String run, String epoch) {
        return run + "-stage-" + epoch;
    }

    /** A second copy of the final snapshot, under the old version; a candidate's name. */
    public static String twin(String run, String epoch) {
        return run + "-twin-" + epoch;
    }

    /** A name beside a tree that no entry of a place can have. */
    public static Path probe(Path tree) {
        return tree.resolveSibling("." + tree.getFileName() + ".probe");
    }

    /** @param run the run's folder */
    public static Path folder(Path run, String epoch) {
        return run.resolve("hold-" + epoch);
    }

    /** Name of the part that repeats a step of the plan. */
    public static String repeat(String step) {
        return "repeat." + step;
    }

    /**
     * What is run in new by {@code psql}.
     *
     * @param folder the hold's
     */
    public static Path script(Path folder, String name) {
        return folder.resolve("sql").resolve(name + ".sql");
    }

    /** Old's data directory in the final clone: beside new's, also where both have the same name in their own places. */
    public static Path oldInClone(Path inLive, Path newData, int oldMajor) {
        return inLive.startsWith(newData) || newData.startsWith(inLive) ? Path.of("old-" + oldMajor) : inLive;
    }
}
