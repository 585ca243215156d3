package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What clients notice, in sentences. Stateless. */
final class ClientWords {

    private ClientWords() {}

    static Prose poolers(Subject subject) {
        List<String> poolers = Subject.texts(subject.block("clients").path("poolers"));
        if (poolers.isEmpty()) {
            return Prose.of("the poolers that the host names");
        }
        Prose text = Prose.NONE;
        for (String pooler : poolers) {
            text = text.plain(text.isEmpty() ? "" : pooler.equals(poolers.get(poolers.size() - 1)) ? " and " : ", ")
                    .code(pooler);
        }
        return text;
    }

    static Prose direct(Subject subject) {
        JsonNode clients = subject.block("clients");
        return clients.path("direct").asText().equals("accept")
                ? Prose.of("Sessions that go around the poolers are ended with an error.")
                : Prose.of("While any session goes around the poolers, preflight refuses to begin.");
    }

    static Prose rehearsedHold(Subject subject) {
        Optional<ReviewFacts.StepTime> time =
                subject.way().promotion().flatMap(stop -> subject.facts().time(stop.id()));
        return time.map(known -> Prose.of("In rehearsals it took " + Spent.text(known.usual()) + "."))
                .orElse(Prose.unknown("How long it takes in rehearsals: unknown."));
    }
}
