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

/** {@code follow}: rows that live writes arrive at the candidate too. Nobody writes it: an online promotion brings it. Immutable. */
record FollowStep() implements Work {

    @Override
    public Traits traits() {
        return new Traits(
                RunsOn.HOST,
                List.of(Touches.CANDIDATE),
                false,
                true,
                new Back("undo", "nothing"),
                Set.of(Role.FOLLOWS));
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "follow";
        }

        @Override
        public String does() {
            return "lets the candidate follow live: subscriptions from the end of its recovery on, without copying; watches schema changes, conflicts, lag and the log that live keeps";
        }

        @Override
        public String touchesInWords() {
            return "candidate";
        }

        @Override
        public Defaults defaults() {
            return Defaults.always("none", 3);
        }

        @Override
        public Work read(Form form) {
            return new FollowStep();
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return new Return("to before `publish`: live's slots are past every waypoint", "seconds, nothing");
        }
    }
}
