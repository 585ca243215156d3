package io.belay.plans.step;

import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Names;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.List;
import java.util.Set;

/**
 * {@code notify}: people are told that the run has come so far. Immutable.
 *
 * @param to a channel of the host's file
 */
record NotifyStep(String to, String message) implements Work {

    @Override
    public Traits traits() {
        return new Traits(RunsOn.HOST, List.of(Touches.OUTSIDE), false, false, Undo.NOTHING, Set.of());
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "notify";
        }

        @Override
        public String does() {
            return "tells people how far the run is";
        }

        @Override
        public String touchesInWords() {
            return "outside";
        }

        @Override
        public Defaults defaults() {
            return Defaults.applyOnly("1m", 3);
        }

        @Override
        public Work read(Form form) {
            return new NotifyStep(
                    form.required("to", Names.NAME, "", "to: dba-oncall"),
                    form.required("message", Names.text(200), "", "message: \"The upgrade begins now.\""));
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return Undo.NOTHING_TO_UNDO;
        }
    }
}
