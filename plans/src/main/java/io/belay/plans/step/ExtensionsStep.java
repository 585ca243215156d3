package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.Several;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.List;
import java.util.Set;

/**
 * {@code extensions}: extensions brought to the versions of the new installation. Immutable.
 *
 * @param update a list of names, or {@code all}
 */
record ExtensionsStep(OrWord<List<String>> update, List<String> except) implements Work {

    @Override
    public Traits traits() {
        return new Traits(
                RunsOn.HOST, List.of(Touches.CANDIDATE), true, false, Undo.RESTORE, Set.of(Role.CHANGES_CANDIDATE));
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "extensions";
        }

        @Override
        public String does() {
            return "updates extensions in every database of the candidate, by their own update scripts";
        }

        @Override
        public String touchesInWords() {
            return "candidate";
        }

        @Override
        public Defaults defaults() {
            return Defaults.always("1h", 2);
        }

        @Override
        public Work read(Form form) {
            ExtensionsStep step = new ExtensionsStep(
                    form.optional("update", Choices.orWord(Several.listOf(Names.EXTENSION), "all"), OrWord.word("all")),
                    form.optional("except", Several.listOf(Names.EXTENSION), List.of()));
            form.later("versions");
            return step;
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return Undo.restore(restoresTo);
        }
    }
}
