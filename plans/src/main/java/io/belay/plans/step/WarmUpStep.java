package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.model.Percent;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.List;
import java.util.Set;

/**
 * {@code warm_up}: new's memory filled with what live has in its own, before clients come. Immutable.
 *
 * @param upTo share of new's buffers
 */
record WarmUpStep(String from, Percent upTo) implements Work {

    @Override
    public Traits traits() {
        return new Traits(RunsOn.HOST, List.of(Touches.CANDIDATE), false, false, Undo.NOTHING, Set.of(Role.WARMS_UP));
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "warm_up";
        }

        @Override
        public String does() {
            return "loads what live has in memory into the candidate's";
        }

        @Override
        public String touchesInWords() {
            return "candidate";
        }

        @Override
        public Defaults defaults() {
            return Defaults.always("30m", 2);
        }

        @Override
        public Work read(Form form) {
            return new WarmUpStep(
                    form.optional("from", Choices.choice("live_cache", "statistics"), "live_cache"),
                    form.optional("up_to", Quantities.PERCENT, Percent.of(80)));
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return Undo.NOTHING_TO_UNDO;
        }
    }
}
