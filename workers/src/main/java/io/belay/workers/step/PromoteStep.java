package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.workers.hold.HoldErrors;
import io.belay.workers.hold.HoldFailure;
import io.belay.workers.hold.HoldFolder;
import io.belay.workers.hold.HoldProgram;
import io.belay.workers.hold.Pooler.Problem;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.live.ProductionServers;
import io.belay.workers.process.Launcher.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    public Optional<Permission> beyondCandidate() {
        return Optional.of(Permission.PROMOTE_OFFLINE);
    }

    @Override
    public StepResult probe(StepContext context) {
        Optional<StepResult> notRepeated = NotRepeated.byPlan(context);
        if (notRepeated.isPresent()) {
            return notRepeated.get();
        }
        try {
            ProductionServers.requireCarried(
                    context.cluster().configured().service().word());
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
    public boolean wouldHoldClients(StepContext context) {
        PromoteHold hold = new PromoteHold(context);
        return hold.crossedEarlier().isEmpty() && (hold.order().isEmpty() || hold.state() == State.NEVER_LAUNCHED);
    }

    @Override
    public boolean isAlwaysPrepared() {
        return false;
    }

    @Override
    public StepResult prepare(StepContext context) {
        PromoteHold hold = new PromoteHold(context);
        // One of an earlier epoch that was left half done is settled first: live may stand still because of it.
        if (hold.crossedEarlier().isPresent()) {
            return StepResult.succeeded("an earlier hold crossed already", Map.of());
        }
        if (hold.order().isPresent() && hold.state() != State.NEVER_LAUNCHED) {
            return StepResult.succeeded("the hold was ordered already", Map.of());
        }
        Optional<StepResult> notRepeated = NotRepeated.byResult(context);
        if (notRepeated.isPresent()) {
            return notRepeated.get();
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
        PromoteHold hold = new PromoteHold(context);
        Optional<StepResult> earlier = hold.crossedEarlier();
        if (earlier.isPresent()) {
            return earlier.get();
        }
        // An order that no process ever got may be old: its worker was killed in between.
        if (hold.order().isEmpty() || hold.state() == State.NEVER_LAUNCHED) {
            PromoteChecks checks = new PromoteChecks(context);
            List<Problem> problems = checks.problems();
            if (!problems.isEmpty()) {
                return refused(problems);
            }
            new PromoteSessions(context).checkpoint();
            hold.folder().give(new PromoteOrder(context).of(checks.poolerChecks()));
        }
        return hold.follow(hold.order().orElseThrow());
    }

    @Override
    public boolean isProvenByItsResult() {
        return false;
    }

    @Override
    public StepResult verify(StepContext context) {
        HoldFolder folder = new PromoteHold(context).folder();
        List<String> wrong = HoldProgram.wrongBehindCrossing(folder, context.commands());
        return wrong.isEmpty()
                ? StepResult.succeeded("new serves, old is stopped, and clients are released", Map.of())
                : StepResult.unclear(String.join("; ", wrong));
    }

    @Override
    public StepResult undo(StepContext context) {
        PromoteHold hold = new PromoteHold(context);
        if (hold.order().isEmpty()) {
            return StepResult.succeeded("clients were never held", Map.of());
        }
        if (hold.state() == State.RUNNING) {
            return StepResult.unclear("the hold is at work; the next attempt looks again");
        }
        return hold.ended().crossed()
                ? StepResult.failed(
                        HoldErrors.UNDONE,
                        "new is live since the crossing, and there is no way back: nothing was undone",
                        "",
                        Map.of("crossing", "commit"))
                : StepResult.succeeded("live is open; nothing of the hold is left", Map.of());
    }

    /** Clients may be waiting: a hold whose process is gone is settled here too, by the decision that stands. */
    @Override
    public StepResult inspect(StepContext context) {
        return new StepMemory(context)
                .result("run")
                .orElseGet(() -> found(new PromoteHold(context)).toResult());
    }

    /** Never dirty: a hold that is over was completed, or all of it was undone. */
    private static Found found(PromoteHold hold) {
        State state = hold.state();
        if (state == State.RUNNING) {
            return new Found.Running("the hold is at work and ends by itself; the next attempt follows it");
        }
        if (hold.order().isEmpty() || state == State.NEVER_LAUNCHED) {
            return new Found.NotStarted();
        }
        try {
            StepResult result = hold.toResult(hold.ended());
            return result.outcome() == Outcome.SUCCEEDED ? new Found.Succeeded(result) : new Found.FailedClean(result);
        } catch (RuntimeException notYet) {
            return new Found.Unknown("the hold could neither be completed nor undone yet: " + notYet.getMessage());
        }
    }
}
