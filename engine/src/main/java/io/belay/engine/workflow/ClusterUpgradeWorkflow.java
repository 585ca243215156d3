package io.belay.engine.workflow;

import io.belay.engine.activity.EngineDesk;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.Action;
import io.belay.engine.run.Decision;
import io.belay.engine.run.Decision.Kind;
import io.belay.engine.run.Event;
import io.belay.engine.run.OperatorRules.Objection;
import io.belay.engine.run.Reducer;
import io.belay.engine.run.RunState;
import io.belay.engine.run.RunStatus;
import io.belay.engine.run.StatusText;
import io.belay.engine.run.Verb;
import io.belay.plans.resolve.ResolvedPlan;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shell around the reducer: performs the next action, brings the answer back, tells everybody who may read. */
public final class ClusterUpgradeWorkflow implements ClusterUpgrade {

    private final RunOrder order;
    private final Optional<ResolvedPlan> plan;
    private final Decisions decisions;
    private final Tidings tidings;
    private RunState state;
    private Optional<RunStatus> published = Optional.empty();
    private int revision;

    @WorkflowInit
    public ClusterUpgradeWorkflow(RunOrder order) {
        this.order = order;
        this.plan = PlanIntegrity.read(order);
        this.state = RunState.start(
                plan.orElseGet(PlanIntegrity::nothing), order.run().rehearsal(), order.startedBy(), now());
        this.decisions = new Decisions(order.run().planHash());
        this.tidings = new Tidings(order, now());
    }

    @Override
    public RunStatus carryOut(RunOrder sameOrder) {
        ResolvedPlan intact = plan.orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                "the plan's text and its hash differ; nothing was started",
                PLAN_INTEGRITY,
                EngineErrors.PLAN_INTEGRITY.text()));
        HostCalls host = new HostCalls(order, intact, tidings);
        Performance performance = new Performance(host, intact, decisions);
        try {
            goOn(performance);
        } catch (CanceledFailure cancelled) {
            // Whoever cancels through Temporal means what `belay abort` means: everything is taken back first.
            decisions.abort("temporal", "the workflow was cancelled");
            Workflow.newDetachedCancellationScope(() -> goOn(performance)).run();
        }
        report();
        tidings.conclude(state, OutcomeReport.of(order, state));
        Workflow.await(Workflow::isEveryHandlerFinished);
        return status();
    }

    private void goOn(Performance performance) {
        publish();
        while (Reducer.next(state).verb() != Verb.END) {
            Optional<Decision> decision = decisions.take(state, status());
            if (decision.isPresent()) {
                performance.giveUpRunningFor(decision.get());
                decided(decision.get());
            } else {
                Action action = Reducer.next(state);
                Optional<Event> event = performance.perform(action, state);
                event.ifPresent(tidings::heard);
                event.ifPresent(happened -> state = Reducer.apply(state, happened));
            }
            publish();
        }
        decisions.refuseRest(state, status());
    }

    /** Only changes are written; a status that says the same once more would cost an event and tell nothing. */
    private void publish() {
        if (published.filter(status()::equals).isEmpty()) {
            revision++;
            published = Optional.of(status());
            Workflow.upsertMemo(Map.of(RunStatus.MEMO, status()));
        }
    }

    /** A ledger that cannot be reached does not change how the run went. */
    private void report() {
        OutcomeReport.of(order, state).ifPresent(entry -> {
            try {
                Workflow.newDetachedCancellationScope(() -> Workflow.newActivityStub(EngineDesk.class, Times.engine())
                                .record(entry))
                        .run();
            } catch (ActivityFailure failure) {
                Workflow.getLogger(ClusterUpgradeWorkflow.class)
                        .warn("the ledger of {} does not know of {}", entry.cluster(), entry.run(), failure);
            }
        });
    }

    @Override
    public RunStatus status() {
        return StatusText.of(order.run(), state).withRevision(revision);
    }

    @Override
    public RunStatus approve(OperatorRequest who, String gate, String planHash, @Nullable String factsHash) {
        refuse(plan.flatMap(known -> new Admissions(order, known).toApprove(who.operator(), gate)));
        decisions.decide(approval(who, gate, planHash, factsHash), who.seen());
        return status();
    }

    @Override
    public void checkApprove(OperatorRequest who, String gate, String planHash, @Nullable String factsHash) {
        refuse(decisions.objectionTo(state, status(), approval(who, gate, planHash, factsHash), who.seen()));
    }

    private static Decision approval(OperatorRequest who, String gate, String planHash, @Nullable String factsHash) {
        String facts = Objects.requireNonNullElse(factsHash, "");
        return new Decision(Kind.APPROVE, gate, planHash, facts, who.operator(), who.reason());
    }

    @Override
    public RunStatus reject(OperatorRequest who, String gate) {
        return decided(who, Kind.REJECT, gate);
    }

    @Override
    public void checkReject(OperatorRequest who, String gate) {
        check(who, Kind.REJECT, gate);
    }

    @Override
    public RunStatus retry(OperatorRequest who, String step) {
        return decided(who, Kind.RETRY, step);
    }

    @Override
    public void checkRetry(OperatorRequest who, String step) {
        check(who, Kind.RETRY, step);
    }

    @Override
    public RunStatus abort(OperatorRequest who) {
        return decided(who, Kind.ABORT, "");
    }

    @Override
    public void checkAbort(OperatorRequest who) {
        check(who, Kind.ABORT, "");
    }

    @Override
    public RunStatus rollback(OperatorRequest who, String toStep) {
        return decided(who, Kind.ROLLBACK, toStep);
    }

    @Override
    public void checkRollback(OperatorRequest who, String toStep) {
        check(who, Kind.ROLLBACK, toStep);
    }

    @Override
    public RunStatus skip(OperatorRequest who, String step) {
        return decided(who, Kind.SKIP, step);
    }

    @Override
    public void checkSkip(OperatorRequest who, String step) {
        check(who, Kind.SKIP, step);
    }

    @Override
    public RunStatus pause(OperatorRequest who) {
        return atOnce(who, Kind.PAUSE);
    }

    @Override
    public void checkPause(OperatorRequest who) {
        check(who, Kind.PAUSE, "");
    }

    @Override
    public RunStatus resume(OperatorRequest who) {
        return atOnce(who, Kind.RESUME);
    }

    @Override
    public void checkResume(OperatorRequest who) {
        check(who, Kind.RESUME, "");
    }

    @Override
    public RunStatus retire(OperatorRequest who) {
        refuse(plan.flatMap(known -> new Admissions(order, known).toRetire(who.operator())));
        return decided(who, Kind.RETIRE, "");
    }

    @Override
    public void checkRetire(OperatorRequest who) {
        check(who, Kind.RETIRE, "");
    }

    @Override
    public void abortRequested(OperatorRequest who) {
        decisions.abort(who.operator(), who.reason());
    }

    private void check(OperatorRequest who, Kind kind, String step) {
        Decision decision = new Decision(kind, step, "", who.operator(), who.reason());
        refuse(decisions.objectionTo(state, status(), decision, who.seen()));
    }

    private static void refuse(Optional<Objection> objection) {
        if (objection.isPresent()) {
            throw Decisions.failure(objection.get());
        }
    }

    private RunStatus decided(OperatorRequest who, Kind kind, String step) {
        decisions.decide(new Decision(kind, step, "", who.operator(), who.reason()), who.seen());
        return status();
    }

    /** What changes nothing of the action under way need not wait for its end, which may be hours off. */
    private RunStatus atOnce(OperatorRequest who, Kind kind) {
        Decision decision = new Decision(kind, "", "", who.operator(), who.reason());
        decided(decision);
        decisions.wake();
        publish();
        return status();
    }

    private void decided(Decision decision) {
        tidings.decided(decision, state, now());
        state = Reducer.apply(state, new Event.Decided(decision, now()));
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
