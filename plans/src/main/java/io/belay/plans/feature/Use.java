package io.belay.plans.feature;

import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;

/**
 * A feature that a file uses. Immutable.
 *
 * @param place where
 * @param written as a person would write it: {@code mode: online}, or the name of a field or step
 */
public record Use(Feature feature, SourcePlace place, String written) {

    /** What is wrong with it where nothing carries it out. */
    Problem missing() {
        return Problem.error(
                        GrammarErrors.NOT_IN_THIS_VERSION,
                        place,
                        "`" + written + "` is known, but nothing at hand carries it out")
                .withHelp(feature.instead() + "; it is brought by " + feature.broughtBy());
    }

    /** The same where nothing shall be carried out now. */
    public String note() {
        return "`" + written + "` needs " + feature.broughtBy();
    }
}
