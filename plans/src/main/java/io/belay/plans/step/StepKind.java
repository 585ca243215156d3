package io.belay.plans.step;

import io.belay.plans.grammar.Form;
import io.belay.plans.model.Work;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.When;
import java.util.List;
import java.util.Set;

/** What the language knows of one kind of step. One implementation per kind, immutable; adding one touches nothing else. */
public interface StepKind {

    /** The word in plans. */
    String name();

    /** What it does, one sentence for a person, without a full stop. */
    String does();

    /** The same for one step, where its own fields decide. */
    default String does(ResolvedStep step) {
        return does();
    }

    /** What it touches, for the table that a reviewer reads. */
    String touchesInWords();

    /** The same for one step, where its own fields decide. */
    default String touchesInWords(ResolvedStep step) {
        return touchesInWords();
    }

    /** What holds for most steps of this kind. */
    Defaults defaults();

    /** What holds for this one, where its own fields decide. */
    default Defaults defaults(Work work) {
        return defaults();
    }

    /** Reads the kind's own fields; what cannot be read is reported, and its default stands in. */
    Work read(Form form);

    /** @param restoresTo name of the waypoint before it, empty when there is none */
    Return goingBack(ResolvedStep step, String restoresTo);

    /** What happens within the step that nobody wrote, in order, in words; empty for most kinds. */
    default List<Part> parts(ResolvedStep step) {
        return step.parts().stream().map(part -> Parts.describe(step, part)).toList();
    }

    /** The line behind the step from which going back is no longer a restore; empty for most kinds. */
    default String crossing(ResolvedStep step) {
        return "";
    }

    /**
     * What holds when the author says nothing.
     *
     * @param when in which runs
     * @param allowed the values that {@code when} may have
     * @param timeout as written in plans; {@code none}, or {@code budget} for the plan's {@code budget.hold}
     * @param launches how often it may be started in all
     */
    record Defaults(When when, Set<When> allowed, String timeout, int launches) {

        public Defaults {
            allowed = Set.copyOf(allowed);
        }

        static Defaults always(String timeout, int launches) {
            return new Defaults(When.ALWAYS, Set.of(When.values()), timeout, launches);
        }

        static Defaults applyOnly(String timeout, int launches) {
            return new Defaults(When.APPLY, Set.of(When.APPLY), timeout, launches);
        }
    }

    /**
     * @param how how one goes back from behind the step
     * @param cost how long that takes and what is lost; empty when there is nothing to say
     */
    record Return(String how, String cost) {

        public boolean isNothing() {
            return equals(Undo.NOTHING_TO_UNDO);
        }
    }

    /**
     * What happens within a step, in words.
     *
     * @param touches as {@link StepKind#touchesInWords}
     * @param rule the rule that brought it, {@code INS-6}
     * @param crossed whether the step's crossing lies before it
     */
    record Part(String name, String what, String touches, Return goingBack, String rule, boolean crossed) {}
}
