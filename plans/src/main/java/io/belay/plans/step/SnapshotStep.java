package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code snapshot}: one consistent read-only image of live. Immutable.
 *
 * @param name by which {@code clone} finds it; empty when it is the step's id
 * @param pin until when it is kept whatever the policy says
 * @param checkpoint that live is asked for before
 */
record SnapshotStep(Optional<String> name, OrWord<Duration> pin, String checkpoint) implements Work {

    @Override
    public Traits traits() {
        return new Traits(
                RunsOn.HOST, List.of(Touches.STORAGE), false, true, Undo.RELEASE, Set.of(Role.TAKES_SNAPSHOT));
    }

    @Override
    public Optional<String> makes() {
        return name;
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "snapshot";
        }

        @Override
        public String does() {
            return "takes one consistent read-only image of live; in a rehearsal the snapshot under test stands in for it";
        }

        @Override
        public String touchesInWords() {
            return "storage";
        }

        @Override
        public Defaults defaults() {
            return Defaults.always("10m", 3);
        }

        @Override
        public Work read(Form form) {
            Optional<String> name = form.stated("name", Names.ID.literal());
            OrWord<Duration> pin = form.optional(
                    "pin", Choices.orWord(Quantities.DURATION, "until_retired"), OrWord.word("until_retired"));
            // An atomic snapshot needs none; one on live would cost it a burst of writes for nothing.
            String checkpoint = form.optional("checkpoint", Choices.choice("none", "fast", "spread"), "none");
            return new SnapshotStep(name, pin, checkpoint);
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return new Return("release the snapshot", "at once, nothing");
        }
    }
}
