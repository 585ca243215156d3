package io.belay.plans.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A whole plan after inputs, defaults and insertion: what the hash covers, what people approve, what the engine carries
 * out. Immutable; {@link CanonicalForm} turns it into text and back.
 *
 * @param language {@code belay/v1}
 * @param resolver version of the rules of insertion and defaults, raised when they change
 * @param name the plan's name in ledger, page and evidence
 * @param owner who answers for it
 * @param change change ticket, empty when there is none
 * @param cluster {@code host/name}
 * @param live the {@code live} block as stated, canonical; an object, empty when nothing is stated
 * @param target the {@code target} block, canonical; always has {@code version}
 * @param blocks the remaining blocks ({@code storage}, {@code snapshots}, {@code rehearse}, {@code budget}, {@code limits},
 *     {@code on_failure}, ...) with their defaults, canonical; an object
 * @param steps in the order in which they run
 */
public record ResolvedPlan(
        String language,
        int resolver,
        String name,
        String owner,
        String change,
        String cluster,
        JsonNode live,
        JsonNode target,
        JsonNode blocks,
        List<ResolvedStep> steps) {

    public ResolvedPlan {
        steps = List.copyOf(steps);
    }

    /** The part of {@link #cluster} before the slash: the name of the host whose worker serves it. */
    public String host() {
        return cluster.substring(0, cluster.indexOf('/'));
    }

    public int targetVersion() {
        return target.path("version").asInt();
    }
}
