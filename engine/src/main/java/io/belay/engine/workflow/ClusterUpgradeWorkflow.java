package io.belay.engine.workflow;

import io.belay.engine.activity.EngineDesk;
import io.belay.engine.ledger.LedgerEntry;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.Action;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.Decision;
import io.belay.engine.run.Event;
import io.belay.engine.run.Preview;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shell around the reducer: performs the next action, brings the answer back, tells everybody who may read. */
public final class ClusterUpgradeWorkflow implements ClusterUpgrade {

    private static final String END_BEHIND_LEDGER = "end-behind-ledger";

    private final RunOrder order;
    private final Optional<ResolvedPlan> plan;
    private final Decisions decisions;
    private final OperatorDesk desk;
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
        this.desk = new OperatorDesk(order, plan, decisions, new Decided());
        Workflow.registerListener(desk);
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
        Optional<LedgerEntry> learned = OutcomeReport.of(order, state);
        report(learned);
        publish();
        tidings.conclude(state, learned);
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
                event.ifPresent(this::happened);
            }
            Action next = Reducer.next(state);
            if (!performance.isKnown(next, state) && !isToldBehindLedger(next)) {
                publish();
            }
        }
        decisions.refuseRest(state, status());
    }

    private void happened(Event event) {
        RunState before = state;
        state = Reducer.apply(before, event);
        tidings.changed(before, state);
    }

    /** Whoever sees the run ended asks the ledger next and should find it there. Runs of earlier engines told it before. */
    private static boolean isToldBehindLedger(Action next) {
        return next.verb() == Verb.END
                && Workflow.getVersion(END_BEHIND_LEDGER, Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
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
    private void report(Optional<LedgerEntry> learned) {
        learned.ifPresent(entry -> {
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
        return StatusText.of(order.run(), state).withDepth(order.depth()).withRevision(revision);
    }

    @Override
    public void abortRequested(OperatorRequest who) {
        decisions.abort(who.operator(), who.reason());
    }

    @Override
    public Preview preview(String verb, OperatorRequest who, List<String> arguments) {
        return desk.preview(verb, who, arguments, now());
    }

    private final class Decided implements OperatorDesk.Run {

        @Override
        public RunState state() {
            return state;
        }

        @Override
        public RunStatus status() {
            return ClusterUpgradeWorkflow.this.status();
        }

        @Override
        public void decideAtOnce(Decision decision) {
            decided(decision);
            if (decision.kind() == Kind.EXTEND) {
                decisions.wakeForMoreTime();
            } else {
                decisions.wake();
            }
            publish();
        }
    }

    private void decided(Decision decision) {
        tidings.decided(decision, state, now());
        state = Reducer.apply(state, new Event.Decided(decision, now()));
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
