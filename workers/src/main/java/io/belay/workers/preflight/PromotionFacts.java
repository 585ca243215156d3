package io.belay.workers.preflight;

import io.belay.workers.clients.ClientSample;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a promotion beyond the catalogs. Immutable.
 *
 * @param role that Belay comes to live as
 * @param written live's settings as its files have them, for a copy, whose own are not live's; empty where live itself is asked
 * @param ofNew the plan's {@code target.settings}
 * @param clients looks at who was connected, oldest first, the newest one just taken; empty where live is not asked
 * @param poolers those of the cluster that answered; none where live is not asked
 */
public record PromotionFacts(
        Promotion kind,
        String role,
        Map<String, String> written,
        Map<String, String> ofNew,
        Optional<List<ClientSample>> clients,
        List<PoolerSeen> poolers) {

    /** For a plan that lets nothing flow. */
    public static final PromotionFacts PLAIN =
            new PromotionFacts(Promotion.PLAIN, "", Map.of(), Map.of(), Optional.empty(), List.of());

    public PromotionFacts {
        written = Map.copyOf(written);
        ofNew = Map.copyOf(ofNew);
        clients = clients.map(List::copyOf);
        poolers = List.copyOf(poolers);
    }

    /** The looks of as long as the plan wants to have watched, up to the newest. */
    Optional<List<ClientSample>> recent() {
        return clients.map(all -> all.stream()
                .filter(sample ->
                        !sample.at().isBefore(all.get(all.size() - 1).at().minus(kind.observed())))
                .toList());
    }

    /** Whether the server is live itself; a copy has neither its sessions nor its counters. */
    boolean onLive() {
        return clients.isPresent();
    }
}
