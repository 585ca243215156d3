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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What preflight has to know of a promotion that no catalog tells: live's own settings, and who is connected to it. */
final class PreflightPromotion {

    /** A session of a pooler may end between the two looks: those that are gone by then are no direct ones. */
    private static final int LOOKS = 3;

    private static final Duration REMEMBERED = Duration.ofDays(1);

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
        Optional<PoolersAsked> poolers = Optional.empty();
        if (promotion.online()) {
            ClientLook look = ClientLook.at(live);
            poolers = PoolersAsked.of(context);
            for (int again = 1;
                    again < LOOKS
                            && poolers.isPresent()
                            && !look.isAllOf(poolers.get().serving());
                    again++) {
                look = ClientLook.at(live);
                poolers = PoolersAsked.of(context);
            }
            samples.add(context.cluster().name(), look.sample(now, poolers.map(PoolersAsked::serving)));
        }
        return new PromotionFacts(
                promotion,
                context.cluster().live().user(),
                Map.of(),
                dress.settings(),
                Optional.of(
                        promotion.online()
                                ? samples.since(context.cluster().name(), now.minus(REMEMBERED))
                                : List.of()),
                poolers.map(PoolersAsked::seen).orElse(List.of()));
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
