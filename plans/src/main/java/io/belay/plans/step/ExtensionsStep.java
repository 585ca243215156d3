package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.Several;
import io.belay.plans.grammar.TextType;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code extensions}: extensions brought to the versions of the new installation. Immutable.
 *
 * @param update a list of names, or {@code all}
 * @param versions by name, where it shall not be the newest that the installation offers
 */
record ExtensionsStep(OrWord<List<String>> update, List<String> except, Map<String, String> versions) implements Work {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_-]{0,62}");

    private static final TextType<String> VERSION = Names.matching(
            "a version", Pattern.compile("[0-9A-Za-z][0-9A-Za-z._+-]{0,62}"), "write it as the extension spells it");

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
            return new ExtensionsStep(
                    form.optional("update", Choices.orWord(Several.listOf(Names.EXTENSION), "all"), OrWord.word("all")),
                    form.optional("except", Several.listOf(Names.EXTENSION), List.of()),
                    form.optional("versions", Several.mapOf("the name of an extension", NAME, VERSION), Map.of()));
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return Undo.restore(restoresTo);
        }
    }
}
