package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
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
 * {@code analyze}: the planner's statistics, which {@code pg_upgrade} leaves behind. Immutable.
 *
 * @param stages coarse statistics first, so that the candidate is usable early
 * @param beforeOpen how much of it an offline promotion repeats before it admits clients
 */
record AnalyzeStep(boolean stages, OrWord<Integer> jobs, String beforeOpen) implements Work {

    @Override
    public Traits traits() {
        return new Traits(
                RunsOn.HOST,
                List.of(Touches.CANDIDATE),
                true,
                false,
                Undo.RESTORE,
                Set.of(Role.CHANGES_CANDIDATE, Role.COLLECTS_STATISTICS));
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "analyze";
        }

        @Override
        public String does() {
            return "collects the planner's statistics in every database of the candidate";
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
            return new AnalyzeStep(
                    form.optional("stages", Choices.BOOLEAN, true),
                    form.optional("jobs", Jobs.TYPE, Jobs.AUTO),
                    form.optional("before_open", Choices.choice("first_stage", "all", "none"), "first_stage"));
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return Undo.restore(restoresTo);
        }
    }
}
