package io.belay.engine.activity;

import io.belay.plans.facts.Unknown;
import java.util.List;

/**
 * What a host says of the world that a plan meets. Immutable; never secrets.
 *
 * @param pinned canonical text of what the facts hash covers, see {@link io.belay.plans.facts.PinnedFacts}; empty when it is what whoever
 *     asked has already
 * @param judged JSON text of an object; empty object when it was not asked for
 * @param assumptions sentences that the host cannot prove
 * @param unknowns what it could not tell
 * @param belayVersion the worker's
 */
public record FactsReport(
        String pinned, String judged, List<String> assumptions, List<Unknown> unknowns, String belayVersion) {

    public FactsReport {
        assumptions = List.copyOf(assumptions);
        unknowns = List.copyOf(unknowns);
    }

    /** The same report, its facts left out. */
    public FactsReport withoutPinned() {
        return new FactsReport("", judged, assumptions, unknowns, belayVersion);
    }
}
