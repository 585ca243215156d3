package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.graph.Stop;
import java.util.ArrayList;
import java.util.List;

/** What remains when it is done, for how long, and who is told. Stateless. */
final class AfterSection {

    private AfterSection() {}

    static Section of(Subject subject) {
        List<Prose> items = new ArrayList<>();
        subject.way().promotion().ifPresent(stop -> {
            if (!subject.wayBack().isEmpty()) {
                items.add(Prose.of("The way back stays open for " + subject.wayBack() + "."));
            }
            items.add(retired(subject));
        });
        items.add(Prose.of("Told: ").then(told(subject)));
        items.add(Prose.of("Evidence of the run stays on the host, with every command and its output: ")
                .code("belay logs"));
        return new Section("after", "Afterwards", List.of(new Block.Bullets(items)));
    }

    private static Prose retired(Subject subject) {
        for (Stop stop : subject.stops()) {
            String after = stop.step().with().path("after").asText();
            if (stop.isNoReturn() && !stop.promotes() && !after.isEmpty()) {
                return Prose.of("Old live stays, stopped and untouched, for " + after + "; then ")
                        .then(NoReturnWords.behind(stop));
            }
        }
        return Prose.of("Old live stays, stopped and untouched, until somebody runs ")
                .code("belay retire")
                .plain(".");
    }

    private static Prose told(Subject subject) {
        Prose text = Prose.NONE.quoted(subject.way().plan().owner());
        for (JsonNode one : subject.block("notifications")) {
            text = text.plain("; ").quoted(one.path("to").asText());
            List<String> on = Subject.texts(one.path("on"));
            text = on.isEmpty() ? text : text.plain(" of " + String.join(", ", on));
        }
        return text.plain(".");
    }
}
