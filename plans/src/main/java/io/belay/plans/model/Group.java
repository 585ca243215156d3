package io.belay.plans.model;

import io.belay.plans.problem.SourcePlace;
import java.util.List;
import java.util.Optional;

/**
 * Steps that run side by side. They share one waypoint before and one behind, so they fail and go back together. Immutable.
 *
 * @param limit how many of them run at a time
 * @param place of the word {@code parallel}
 * @param path where the group's fields are found in {@link Places}
 * @param members ids, in the order of the file
 * @param needs of the group as a whole, empty when its author leaves it to the order
 * @param onFailure empty when the plan's holds
 */
public record Group(
        String id,
        int limit,
        SourcePlace place,
        String path,
        List<String> members,
        Optional<List<String>> needs,
        Optional<OnFailure> onFailure,
        String note) {

    public Group {
        members = List.copyOf(members);
    }

    /** Who stands for the group where it is spoken of once. */
    public boolean beginsWith(Step step) {
        return !members.isEmpty() && members.get(0).equals(step.id());
    }

    /** What stands for the group behind its members. */
    public boolean endsWith(Step step) {
        return !members.isEmpty() && members.get(members.size() - 1).equals(step.id());
    }
}
