package io.belay.engine.workflow;

import io.belay.engine.activity.CandidateStore;
import io.belay.engine.activity.EngineDesk;
import io.belay.engine.activity.HostDesk;
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
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Map;

/** Puts an action to the host that it concerns. One workflow's thread only. */
final class HostCalls {

    private final RunOrder order;
    private final ResolvedPlan plan;
    private final HostSteps questions;
    private final HostSteps looks;
    private final HostSteps proofs;
    private final HostSteps work;
    private final HostDesk desk;
    private final CandidateStore freezer;
    private final CandidateStore store;
    private final EngineDesk engine;
    private final WorldFacts world;
    private final Probes probes;

    HostCalls(RunOrder order, ResolvedPlan plan) {
        this.order = order;
        this.plan = plan;
        String host = plan.host();
        this.questions = Workflow.newActivityStub(HostSteps.class, Times.question(host));
        this.looks = Workflow.newActivityStub(HostSteps.class, Times.look(host));
        this.proofs = Workflow.newActivityStub(HostSteps.class, Times.prove(host));
        this.work = Workflow.newActivityStub(HostSteps.class, Times.work(host));
        this.desk = Workflow.newActivityStub(HostDesk.class, Times.question(host));
        this.freezer = Workflow.newActivityStub(CandidateStore.class, Times.freeze(host));
        this.store = Workflow.newActivityStub(CandidateStore.class, Times.putBack(host));
        this.engine = Workflow.newActivityStub(EngineDesk.class, Times.engine());
        this.world = new WorldFacts(order, plan);
        this.probes = new Probes(action -> Async.function(questions::probe, request(action)));
    }

    StepResult ask(Action action, RunState state) {
        return switch (action.verb()) {
            case ANNOUNCE -> announce(state);
            case PROBE -> probes.ask(Reducer.openProbes(state));
            case PREPARE -> prepare(action, state);
            case INSPECT -> looks.inspect(request(action));
            case VERIFY -> proofs.verify(request(action));
            case UNDO -> work.undo(request(action));
            case TAKE_WAYPOINT -> takeWaypoint(action);
            case RESTORE -> store.restore(order.run(), action.waypoint());
            case DROP_CANDIDATE -> store.drop(order.run());
            case RUN, PAUSE, AWAIT_OPERATOR, END -> throw new IllegalStateException(action.verb() + " is not asked");
        };
    }

    /** The plan's own conditions for an apply are asked before any step, and once more before clients are touched. */
    private StepResult announce(RunState state) {
        probes.forget();
        StepResult fit = HostFitness.judge(plan, state, desk.announce());
        if (fit.outcome() == StepResult.Outcome.SUCCEEDED && asksForAgreement()) {
            fit = desk.agree(order.plan());
        }
        if (fit.outcome() == StepResult.Outcome.SUCCEEDED) {
            fit = new Admissions(order, plan).toStart(state);
        }
        if (fit.outcome() == StepResult.Outcome.SUCCEEDED && !state.rehearsal()) {
            fit = applicable();
        }
        return fit.outcome() == StepResult.Outcome.SUCCEEDED ? world.pin(state) : fit;
    }

    private StepResult applicable() {
        StepResult shape = RehearsalAge.judgeShape(plan);
        return shape.outcome() == StepResult.Outcome.SUCCEEDED ? rehearsed() : shape;
    }

    /**
     * What a plan states of live was true when it began, and letting old live go is no longer about it. Runs that an earlier engine
     * began were not asked, and replay so.
     */
    private boolean asksForAgreement() {
        boolean aboutLive =
                plan.steps().stream().anyMatch(step -> !step.touches().contains(Touches.OLD_LIVE));
        return aboutLive && Workflow.getVersion("agreement", Workflow.DEFAULT_VERSION, 1) >= 1;
    }

    private StepResult prepare(Action action, RunState state) {
        if (!state.rehearsal() && touchesClients(action)) {
            StepResult rehearsed = rehearsed();
            if (rehearsed.outcome() != StepResult.Outcome.SUCCEEDED) {
                return rehearsed;
            }
        }
        StepResult unchanged = world.unchangedFor(step(action), state);
        return unchanged.outcome() == StepResult.Outcome.SUCCEEDED ? looks.prepare(request(action)) : unchanged;
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

    Promise<StepResult> run(Action action) {
        StepRequest request = request(action);
        return touchesClients(action) ? Async.function(this::hold, request) : Async.function(work::run, request);
    }

    /** While clients may be held the guard takes no snapshot and begins no rehearsal: both would make the hold longer. */
    private StepResult hold(StepRequest request) {
        String note = "paused while run " + order.run().runId() + " may hold clients";
        orNot(() -> engine.pauseGuard(plan.cluster(), note));
        try {
            return work.run(request);
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
                plan.targetVersion(),
                CanonicalForm.write(order.depth() == Depth.QUICK ? QuickVerification.fields(step) : step.with()),
                order.plan());
    }
}
