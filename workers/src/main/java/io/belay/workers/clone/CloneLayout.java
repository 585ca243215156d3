package io.belay.workers.clone;

import java.nio.file.Path;

/** Where things lie in a clone and how its servers are reached, by form alone. Pure. */
public final class CloneLayout {

    /** There is no TCP; the number only names the socket file. */
    public static final int PORT = 5432;

    private CloneLayout() {}

    /** Belay's own folder in the clone, for what descends from one snapshot. */
    public static Path own(Path root, String snapshot) {
        return root.resolve(".belay").resolve(snapshot);
    }

    /** The log of the clone's server of one major. */
    public static Path log(Path root, String snapshot, int major) {
        return own(root, snapshot).resolve(ServerLog.FOLDER).resolve("server-" + major + ".log");
    }

    /** Where new's data directory lies in the clone: behind promotion it must be where the host's file wants it. */
    public static Path relativeNewData(Path relativeOldData, int newMajor) {
        Path usual = Path.of(String.valueOf(newMajor), "data");
        return usual.equals(relativeOldData) ? Path.of("new-" + newMajor, "data") : usual;
    }

    /** Where a new cluster is made before it gets its name. */
    public static Path beside(Path newData) {
        return newData.resolveSibling(newData.getFileName() + ".belay-part");
    }
}
