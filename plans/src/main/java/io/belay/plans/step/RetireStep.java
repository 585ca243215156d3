package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Back;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code retire}: old live goes, its last image stays for a while. Immutable.
 *
 * @param after empty when it is as long as the way back
 */
record RetireStep(Optional<Duration> after, Duration keepSnapshot, String confirm) implements Work {

    @Override
    public Traits traits() {
        return new Traits(
                RunsOn.HOST,
                List.of(Touches.OLD_LIVE),
                false,
                false,
                new Back("none", "old live"),
                Set.of(Role.ENDS_OLD_LIVE));
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "retire";
        }

        @Override
        public String does() {
            return "removes old live after a time, and keeps its last image";
        }

        @Override
        public String touchesInWords() {
            return "old live";
        }

        @Override
        public Defaults defaults() {
            return Defaults.applyOnly("none", 1);
        }

        @Override
        public Work read(Form form) {
            return new RetireStep(
                    form.stated("after", Quantities.DURATION),
                    form.optional("keep_snapshot", Quantities.DURATION, Duration.ofDays(30)),
                    form.optional("confirm", Choices.choice("operator", "none"), "operator"));
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            String asks = step.with().path("confirm").asText().equals("operator") ? ", asks an operator" : "";
            return new Return("NONE", "after " + step.with().path("after").asText() + asks);
        }

        @Override
        public String crossing(ResolvedStep step) {
            return "POINT OF NO RETURN: old live is gone; its last image stays for "
                    + step.with().path("keep_snapshot").asText();
        }
    }
}
