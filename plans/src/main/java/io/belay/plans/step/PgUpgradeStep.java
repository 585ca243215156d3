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

/** {@code pg_upgrade}: the new version inside the candidate. Immutable. */
record PgUpgradeStep(String mode, OrWord<Integer> jobs) implements Work {

    @Override
    public Traits traits() {
        return new Traits(
                RunsOn.HOST, List.of(Touches.CANDIDATE), true, true, Undo.RESTORE, Set.of(Role.CHANGES_CANDIDATE));
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "pg_upgrade";
        }

        @Override
        public String does() {
            return "builds the new version inside the candidate by `pg_upgrade`";
        }

        @Override
        public String touchesInWords() {
            return "candidate";
        }

        @Override
        public Defaults defaults() {
            return Defaults.always("4h", 1);
        }

        @Override
        public Work read(Form form) {
            return new PgUpgradeStep(
                    form.optional("mode", Choices.choice("link", "clone", "copy", "copy_file_range", "swap"), "link"),
                    form.optional("jobs", Jobs.TYPE, Jobs.AUTO));
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return Undo.restore(restoresTo);
        }
    }
}
