package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.grammar.Several;
import io.belay.plans.model.ByteSize;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.Reference;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Back;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.List;
import java.util.Set;

/**
 * {@code standby}: standbys of new, in folders of their own. Those of live go on until old live is removed. Immutable.
 *
 * @param members references, or {@code all} that the plan has
 * @param method {@code auto}, {@code send} or {@code base_backup}
 * @param lag how far behind they may be to count as ready
 */
record StandbyStep(OrWord<List<Reference>> members, String method, ByteSize lag) implements Work {

    @Override
    public Traits traits() {
        return new Traits(
                RunsOn.HOST,
                List.of(Touches.OUTSIDE),
                false,
                false,
                new Back("undo", "nothing"),
                Set.of(Role.BUILDS_STANDBYS));
    }

    private static final ByteSize LAG = new ByteSize(16L << 20);

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "standby";
        }

        @Override
        public String does() {
            return "builds standbys of new in folders of their own; those of live go on until `retire`";
        }

        @Override
        public String touchesInWords() {
            return "standby hosts";
        }

        @Override
        public Defaults defaults() {
            return Defaults.applyOnly("none", 2);
        }

        @Override
        public Work read(Form form) {
            OrWord<List<Reference>> members = form.optional(
                    "members", Choices.orWord(Several.listOf(Names.REFERENCE), "all"), OrWord.word("all"));
            String method = form.optional("method", Choices.choice("auto", "send", "base_backup"), "auto");
            Form ready = form.block("ready");
            ByteSize lag = ready.optional("lag", Quantities.SIZE, LAG);
            ready.close();
            return new StandbyStep(members, method, lag);
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return new Return("drop new's standbys", "seconds, nothing");
        }
    }
}
