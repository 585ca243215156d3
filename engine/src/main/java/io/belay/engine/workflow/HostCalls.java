package io.belay.engine.workflow;

import io.belay.engine.activity.CandidateStore;
import io.belay.engine.activity.EngineDesk;
import io.belay.engine.activity.GivenApproval;
import io.belay.engine.activity.HostDesk;
import io.belay.engine.activity.HostDesk.Announcement;
import io.belay.engine.activity.HostSteps;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.engine.ledger.Depth;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.Action;
import io.belay.engine.run.HostFitness;
import io.belay.engine.run.Participation;
import io.belay.engine.run.QuickVerification;
import io.belay.engine.run.Reducer;
import io.belay.engine.run.RehearsalAge;
import io.belay.engine.run.RunState;
import io.belay.engine.run.Verb;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Puts an action to the host that it concerns. One workflow's thread only. */
final class HostCalls {

    private final RunOrder order;
    private final ResolvedPlan plan;
    private final HostSteps questions;
    private final HostSteps looks;
    private final HostSteps watch;
    private final HostSteps proofs;
    private final HostSteps work;
    private final HostDesk desk;
    private final CandidateStore freezer;
    private final CandidateStore store;
    private final EngineDesk engine;
    private final WorldFacts world;
    private final Probes probes;
    private final PlanOnce planOnce;
    private final Tidings tidings;
    private final Concluded concluded = new Concluded();

    HostCalls(RunOrder order, ResolvedPlan plan, Tidings tidings) {
        this.order = order;
        this.tidings = tidings;
        this.plan = plan;
        String host = plan.host();
        this.questions = Workflow.newActivityStub(HostSteps.class, Times.question(host));
        this.looks = Workflow.newActivityStub(HostSteps.class, Times.look(host));
        this.watch = Workflow.newActivityStub(HostSteps.class, Times.watch(host));
        this.proofs = Workflow.newActivityStub(HostSteps.class, Times.prove(host));
        this.work = Workflow.newActivityStub(HostSteps.class, Times.work(host));
        this.desk = Workflow.newActivityStub(HostDesk.class, Times.question(host));
        this.freezer = Workflow.newActivityStub(CandidateStore.class, Times.freeze(host));
        this.store = Workflow.newActivityStub(CandidateStore.class, Times.putBack(host));
        this.engine = Workflow.newActivityStub(EngineDesk.class, Times.engine());
        this.planOnce = new PlanOnce(order.plan());
        this.world = new WorldFacts(order, plan, planOnce);
        this.probes = new Probes(action ->
                planOnce.ask(questions::probe, request(action)).thenApply(answer -> concluded.probed(action, answer)));
    }

    StepResult ask(Action action, RunState state) {
        return switch (action.verb()) {
            case ANNOUNCE -> announce(state);
            case PROBE -> probes.ask(Reducer.openProbes(state));
            case PREPARE -> prepare(action, state);
            case INSPECT -> planOnce.ask(looks::inspect, request(action, state)).get();
            case VERIFY ->
                concluded.isProven(action)
                        ? Concluded.provenByItsResult()
                        : planOnce.ask(proofs::verify, request(action, state)).get();
            case INSPECT_SWAP ->
                planOnce.ask(looks::inspect, request(action, state).about(action.sides(state)))
                        .get();
            case LOOK ->
                planOnce.ask(watch::look, request(action, state).about(action.sides(state)))
                        .get();
            case UNDO -> planOnce.ask(work::undo, request(action, state)).get();
            case TAKE_WAYPOINT -> takeWaypoint(action);
            case RESTORE -> store.restore(order.run(), action.waypoint());
            case DROP_CANDIDATE -> store.drop(order.run());
            case RUN, SWAP, PAUSE, AWAIT_OPERATOR, END ->
                throw new IllegalStateException(action.verb() + " is not asked");
        };
    }

    /** The plan's own conditions for an apply are asked before any step, and once more before clients are touched. */
    private StepResult announce(RunState state) {
        probes.forget();
        Greeting greeting = Greeting.of(desk, order, plan, state);
        StepResult fit =
                HostFitness.judge(plan, state, heard(greeting.announced().get()));
        if (fit.outcome() == StepResult.Outcome.SUCCEEDED) {
            fit = greeting.agreed().get();
        }
        if (fit.outcome() == StepResult.Outcome.SUCCEEDED) {
            fit = greeting.admitted().get();
        }
        if (fit.outcome() == StepResult.Outcome.SUCCEEDED && !state.rehearsal()) {
            fit = applicable();
        }
        return fit.outcome() == StepResult.Outcome.SUCCEEDED ? world.pin(state) : fit;
    }

    private Announcement heard(Announcement announcement) {
        planOnce.heard(announcement);
        return announcement;
    }

    private StepResult applicable() {
        StepResult shape = RehearsalAge.judgeShape(plan);
        return shape.outcome() == StepResult.Outcome.SUCCEEDED ? rehearsed() : shape;
    }

    private StepResult prepare(Action action, RunState state) {
        if (!state.rehearsal() && touchesClients(action)) {
            StepResult rehearsed = rehearsed();
            if (rehearsed.outcome() != StepResult.Outcome.SUCCEEDED) {
                return rehearsed;
            }
        }
        StepResult unchanged = world.unchangedFor(step(action), state);
        if (unchanged.outcome() != StepResult.Outcome.SUCCEEDED) {
            return unchanged;
        }
        return concluded.isPrepared(action)
                ? Concluded.nothingToPrepare()
                : planOnce.ask(looks::prepare, request(action, state)).get();
    }

    /** Whether what comes next needs no answer from anywhere, so that nobody could see it happen. */
    boolean isKnown(Action action, RunState state) {
        return switch (action.verb()) {
            case PREPARE ->
                concluded.isPrepared(action) && !touchesClients(action) && !world.asksAbout(step(action), state);
            case VERIFY -> concluded.isProven(action);
            // What the last look told is told already.
            case LOOK -> true;
            default -> false;
        };
    }

    private StepResult rehearsed() {
        if (plan.steps().stream().noneMatch(step -> step.touches().contains(Touches.CLIENTS))) {
            return StepResult.succeeded("clients are not touched, so no rehearsal is asked for", Map.of());
        }
        try {
            return RehearsalAge.judge(
                    plan,
                    order.run().planHash(),
                    engine.greenRehearsal(plan.cluster(), order.run().planHash()),
                    Instant.ofEpochMilli(Workflow.currentTimeMillis()),
                    order.rehearse());
        } catch (ActivityFailure noAnswer) {
            return StepResult.failed(
                    EngineErrors.NO_ANSWER_IN_TIME,
                    "the ledger of `" + plan.cluster()
                            + "` gave no answer, so it is not known when the plan was rehearsed",
                    "look at the engine's log, then `belay retry " + order.run().runId() + "`",
                    Map.of());
        }
    }

    /** Clients are held once more, so it is bound like the promotion itself. */
    private Promise<StepResult> swap(Action action, RunState state) {
        StepRequest request = request(action, state).about(action.sides(state));
        return Async.function(this::hold, work::swap, request);
    }

    Promise<StepResult> run(Action action, RunState state) {
        if (action.verb() == Verb.SWAP) {
            return swap(action, state);
        }
        StepRequest request = request(
                action,
                state.step(action.step()).launchBudget(),
                touchesClients(action) ? approvals(action, state) : List.of());
        Promise<StepResult> end = touchesClients(action)
                ? Async.function(this::hold, work::run, request)
                : planOnce.ask(work::run, request);
        return end.thenApply(result -> concluded.ran(action, result));
    }

    /** While clients may be held the guard takes no snapshot and begins no rehearsal: both would make the hold longer. */
    private StepResult hold(Functions.Func1<StepRequest, StepResult> held, StepRequest request) {
        String note = "paused while run " + order.run().runId() + " may hold clients";
        orNot(() -> engine.pauseGuard(plan.cluster(), note));
        try {
            return held.apply(request);
        } finally {
            Workflow.newDetachedCancellationScope(() -> orNot(() -> engine.unpauseGuard(plan.cluster(), note)))
                    .run();
        }
    }

    /** A guard that goes on costs time, not safety, so an engine that cannot pause it stops nothing. */
    private static void orNot(Runnable wish) {
        try {
            wish.run();
        } catch (ActivityFailure failure) {
            Workflow.getLogger(HostCalls.class).warn("the guard is not paused, or paused for too long", failure);
        }
    }

    private static List<GivenApproval> approvals(Action action, RunState state) {
        return state.steps().stream()
                .takeWhile(gate -> !gate.id().equals(action.step()))
                .flatMap(gate -> gate.approvals().stream()
                        .map(given -> new GivenApproval(gate.id(), given.by(), given.facts(), given.signature())))
                .toList();
    }

    private boolean touchesClients(Action action) {
        return step(action).touches().contains(Touches.CLIENTS);
    }

    private ResolvedStep step(Action action) {
        return plan.steps().stream()
                .filter(candidate -> candidate.id().equals(action.step()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the plan has no step " + action.step()));
    }

    private StepResult takeWaypoint(Action action) {
        long milliseconds = freezer.takeWaypoint(order.run(), action.waypoint());
        return StepResult.succeeded("waypoint taken", Map.of("waypoint_milliseconds", Long.toString(milliseconds)));
    }

    private StepRequest request(Action action) {
        return request(action, 0, List.of());
    }

    private StepRequest request(Action action, RunState state) {
        return request(action, 0, touchesClients(action) ? approvals(action, state) : List.of());
    }

    private StepRequest request(Action action, int budget, List<GivenApproval> approvals) {
        ResolvedStep step = step(action);
        // The reducer skips such steps; asked again here because a host must never hear of them from a rehearsal.
        if (order.run().rehearsal() && Participation.isForbiddenInRehearsal(step)) {
            throw new IllegalStateException("step " + step.id() + " reaches beyond a rehearsal");
        }
        // One launch per epoch: whether there is another one is the engine's decision, and raises the epoch.
        return new StepRequest(
                order.atHost(),
                step.id(),
                step.kind(),
                action.epoch(),
                1,
                budget,
                plan.targetVersion(),
                CanonicalForm.write(order.depth() == Depth.QUICK ? QuickVerification.fields(step) : step.with()),
                touchesClients(action) ? order.plan() : planOnce.text(),
                approvals,
                tidings.open());
    }
}
