package io.belay.plans.host;

import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.LimitsGrammar;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.model.HostConfiguration.Ceilings;
import io.belay.plans.model.Percent;

/** The block {@code limits} of a host: ceilings for everything that Belay starts. */
final class CeilingsGrammar {

    private CeilingsGrammar() {}

    static Ceilings read(Form host) {
        Form form = host.block("limits");
        Ceilings ceilings = new Ceilings(
                form.optional("cpu", Quantities.SOME_SHARE, Percent.of(50)),
                form.optional("memory", Quantities.SIZE_OR_SHARE, "25%"),
                form.optional("io", LimitsGrammar.IO, "low"),
                form.optional("rehearsals", Quantities.integer(1, 16), 1),
                form.optional("heavy", Quantities.integer(1, 16), 1));
        form.close();
        return ceilings;
    }
}
