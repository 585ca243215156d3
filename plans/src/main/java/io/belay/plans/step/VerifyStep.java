package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Several;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code verify}: the new version compared with the twin, on throw-away clones of both. Immutable. */
record VerifyStep(
        String schema,
        String rows,
        VerifyParts.Content content,
        String sequences,
        String indexes,
        OrWord<VerifyParts.Plans> plans,
        List<VerifyParts.Query> sql)
        implements Work {

    VerifyStep {
        sql = List.copyOf(sql);
    }

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
            return "compares the new version with the twin, both as throw-away clones";
        }

        @Override
        public String does(ResolvedStep step) {
            List<String> what = new ArrayList<>(List.of("schema"));
            compared(step, "rows", "rows", what);
            compared(step, "sequences", "sequences", what);
            compared(step, "indexes", "indexes", what);
            compared(step, "plans", "plans of queries", what);
            int files = step.with().path("sql").size();
            if (files > 0) {
                what.add("the results of " + files + (files == 1 ? " SQL file" : " SQL files"));
            }
            return does() + ": " + String.join(", ", what);
        }

        private static void compared(ResolvedStep step, String field, String words, List<String> what) {
            if (!step.with().path(field).asText().equals("none")) {
                what.add(words);
            }
        }

        @Override
        public String touchesInWords() {
            return "nothing";
        }

        @Override
        public Defaults defaults() {
            return Defaults.always("none", 3);
        }

        /** Defaults are what this version carries out; see the decision on the slice of the language. */
        @Override
        public Work read(Form form) {
            return new VerifyStep(
                    form.optional("schema", Choices.choice("identical"), "identical"),
                    form.optional("rows", Choices.choice("by_proof", "exact", "none"), "exact"),
                    VerifyParts.content(form.block("content")),
                    form.optional("sequences", Choices.choice("exact", "none"), "exact"),
                    form.optional("indexes", Choices.choice("catalog", "amcheck", "amcheck_sample", "none"), "none"),
                    plans(form),
                    form.optional("sql", Several.listOf(VerifyParts.QUERY), List.of()).stream()
                            .map(Block.Filled::value)
                            .toList());
        }

        private static OrWord<VerifyParts.Plans> plans(Form form) {
            return form.optional("plans", Choices.orWord(VerifyParts.PLANS, "none"), OrWord.word("none"))
                    .value()
                    .map(filled -> OrWord.of(filled.value()))
                    .orElseGet(() -> OrWord.word("none"));
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return Undo.NOTHING_TO_UNDO;
        }
    }
}
