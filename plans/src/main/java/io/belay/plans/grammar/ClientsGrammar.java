package io.belay.plans.grammar;

import io.belay.plans.model.Clients;
import java.time.Duration;

/** The block {@code clients}: where clients come through. */
final class ClientsGrammar {

    private ClientsGrammar() {}

    static Clients read(Form plan) {
        Form form = plan.block("clients");
        Clients clients = new Clients(
                form.stated("poolers", Several.listOf(Names.REFERENCE)),
                form.optional("direct", Choices.choice("refuse", "accept"), "refuse"),
                form.optional("observed", Quantities.DURATION, Duration.ofDays(1)));
        form.close();
        return clients;
    }
}
