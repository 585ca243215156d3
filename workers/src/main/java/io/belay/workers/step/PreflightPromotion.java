package io.belay.workers.step;

import io.belay.workers.clients.ClientLook;
import io.belay.workers.clients.ClientSamples;
import io.belay.workers.hold.HoldFailure;
import io.belay.workers.live.DressRequest;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.live.WrittenSettings;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.Server;
import io.belay.workers.preflight.Promotion;
import io.belay.workers.preflight.PromotionFacts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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
                Promotion.of(context.plan()), dress.superuser(), written(dress), dress.settings(), Optional.empty());
    }

    static PromotionFacts ofLive(StepContext context, DressRequest dress, Server live, Clock clock) {
        Promotion promotion = Promotion.of(context.plan());
        ClientSamples samples = new ClientSamples(context.cluster().state());
        Instant now = clock.instant();
        if (promotion.online()) {
            samples.add(context.cluster().name(), ClientLook.sample(live, () -> serving(context), now));
        }
        return new PromotionFacts(
                promotion,
                context.cluster().live().user(),
                Map.of(),
                dress.settings(),
                Optional.of(promotion.online() ? samples.since(context.cluster().name(), Instant.EPOCH) : List.of()));
    }

    /** Sessions on live that a pooler opened; empty when not each of the cluster's poolers could be asked. */
    private static Optional<Set<Long>> serving(StepContext context) {
        Optional<Installation> target =
                context.cluster().installation(context.request().targetVersion());
        if (target.isEmpty()) {
            return Optional.empty();
        }
        Path folder = context.memory().path().resolve("client-look");
        try {
            return ClientWatch.serving(context.cluster(), new PromotePoolers(context).open(target.get(), folder));
        } catch (HoldFailure notDescribed) {
            return Optional.empty();
        }
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
