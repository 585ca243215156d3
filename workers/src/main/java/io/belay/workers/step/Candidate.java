package io.belay.workers.step;

import java.nio.file.Path;

/**
 * The clone on which a run builds the new version. Mutating code takes this type, never a path (invariant I1): only {@link
 * Candidates} makes one, and only below the run's own place. Immutable.
 *
 * @param root the tree as a whole: one storage unit, snapshotted and renamed as one
 * @param oldData old's data directory in it
 * @param newData new's data directory in it, side by side with old's; may not exist yet
 */
public record Candidate(Path root, Path oldData, Path newData, int oldMajor, int newMajor) {

    public Candidate {
        if (!oldData.startsWith(root) || !newData.startsWith(root) || oldData.equals(newData)) {
            throw new IllegalArgumentException(oldData + " and " + newData + " do not lie side by side in " + root);
        }
        if (oldData.startsWith(newData) || newData.startsWith(oldData)) {
            throw new IllegalArgumentException("neither of " + oldData + " and " + newData + " may contain the other");
        }
    }

    /** Old's data directory relative to the root, the same in each waypoint. */
    public Path relativeOldData() {
        return root.relativize(oldData);
    }

    public Path relativeNewData() {
        return root.relativize(newData);
    }
}
