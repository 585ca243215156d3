package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.grammar.Reading.UsedDefault;
import io.belay.plans.graph.Stop;
import io.belay.plans.graph.Way;
import io.belay.plans.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a report is written from. Immutable.
 *
 * @param description as its author wrote it, empty when there is none
 * @param version of the Belay that writes, empty when it shall not be said
 * @param from when next openings of windows are counted from
 */
record Subject(
        Way way,
        String hash,
        String description,
        List<UsedDefault> defaults,
        List<Problem> warnings,
        ReviewFacts facts,
        String version,
        Optional<Instant> from) {

    /** The beginning of a hash is enough for people; the whole of it stands at the end. */
    static final int SHORT_HASH = 12;

    Subject {
        defaults = List.copyOf(defaults);
        warnings = List.copyOf(warnings);
    }

    JsonNode block(String name) {
        return way.plan().blocks().path(name);
    }

    String hold() {
        return block("budget").path("hold").asText();
    }

    List<Stop> stops() {
        return way.stops();
    }

    List<Stop> kind(String kind) {
        return stops().stream().filter(stop -> stop.step().kind().equals(kind)).toList();
    }

    boolean isOnline() {
        return way.promotion()
                .map(stop -> stop.step().with().path("mode").asText().equals("online"))
                .orElse(false);
    }

    /** {@code 7d}; empty when there is none, or nothing is promoted. */
    String wayBack() {
        String text = way.promotion()
                .map(stop -> stop.step().with().path("way_back").asText())
                .orElse("none");
        return text.equals("none") ? "" : text;
    }

    /** As the plan states it, empty when it does not. */
    String liveVersion() {
        return way.plan().live().path("version").asText();
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
