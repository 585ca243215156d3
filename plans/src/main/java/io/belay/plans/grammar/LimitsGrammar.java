package io.belay.plans.grammar;

import io.belay.plans.model.ByteSize;
import io.belay.plans.model.Limits;
import io.belay.plans.model.Percent;

/** The block {@code limits}: what Belay may take of the host beside live. */
public final class LimitsGrammar {

    /** {@code low} is the idle class of the scheduler. */
    public static final TextType<String> IO =
            TextType.of("`low` or a rate", LimitsGrammar::io).formed("(?:low|(?!0+[A-Z])" + ByteSize.FORM + "/s)");

    private LimitsGrammar() {}

    private static String io(String text, String path) throws Unreadable {
        if (text.equals("low")) {
            return text;
        }
        String rate = Quantities.RATE.parse(text, path);
        if (rate.startsWith("0")) {
            throw Quantities.nothing(text, "write for example `200MiB/s`, or `low`");
        }
        return rate;
    }

    static Limits read(Form plan) {
        Form form = plan.block("limits");
        Limits limits = new Limits(
                form.optional("cpu", Quantities.SOME_SHARE, Percent.of(50)),
                form.optional("memory", Quantities.SOME_SHARE, Percent.of(25)),
                form.optional("io", IO, "low"));
        form.close();
        return limits;
    }
}
