package io.belay.plans.host;

import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.LimitsGrammar;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.grammar.TextType;
import io.belay.plans.model.HostConfiguration.Ceilings;
import io.belay.plans.model.Percent;

/** The block {@code limits} of a host: ceilings for everything that Belay starts. */
final class CeilingsGrammar {

    private static final TextType<String> MEMORY = TextType.of(
            "a percentage or a size",
            (text, path) -> text.endsWith("%")
                    ? Quantities.PERCENT.parse(text, path).toString()
                    : Quantities.SIZE.parse(text, path).toString());

    private CeilingsGrammar() {}

    static Ceilings read(Form host) {
        Form form = host.block("limits");
        Ceilings ceilings = new Ceilings(
                form.optional("cpu", Quantities.PERCENT, Percent.of(50)),
                form.optional("memory", MEMORY, "25%"),
                form.optional("io", LimitsGrammar.IO, "low"),
                form.optional("rehearsals", Quantities.integer(1, 16), 1),
                form.optional("heavy", Quantities.integer(1, 16), 1));
        form.close();
        return ceilings;
    }
}
