package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.graph.Stop;

/** What is lost behind a point of no return, and who is asked before it. Stateless. */
final class NoReturnWords {

    private NoReturnWords() {}

    static Prose behind(Stop stop) {
        JsonNode with = stop.step().with();
        Prose text = Prose.NONE.code(stop.id());
        if (stop.promotes()) {
            return text.plain(
                    ": once new is open, going back loses " + stop.step().back().loses() + ".");
        }
        String keep = with.path("keep_snapshot").asText();
        if (keep.isEmpty()) {
            return text.plain(": " + stop.step().back().loses() + " cannot be brought back.");
        }
        return text.plain(": " + stop.step().back().loses() + " goes, "
                + with.path("after").asText() + " after the promotion; its last image stays for " + keep + ".");
    }

    static Prose asked(Stop stop) {
        if (stop.promotes()) {
            return Prose.of("the cluster's name is typed when ")
                    .code("belay apply")
                    .plain(" starts it");
        }
        return stop.step().with().path("confirm").asText().equals("operator")
                ? Prose.of("an operator types the cluster's name to ").code("belay retire")
                : Prose.of("nobody is asked again");
    }
}
