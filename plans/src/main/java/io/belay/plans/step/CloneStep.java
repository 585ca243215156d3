package io.belay.plans.step;

import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Names;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code clone}: the candidate, and its frozen twin. Immutable.
 *
 * @param of name of the snapshot; empty for the last one before it
 */
record CloneStep(Optional<String> of) implements Work {

    @Override
    public Traits traits() {
        return new Traits(
                RunsOn.HOST, List.of(Touches.CANDIDATE), true, true, Undo.DROP_CANDIDATE, Set.of(Role.MAKES_CANDIDATE));
    }

    @Override
    public Optional<String> uses() {
        return of;
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "clone";
        }

        @Override
        public String does() {
            return "makes the candidate: a writable copy of the snapshot, cut off from the world, recovered once and"
                    + " stopped cleanly; its waypoint is the twin that verification compares with";
        }

        @Override
        public String touchesInWords() {
            return "candidate";
        }

        @Override
        public Defaults defaults() {
            return Defaults.always("1h", 3);
        }

        @Override
        public Work read(Form form) {
            return new CloneStep(form.stated("of", Names.ID.literal()));
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return new Return("drop the candidate", "seconds, nothing");
        }
    }
}
