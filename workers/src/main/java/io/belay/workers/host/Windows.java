package io.belay.workers.host;

import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.window.WindowTimes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Whether the plan's window is open by this host's own clock, at the last moment before clients are held. Stateless. */
final class Windows {

    private Windows() {}

    static Optional<StepResult> objection(StepRequest request, ResolvedPlan plan, Instant now) {
        return plan.steps().stream()
                .takeWhile(step -> !step.id().equals(request.stepId()))
                .filter(Windows::isWindow)
                .filter(window -> !WindowTimes.of(window.with()).isOpenAt(now))
                .findFirst()
                .map(window -> closed(window, now));
    }

    private static boolean isWindow(ResolvedStep step) {
        return step.runsOn() == RunsOn.ENGINE && step.with().has("length");
    }

    private static StepResult closed(ResolvedStep window, Instant now) {
        String next = WindowTimes.of(window.with())
                .openOrNext(now)
                .map(span -> "the next opens at " + span.opens().toInstant())
                .orElse("none opens any more");
        return StepResult.failed(
                HostErrors.OUTSIDE_WINDOW,
                "by the clock of the host it is " + now.truncatedTo(ChronoUnit.SECONDS) + ", outside window `"
                        + window.id() + "`: " + next + ". Nothing was done; live serves on",
                "`belay retry` waits for the next window; when it should be open now, compare the clocks of engine and host",
                Map.of("window", window.id()));
    }
}
