package io.belay.plans.grammar;

import io.belay.plans.model.OrWord;
import io.belay.plans.model.Rehearse;
import java.time.Duration;

/** The block {@code rehearse}: how often the plan is tried. */
final class RehearseGrammar {

    private RehearseGrammar() {}

    static Rehearse read(Form plan) {
        Form form = plan.block("rehearse");
        Rehearse rehearse = new Rehearse(
                form.optional(
                        "quick",
                        Choices.orWord(Quantities.DURATION, "every_snapshot", "never"),
                        OrWord.word("every_snapshot")),
                form.optional("full", Choices.orWord(Quantities.DURATION, "never"), OrWord.of(Duration.ofDays(1))));
        form.close();
        return rehearse;
    }
}
