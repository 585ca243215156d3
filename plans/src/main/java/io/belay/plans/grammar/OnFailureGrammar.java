package io.belay.plans.grammar;

import io.belay.plans.model.OnFailure;

/** The block {@code on_failure} of a plan or a step. */
public final class OnFailureGrammar {

    private static final TextType<String> THEN = Choices.choice("wait_for_operator", "end", "continue");

    private static final OnFailure DEFAULT = new OnFailure("last_good_step", "wait_for_operator");

    private OnFailureGrammar() {}

    static OnFailure read(Form plan) {
        Form form = plan.block("on_failure");
        OnFailure onFailure = new OnFailure(
                form.optional("roll_back_to", Names.ID, DEFAULT.rollBackTo()),
                form.optional("then", THEN, DEFAULT.then()));
        form.close();
        return onFailure;
    }

    /** What a step says for itself; empty texts where the plan's holds. */
    public static OnFailure ofStep(Form form) {
        OnFailure onFailure = new OnFailure(
                form.stated("roll_back_to", Names.ID).orElse(""),
                form.stated("then", THEN).orElse(""));
        form.close();
        return onFailure;
    }
}
