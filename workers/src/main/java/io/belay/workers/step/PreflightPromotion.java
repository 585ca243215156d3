package io.belay.workers.step;

import io.belay.workers.clients.ClientLook;
import io.belay.workers.clients.ClientSample;
import io.belay.workers.clients.ClientSamples;
import io.belay.workers.hold.HoldFailure;
import io.belay.workers.hold.LiveAddress;
import io.belay.workers.hold.Pooler;
import io.belay.workers.live.DressRequest;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.live.WrittenSettings;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.Server;
import io.belay.workers.preflight.Promotion;
import io.belay.workers.preflight.PromotionFacts;
import io.belay.workers.process.ProcessFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What preflight has to know of a promotion that no catalog tells: live's own settings, and who is connected to it. */
final class PreflightPromotion {

    /** A session of a pooler may end between the two looks: those that are gone by then are no direct ones. */
    private static final int LOOKS = 3;

    private static final Duration REMEMBERED = Duration.ofDays(1);

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
            samples.add(context.cluster().name(), look(context, live, now));
        }
        return new PromotionFacts(
                promotion,
                context.cluster().live().user(),
                Map.of(),
                dress.settings(),
                Optional.of(
                        promotion.online()
                                ? samples.since(context.cluster().name(), now.minus(REMEMBERED))
                                : List.of()));
    }

    private static ClientSample look(StepContext context, Server live, Instant now) {
        ClientLook look = ClientLook.at(live);
        Optional<Set<Long>> poolers = serving(context);
        for (int again = 1; again < LOOKS && poolers.isPresent() && !look.isAllOf(poolers.get()); again++) {
            look = ClientLook.at(live);
            poolers = serving(context);
        }
        return look.sample(now, poolers);
    }

    /** Sessions on live that a pooler opened; empty when not each of the cluster's poolers could be asked. */
    private static Optional<Set<Long>> serving(StepContext context) {
        Optional<Installation> target =
                context.cluster().installation(context.request().targetVersion());
        if (target.isEmpty()) {
            return Optional.empty();
        }
        try {
            LiveAddress live =
                    new LiveAddress(List.of(PromoteChecks.socketFolder(context)), PromoteChecks.livePort(context));
            Set<Long> serving = new HashSet<>();
            for (Pooler pooler : new PromotePoolers(context)
                    .open(target.get(), context.memory().path().resolve("client-look"))) {
                serving.addAll(pooler.check(live, Duration.ZERO).serving());
            }
            return Optional.of(serving);
        } catch (HoldFailure | ProcessFailure silent) {
            // The finding that follows says so; a promotion asks them again, and refuses.
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
