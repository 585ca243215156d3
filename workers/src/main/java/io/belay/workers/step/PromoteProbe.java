package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.workers.hold.HoldErrors;
import io.belay.workers.hold.HoldFailure;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.live.ProductionServers;
import java.util.Map;
import java.util.Optional;

/** What a host must say of a cluster before any promotion of it. Reads only. Stateless. */
final class PromoteProbe {

    private PromoteProbe() {}

    static Optional<StepResult> refusal(StepContext context) {
        try {
            ProductionServers.requireCarried(
                    context.cluster().configured().service().word());
            new PromotePoolers(context).addresses();
            StepResult programs = new PromotePoolers(context).programs();
            if (programs.outcome() != Outcome.SUCCEEDED) {
                return Optional.of(programs);
            }
        } catch (HoldFailure refused) {
            return Optional.of(
                    StepResult.failed(refused.code(), refused.getMessage() + ". Nothing was done", "", Map.of()));
        } catch (LiveFailure refused) {
            return Optional.of(StepResult.failed(refused.code(), String.valueOf(refused.getMessage()), "", Map.of()));
        }
        int major = context.request().targetVersion();
        return context.cluster().targets().get(major) == null
                ? Optional.of(StepResult.failed(
                        HoldErrors.TARGET_NOT_NAMED,
                        "the host's file names no place for version " + major + "; nothing was done",
                        "add it under `targets` of the cluster",
                        Map.of()))
                : Optional.empty();
    }
}
