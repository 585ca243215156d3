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
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code reindex}: indexes whose order may differ under the new libraries, rebuilt. Immutable.
 *
 * @param what names of indexes, or {@code affected}, {@code invalid}, {@code all}
 */
record ReindexStep(OrWord<List<String>> what, OrWord<Integer> jobs) implements Work {

    @Override
    public Traits traits() {
        return new Traits(
                RunsOn.HOST, List.of(Touches.CANDIDATE), true, false, Undo.RESTORE, Set.of(Role.CHANGES_CANDIDATE));
    }

    /** As PostgreSQL prints it without quotes, with its schema. */
    private static final TextType<String> INDEX = Names.matching(
            "an index",
            Pattern.compile("[a-z_][a-z0-9_$]{0,62}[.][a-z_][a-z0-9_$]{0,62}"),
            "write it with its schema, for example `public.orders_name_idx`");

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "reindex";
        }

        @Override
        public String does() {
            return "rebuilds indexes of the candidate; `affected` are those whose order of texts differs between the libraries of old and new";
        }

        @Override
        public String touchesInWords() {
            return "candidate";
        }

        @Override
        public Defaults defaults() {
            return Defaults.always("none", 2);
        }

        @Override
        public Work read(Form form) {
            return new ReindexStep(
                    form.optional(
                            "what",
                            Choices.orWord(Several.listOf(INDEX), "affected", "invalid", "all"),
                            OrWord.word("affected")),
                    form.optional("jobs", Jobs.TYPE, Jobs.AUTO));
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return Undo.restore(restoresTo);
        }
    }
}
