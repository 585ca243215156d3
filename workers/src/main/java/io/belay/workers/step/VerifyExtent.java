package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.workers.verify.PairComparison.Extent;

/** How much a verification compares, by the step's own fields. Pure. */
public final class VerifyExtent {

    private VerifyExtent() {}

    public static Extent of(JsonNode with) {
        return new Extent(
                with.path("schema").asText("identical").equals("identical"),
                with.path("rows").asText("exact").equals("exact"),
                with.path("sequences").asText("exact").equals("exact"));
    }
}
