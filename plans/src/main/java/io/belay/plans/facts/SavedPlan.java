package io.belay.plans.facts;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import java.time.Instant;
import java.util.List;

/**
 * A plan as it was on one day, with what its host said then: what people read, approve and apply. Immutable.
 *
 * @param canonical the resolved plan
 * @param facts what must still be so when it is applied
 * @param judged what is judged anew each time (sizes, room, load), an object; covered by no hash
 * @param assumptions sentences that nobody proved
 */
public record SavedPlan(
        String canonical,
        PinnedFacts facts,
        JsonNode judged,
        List<String> assumptions,
        List<Unknown> unknowns,
        Origin origin) {

    /** How such a file is called behind the plan's name. */
    public static final String SUFFIX = ".saved.json";

    /**
     * @param source the plan's file and inputs as they were typed
     * @param by who asked for it, recorded and not authenticated
     * @param belay version of the command that wrote it
     */
    public record Origin(String source, String by, Instant at, String belay) {}

    public SavedPlan {
        assumptions = List.copyOf(assumptions);
        unknowns = List.copyOf(unknowns);
    }

    /** @throws IllegalArgumentException when it was resolved by a Belay whose plans this one cannot read */
    public ResolvedPlan plan() {
        return CanonicalForm.read(canonical);
    }

    public String planHash() {
        return CanonicalForm.hash(canonical);
    }
}
