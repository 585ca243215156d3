package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.workers.hold.Decision;
import io.belay.workers.hold.HoldFolder;
import io.belay.workers.hold.HoldOrder;
import io.belay.workers.hold.HoldProgram;
import io.belay.workers.hold.HoldResult;
import io.belay.workers.process.CancelledByOperator;
import io.belay.workers.process.LaunchKey;
import io.belay.workers.process.Launcher.State;
import io.belay.workers.process.ProcessLost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** The hold of one promotion as its worker sees it: launched or adopted, followed, and settled when its own process is gone. */
final class PromoteHold {

    /** Moments; one that stands still is not waited for, and finds nothing to do when it goes on. */
    private static final Duration WATCHDOG_ENDS = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final StepContext context;
    private final int epoch;
    private final HoldFolder folder;

    PromoteHold(StepContext context) {
        this(context, context.request().epoch());
    }

    /** @param epoch of the hold: a swap behind the crossing has one of its own */
    PromoteHold(StepContext context, int epoch) {
        this(context, epoch, context.memory().path());
    }

    /** @param above folder of the hold's own: the run's, but for a hold that concerns nobody */
    PromoteHold(StepContext context, int epoch, Path above) {
        this.context = context;
        this.epoch = epoch;
        this.folder = HoldFolder.of(above, epoch);
    }

    private LaunchKey launch(String program) {
        return new LaunchKey(context.run().runId(), context.request().stepId(), epoch, program);
    }

    HoldFolder folder() {
        return folder;
    }

    Optional<HoldOrder> order() {
        return folder.order();
    }

    State state() {
        return context.launcher().look(launch(Programs.HOLD)).state();
    }

    /**
     * Returns when new is live or live is open again. An operator's abort is a decision like any other: the hold undoes itself
     * unless it has crossed; no signal ends it.
     *
     * @throws CancelledByOperator when the abort came in time
     */
    StepResult follow(HoldOrder order) {
        return toResult(carriedOut(order));
    }

    /** The same, for whoever does not promote by it. */
    HoldResult carriedOut(HoldOrder order) {
        List<CancelledByOperator> aborts = new ArrayList<>();
        HoldResult result = follow(order, aborts);
        if (!aborts.isEmpty() && !result.crossed()) {
            throw aborts.get(0);
        }
        return result;
    }

    private HoldResult follow(HoldOrder order, List<CancelledByOperator> aborts) {
        try {
            context.launcher().launchOrAdopt(launch(Programs.HOLD), HoldProgram.command(folder, order), progress -> {
                context.attempt().show(folder.progress());
                try {
                    context.attempt().check();
                } catch (CancelledByOperator abort) {
                    aborts.add(abort);
                    folder.decision().claim(Decision.UNDO);
                }
            });
            return ended();
        } catch (ProcessLost lost) {
            return ended(String.valueOf(lost.getMessage()));
        }
    }

    /** Only when its process is gone. */
    HoldResult ended() {
        return ended("the hold's process ended before it could say how it went");
    }

    private HoldResult ended(String why) {
        HoldResult result = folder.result().orElseGet(() -> HoldProgram.settle(folder, context.commands(), why));
        awaitWatchdog();
        return result;
    }

    /** It ends by itself now that there is a result: nothing of a hold outlives its step. */
    private void awaitWatchdog() {
        long end = System.nanoTime() + WATCHDOG_ENDS.toNanos();
        while (context.launcher().look(launch(HoldProgram.WATCHDOG)).state() == State.RUNNING
                && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** No promotion is begun while an earlier one is half done, and none behind one that crossed. */
    Optional<StepResult> crossedEarlier() {
        return settleEarlier().map(this::toResult);
    }

    /**
     * Settles each hold of the run before this one.
     *
     * @return the newest that crossed
     */
    Optional<HoldResult> settleEarlier() {
        Optional<HoldResult> crossed = Optional.empty();
        for (int earlier : Switches.of(context).epochs()) {
            PromoteHold hold = new PromoteHold(context, earlier);
            if (earlier < epoch && hold.order().isPresent()) {
                HoldResult result = hold.ended();
                crossed = result.crossed() ? Optional.of(result) : crossed;
            }
        }
        return crossed;
    }

    StepResult toResult(HoldResult result) {
        Map<String, String> facts = new TreeMap<>(result.facts());
        facts.put("hold_milliseconds", String.valueOf(result.heldMilliseconds()));
        result.parts()
                .forEach(part -> facts.put(
                        (part.held() ? "held_" : "beside_") + part.part(), String.valueOf(part.milliseconds())));
        String evidence = StepEvidence.write(context, "hold.txt", result.table());
        if (!result.crossed()) {
            ErrorCode code =
                    new ErrorCode(Integer.parseInt(result.code().replace("BLY-", "")), Fault.valueOf(result.fault()));
            return StepResult.failed(code, result.summary(), result.remedy(), facts)
                    .withEvidence(evidence);
        }
        // The engine knows by this very fact that there is no going back.
        facts.put("crossing", "commit");
        return StepResult.succeeded(result.summary(), facts).withEvidence(evidence);
    }
}
