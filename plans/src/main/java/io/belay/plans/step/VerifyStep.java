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

/** {@code verify}: the new version compared with the twin, on throw-away clones of both. Immutable. */
record VerifyStep(String schema, String rows, String sequences) implements Work {

    @Override
    public Traits traits() {
        return new Traits(RunsOn.HOST, List.of(), false, true, Undo.NOTHING, Set.of(Role.PROVES_CANDIDATE));
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "verify";
        }

        @Override
        public String does() {
            return "compares the new version with the twin, both as throw-away clones: schema, rows, sequences";
        }

        @Override
        public String touchesInWords() {
            return "nothing";
        }

        @Override
        public Defaults defaults() {
            return Defaults.always("none", 3);
        }

        @Override
        public Work read(Form form) {
            VerifyStep step = new VerifyStep(
                    form.optional("schema", Choices.choice("identical"), "identical"),
                    form.optional("rows", Choices.choice(List.of("exact", "none"), List.of("by_proof")), "exact"),
                    form.optional("sequences", Choices.choice("exact", "none"), "exact"));
            form.later("content", "indexes", "plans", "sql");
            return step;
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return Undo.NOTHING_TO_UNDO;
        }
    }
}
