package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.grammar.Several;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code approve}: people say yes to this very plan. Immutable.
 *
 * @param by persons and groups
 * @param count how many of them
 * @param expires from when an approval is given
 * @param self whether who started the run may approve it
 * @param asks the question that they answer
 */
record ApproveStep(List<String> by, int count, Duration expires, boolean self, Optional<String> asks) implements Work {

    @Override
    public Traits traits() {
        return new Traits(RunsOn.PERSON, List.of(), false, true, Undo.NOTHING, Set.of(Role.ASKS_PEOPLE));
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "approve";
        }

        @Override
        public String does() {
            return "waits until people approve the hash of this plan; left out in rehearsals";
        }

        @Override
        public String touchesInWords() {
            return "people";
        }

        @Override
        public Defaults defaults() {
            return Defaults.applyOnly("none", 1);
        }

        @Override
        public Work read(Form form) {
            return new ApproveStep(
                    form.required("by", Several.oneOrMore(Names.PERSON), List.of(), "by: change-board"),
                    form.optional("count", Quantities.integer(1, 20), 1),
                    form.optional("expires", Quantities.DURATION, Duration.ofDays(3)),
                    form.optional("self", Choices.BOOLEAN, false),
                    form.stated("asks", Names.text(1000)));
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return Undo.NOTHING_TO_UNDO;
        }
    }
}
