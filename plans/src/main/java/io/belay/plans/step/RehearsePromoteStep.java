package io.belay.plans.step;

import io.belay.plans.grammar.Form;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.When;
import java.util.List;
import java.util.Set;

/**
 * {@code rehearse_promote}: an online promotion and its way back between two throw-away clones, in rehearsals only. Nobody writes it: an online
 * promotion brings it. Immutable.
 */
record RehearsePromoteStep() implements Work {

    @Override
    public Traits traits() {
        return new Traits(RunsOn.HOST, List.of(), false, false, Undo.NOTHING, Set.of(Role.REHEARSES_PROMOTION));
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "rehearse_promote";
        }

        @Override
        public String does() {
            return "holds clients of its own between two throw-away clones, there and back, with live's load and Belay's own pooler;"
                    + " fails when that takes longer than the budget allows, or loses a write";
        }

        @Override
        public String touchesInWords() {
            return "nothing";
        }

        @Override
        public Defaults defaults() {
            return new Defaults(When.REHEARSAL, Set.of(When.REHEARSAL), "30m", 2);
        }

        @Override
        public Work read(Form form) {
            return new RehearsePromoteStep();
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return Undo.NOTHING_TO_UNDO;
        }
    }
}
