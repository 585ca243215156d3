package io.belay.plans.grammar;

import io.belay.plans.model.ByteSize;
import io.belay.plans.model.Limits;
import io.belay.plans.model.Percent;

/** The block {@code limits}: what Belay may take of the host beside live. */
public final class LimitsGrammar {

    /** {@code low} is the idle class of the scheduler. */
    public static final TextType<String> IO = TextType.of(
                    "`low` or a rate", (text, path) -> text.equals("low") ? text : Quantities.RATE.parse(text, path))
            .formed("(?:low|" + ByteSize.FORM + "/s)");

    private LimitsGrammar() {}

    static Limits read(Form plan) {
        Form form = plan.block("limits");
        Limits limits = new Limits(
                form.optional("cpu", Quantities.PERCENT, Percent.of(50)),
                form.optional("memory", Quantities.PERCENT, Percent.of(25)),
                form.optional("io", IO, "low"));
        form.close();
        return limits;
    }
}
