package io.belay.workers.step;

import io.belay.workers.hold.Pooler.Check;
import io.belay.workers.hold.Pooler.Problem;
import java.util.List;

/**
 * What was found before a hold. Immutable.
 *
 * @param problems everything that stands in its way, at once
 * @param notes what a person should know all the same
 * @param poolers one for each, in their order
 */
record PromoteLook(List<Problem> problems, List<String> notes, List<Check> poolers) {

    PromoteLook {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
        poolers = List.copyOf(poolers);
    }
}
