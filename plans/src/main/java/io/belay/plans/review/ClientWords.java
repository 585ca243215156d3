package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.graph.Stop;
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

    /** Steps that the hold repeats, each with what it took in rehearsals; empty when it repeats none. Statistics wait for the end. */
    static Prose doneAgain(Subject subject, Stop promotion) {
        Prose text = Prose.NONE;
        for (var part : promotion.step().parts()) {
            boolean waits = subject.way().plan().steps().stream()
                    .anyMatch(step -> step.id().equals(part.of()) && step.kind().equals("analyze"));
            if (part.kind().equals("again") && !waits) {
                text = text.plain(text.isEmpty() ? "" : ", ").code(part.of());
                Optional<ReviewFacts.StepTime> time = subject.facts().time(part.of());
                text = time.isPresent()
                        ? text.plain(" (" + Spent.text(time.get().usual()) + " in rehearsals)")
                        : text;
            }
        }
        return text;
    }
}
