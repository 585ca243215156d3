package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.feature.Use;
import io.belay.plans.grammar.Reading.UsedDefault;
import io.belay.plans.graph.Stop;
import io.belay.plans.graph.Way;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a report is written from. Immutable.
 *
 * @param description as its author wrote it, empty when there is none
 * @param withoutHands what the plan uses and nothing at hand carries out
 * @param version of the Belay that writes, empty when it shall not be said
 * @param from when next openings of windows are counted from
 */
record Subject(
        Way way,
        String hash,
        String description,
        List<UsedDefault> defaults,
        List<Problem> warnings,
        List<Use> withoutHands,
        ReviewFacts facts,
        String version,
        Optional<Instant> from) {

    /** The beginning of a hash is enough for people; the whole of it stands at the end. */
    static final int SHORT_HASH = 12;

    Subject {
        defaults = List.copyOf(defaults);
        warnings = List.copyOf(warnings);
        withoutHands = List.copyOf(withoutHands);
    }

    static Subject of(ResolvedPlan plan) {
        String hash = CanonicalForm.hash(CanonicalForm.write(plan));
        return new Subject(
                Way.of(plan), hash, "", List.of(), List.of(), List.of(), ReviewFacts.NONE, "", Optional.empty());
    }

    Subject describedAs(String text) {
        return new Subject(way, hash, text, defaults, warnings, withoutHands, facts, version, from);
    }

    Subject withDefaults(List<UsedDefault> used) {
        return new Subject(way, hash, description, used, warnings, withoutHands, facts, version, from);
    }

    Subject withWarnings(List<Problem> found) {
        return new Subject(way, hash, description, defaults, found, withoutHands, facts, version, from);
    }

    Subject withWithoutHands(List<Use> uses) {
        return new Subject(way, hash, description, defaults, warnings, uses, facts, version, from);
    }

    Subject writtenBy(String belay) {
        return new Subject(way, hash, description, defaults, warnings, withoutHands, facts, belay, from);
    }

    Subject countingFrom(Instant day) {
        return new Subject(way, hash, description, defaults, warnings, withoutHands, facts, version, Optional.of(day));
    }

    Subject withFacts(ReviewFacts known) {
        Optional<Instant> day = from.or(known::probedAt);
        return new Subject(way, hash, description, defaults, warnings, withoutHands, known, version, day);
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
