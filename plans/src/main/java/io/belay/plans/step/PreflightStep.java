package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import java.util.List;
import java.util.Set;

/**
 * {@code preflight}: everything that can be known before anything is touched. Immutable.
 *
 * @param blockersOnly whether warnings and notes are hidden
 */
record PreflightStep(boolean blockersOnly) implements Work {

    @Override
    public Traits traits() {
        return new Traits(RunsOn.HOST, List.of(), false, true, Undo.NOTHING, Set.of(Role.LOOKS_AT_LIVE));
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "preflight";
        }

        @Override
        public String does() {
            return "checks live, clone and host for all that would stop or spoil this upgrade; reads only, and prints"
                    + " the SQL that a person may run";
        }

        @Override
        public String touchesInWords() {
            return "nothing";
        }

        @Override
        public Defaults defaults() {
            return Defaults.always("30m", 3);
        }

        @Override
        public Work read(Form form) {
            return new PreflightStep(form.optional("blockers_only", Choices.BOOLEAN, false));
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return Undo.NOTHING_TO_UNDO;
        }
    }
}
