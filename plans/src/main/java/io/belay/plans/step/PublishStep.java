package io.belay.plans.step;

import io.belay.plans.grammar.Form;
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
 * {@code publish}: live begins to keep what is written, so that the candidate can follow. Immutable.
 *
 * <p>Written by the author and never inserted, because it touches live.
 */
record PublishStep() implements Work {

    @Override
    public Traits traits() {
        return new Traits(
                RunsOn.HOST, List.of(Touches.LIVE), false, true, new Back("undo", "nothing"), Set.of(Role.PUBLISHES));
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "publish";
        }

        @Override
        public String does() {
            return "on live, in every database: a marker table, a publication, then a logical slot; live keeps its log from here on";
        }

        @Override
        public String touchesInWords() {
            return "LIVE, announced";
        }

        @Override
        public Defaults defaults() {
            return Defaults.always("10m", 3);
        }

        @Override
        public Work read(Form form) {
            return new PublishStep();
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return new Return("drop slots, publications, marker tables", "seconds, nothing");
        }
    }
}
