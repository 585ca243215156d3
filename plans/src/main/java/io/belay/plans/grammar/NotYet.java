package io.belay.plans.grammar;

import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;

/** How one says that a word belongs to the language and that nothing at hand carries it out. Stateless. */
public final class NotYet {

    private NotYet() {}

    public static String statement(String what) {
        return what + " is known, but nothing in this version carries it out";
    }

    /** @param help what to write so that the plan can be used now */
    public static Problem problem(SourcePlace place, String what, String help) {
        return Problem.error(GrammarErrors.NOT_IN_THIS_VERSION, place, statement(what))
                .withHelp(help);
    }

    static Unreadable unreadable(String what, String help) {
        return new Unreadable(GrammarErrors.NOT_IN_THIS_VERSION, statement(what), "", help);
    }
}
