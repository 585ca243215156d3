package io.belay.workers.step;

import io.belay.workers.clients.ClientLook;
import io.belay.workers.clients.ClientSamples;
import io.belay.workers.live.DressRequest;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.live.WrittenSettings;
import io.belay.workers.postgres.Server;
import io.belay.workers.preflight.Promotion;
import io.belay.workers.preflight.PromotionFacts;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What preflight has to know of a promotion that no catalog tells: live's own settings, and who is connected to it. */
final class PreflightPromotion {

    private PreflightPromotion() {}

    /** A copy runs with settings of its own, and nobody is connected to it. */
    static PromotionFacts ofCopy(StepContext context, DressRequest dress) {
        return new PromotionFacts(
                Promotion.of(context.plan()),
                dress.superuser(),
                written(dress),
                dress.settings(),
                Optional.empty(),
                List.of());
    }

    static PromotionFacts ofLive(StepContext context, DressRequest dress, Server live, Clock clock) {
        Promotion promotion = Promotion.of(context.plan());
        ClientSamples samples = new ClientSamples(context.cluster().state());
        Instant now = clock.instant();
        List<PoolersAsked> poolers = new ArrayList<>();
        if (promotion.online()) {
            samples.add(context.cluster().name(), ClientLook.sample(live, () -> serving(context, poolers), now));
        }
        return new PromotionFacts(
                promotion,
                context.cluster().live().user(),
                Map.of(),
                dress.settings(),
                Optional.of(promotion.online() ? samples.since(context.cluster().name(), Instant.EPOCH) : List.of()),
                poolers.stream().flatMap(asked -> asked.seen().stream()).toList());
    }

    /**
     * Sessions on live that a pooler opened; empty when not each of the cluster's poolers could be asked.
     *
     * @param newest filled with what they say now
     */
    private static Optional<Set<Long>> serving(StepContext context, List<PoolersAsked> newest) {
        newest.clear();
        PoolersAsked.of(context).ifPresent(newest::add);
        return newest.stream().map(PoolersAsked::serving).findFirst();
    }

    /** What cannot be read is another family's finding. */
    private static Map<String, String> written(DressRequest dress) {
        try {
            return WrittenSettings.of(dress);
        } catch (LiveFailure unreadable) {
            return Map.of();
        }
    }
}
