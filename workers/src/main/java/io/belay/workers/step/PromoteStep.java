package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.workers.hold.Decision;
import io.belay.workers.hold.HoldErrors;
import io.belay.workers.hold.HoldFailure;
import io.belay.workers.hold.HoldFolder;
import io.belay.workers.hold.HoldOrder;
import io.belay.workers.hold.HoldProgram;
import io.belay.workers.hold.HoldResult;
import io.belay.workers.hold.Pooler.Problem;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.live.ProductionServers;
import io.belay.workers.process.CancelledByOperator;
import io.belay.workers.process.Launcher;
import io.belay.workers.process.Launcher.State;
import io.belay.workers.process.ProcessLost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The candidate becomes live, offline: checks, an order, and the hold as a process of its own, launched or adopted. What a hold
 * whose process is gone left half done is completed or undone here, by the decision that stands.
 */
final class PromoteStep implements HostStep {

    @Override
    public String kind() {
        return "promote";
    }

    @Override
    public StepResult probe(StepContext context) {
        try {
            ProductionServers.requireCarried(context.cluster().configured().service());
            new PromotePoolers(context).described();
        } catch (HoldFailure refused) {
            return StepResult.failed(refused.code(), refused.getMessage() + ". Nothing was done", "", Map.of());
        } catch (LiveFailure refused) {
            return StepResult.failed(refused.code(), String.valueOf(refused.getMessage()), "", Map.of());
        }
        if (context.cluster().targets().get(context.request().targetVersion()) == null) {
            return StepResult.failed(
                    HoldErrors.TARGET_NOT_NAMED,
                    "the host's file names no place for version "
                            + context.request().targetVersion() + "; nothing was done",
                    "add it under `targets` of the cluster",
                    Map.of());
        }
        return Fitness.programs(
                context, context.request().targetVersion(), "postgres", "pg_ctl", "initdb", "pg_upgrade", "psql");
    }

    @Override
    public StepResult prepare(StepContext context) {
        if (folder(context).order().isPresent()) {
            return StepResult.succeeded("the hold was ordered already", Map.of());
        }
        PromoteChecks checks = new PromoteChecks(context);
        List<Problem> problems = checks.problems();
        return problems.isEmpty()
                ? StepResult.succeeded(
                        checks.notes().isEmpty()
                                ? "clients can be held"
                                : "clients can be held; " + String.join("; ", checks.notes()),
                        Map.of())
                : refused(problems);
    }

    private static StepResult refused(List<Problem> problems) {
        Problem first = problems.get(0);
        return StepResult.failed(
                        first.code(),
                        first.text() + ". Nothing was done; live serves on",
                        first.remedy(),
                        Map.of("refusals", String.valueOf(problems.size())))
                .withFindings(problems.stream()
                        .map(problem -> new FindingReport(
                                problem.code().text(), "blocker", "live", problem.text(), problem.remedy(), ""))
                        .toList());
    }

    @Override
    public StepResult run(StepContext context) {
        Optional<StepResult> earlier = earlierEpochs(context);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        HoldFolder folder = folder(context);
        if (folder.order().isEmpty()) {
            PromoteChecks checks = new PromoteChecks(context);
            List<Problem> problems = checks.problems();
            if (!problems.isEmpty()) {
                return refused(problems);
            }
            new PromoteSessions(context).checkpoint();
            folder.give(new PromoteOrder(context).of(checks.poolerChecks()));
        }
        return follow(context, folder);
    }

    /** An operator's abort is a decision like any other: the hold undoes itself unless it has crossed. */
    private static StepResult follow(StepContext context, HoldFolder folder) {
        HoldOrder order = folder.order().orElseThrow();
        AtomicReference<Optional<CancelledByOperator>> cancelled = new AtomicReference<>(Optional.empty());
        try {
            context.launcher()
                    .launchOrAdopt(context.launch(Programs.HOLD), HoldProgram.command(folder, order), progress -> {
                        context.attempt().show(folder.progress());
                        try {
                            context.attempt().check();
                        } catch (CancelledByOperator abort) {
                            cancelled.set(Optional.of(abort));
                            folder.decision().claim(Decision.UNDO);
                        }
                    });
        } catch (ProcessLost lost) {
            return result(context, HoldProgram.settle(folder, context.commands(), lost.getMessage() + ""));
        }
        HoldResult ended = ended(context, folder);
        if (cancelled.get().isPresent() && !ended.crossed()) {
            throw cancelled.get().get();
        }
        return result(context, ended);
    }

    private static HoldResult ended(StepContext context, HoldFolder folder) {
        return folder.result()
                .orElseGet(() -> HoldProgram.settle(
                        folder, context.commands(), "the hold's process ended before it could say how it went"));
    }

    /** No promotion is begun while an earlier one is half done, and none behind one that crossed. */
    private static Optional<StepResult> earlierEpochs(StepContext context) {
        for (int epoch = 1; epoch < context.request().epoch(); epoch++) {
            HoldFolder earlier = HoldFolder.of(context.memory().path(), epoch);
            if (earlier.order().isPresent()) {
                HoldResult result = ended(context, earlier);
                if (result.crossed()) {
                    return Optional.of(result(context, result));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public StepResult verify(StepContext context) {
        HoldFolder folder = folder(context);
        List<String> wrong = HoldProgram.wrongBehindCrossing(folder, context.commands());
        return wrong.isEmpty()
                ? StepResult.succeeded("new serves, old is stopped, and clients are released", Map.of())
                : StepResult.unclear(String.join("; ", wrong));
    }

    @Override
    public StepResult undo(StepContext context) {
        HoldFolder folder = folder(context);
        if (folder.order().isEmpty()) {
            return StepResult.succeeded("clients were never held", Map.of());
        }
        if (isAtWork(context)) {
            return StepResult.unclear("the hold is at work; the next attempt looks again");
        }
        HoldResult result = ended(context, folder);
        return result.crossed()
                ? StepResult.failed(
                        HoldErrors.UNDONE,
                        "new is live since the crossing, and there is no way back: nothing was undone",
                        "",
                        Map.of("crossing", "commit"))
                : StepResult.succeeded("live is open; nothing of the hold is left", Map.of());
    }

    @Override
    public StepResult inspect(StepContext context) {
        Optional<StepResult> known = new StepMemory(context).result("run");
        if (known.isPresent()) {
            return known.get();
        }
        HoldFolder folder = folder(context);
        if (isAtWork(context)) {
            return StepResult.unclear("the hold is at work and ends by itself; the next attempt follows it");
        }
        if (folder.order().isEmpty() || wasNeverLaunched(context)) {
            return StepResult.notStarted();
        }
        try {
            return result(context, ended(context, folder));
        } catch (RuntimeException notYet) {
            return StepResult.unclear("the hold could neither be completed nor undone yet: " + notYet.getMessage());
        }
    }

    private static boolean isAtWork(StepContext context) {
        return look(context) == State.RUNNING;
    }

    private static boolean wasNeverLaunched(StepContext context) {
        return look(context) == State.NEVER_LAUNCHED;
    }

    private static Launcher.State look(StepContext context) {
        return context.launcher().look(context.launch(Programs.HOLD)).state();
    }

    private static HoldFolder folder(StepContext context) {
        return HoldFolder.of(context.memory().path(), context.request().epoch());
    }

    private static StepResult result(StepContext context, HoldResult result) {
        Map<String, String> facts = new TreeMap<>(result.facts());
        facts.put("hold_milliseconds", String.valueOf(result.heldMilliseconds()));
        result.parts().forEach(part -> facts.put("part_" + part.part(), String.valueOf(part.milliseconds())));
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
