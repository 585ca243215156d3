package io.belay.engine.workflow;

import io.belay.engine.activity.StepResult;
import io.belay.engine.run.Action;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Decision;
import io.belay.engine.run.Durations;
import io.belay.engine.run.Event;
import io.belay.engine.run.RunState;
import io.belay.engine.run.StepState;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Performs actions, one at a time. A step that is running keeps running when its time is up or its end is unclear: nothing is
 * concluded from that, its late end is still welcome. One workflow's thread only.
 */
final class Performance {

    /** Time for the host to end a tool that an abort stops; the drop behind it ends whatever is left. */
    private static final Duration STOPPING = Duration.ofMinutes(2);

    private static final String PROOF_GIVEN_UP = "abort-gives-up-a-proof";

    private final HostCalls host;
    private final ResolvedPlan plan;
    private final Decisions decisions;
    private Optional<Running> running = Optional.empty();

    private record Running(Action action, Promise<StepResult> end, CancellationScope scope, Instant since) {}

    Performance(HostCalls host, ResolvedPlan plan, Decisions decisions) {
        this.host = host;
        this.plan = plan;
        this.decisions = decisions;
    }

    /** Empty when a decision of an operator has to be looked at first. */
    Optional<Event> perform(Action action, RunState state) {
        return switch (action.verb()) {
            case RUN, SWAP -> run(action, state);
            case PAUSE -> pause(action, state);
            case AWAIT_OPERATOR -> {
                Workflow.await(decisions::isAnyWaiting);
                yield Optional.empty();
            }
            case INSPECT, INSPECT_SWAP -> lateEnd().or(() -> Optional.of(ask(action, state)));
            case RESTORE, UNDO, DROP_CANDIDATE -> {
                cancelRunning("it is being taken back");
                yield Optional.of(ask(action, state));
            }
            case VERIFY -> askUnlessAborted(action, state);
            case LOOK -> askUnless(decisions::isAnyWaiting, action, state);
            case ANNOUNCE, PROBE, PREPARE, TAKE_WAYPOINT -> Optional.of(ask(action, state));
            case END -> throw new IllegalStateException("the end is not performed");
        };
    }

    boolean isKnown(Action next, RunState state) {
        return host.isKnown(next, state);
    }

    /** An abort stops the tool before anything is taken back. */
    void giveUpRunningFor(Decision decision) {
        boolean ends = decision.kind() == Choice.Kind.ABORT || decision.kind() == Choice.Kind.STOP;
        if (ends && running.isPresent()) {
            Promise<StepResult> end = running.get().end();
            cancelRunning(decision.kind().word() + " by " + decision.operator());
            Workflow.newDetachedCancellationScope(() -> Workflow.await(STOPPING, end::isCompleted))
                    .run();
        }
    }

    private Optional<Event> run(Action action, RunState state) {
        Running started = running.filter(known -> known.action().equals(action)).orElseGet(() -> start(action, state));
        StepState step = state.step(action.step());
        // Counted from its launch: what was decided meanwhile gives it no more time than it says.
        Optional<Duration> limit = limit(step.step())
                .map(time -> time.plus(step.extra()).minus(Duration.between(started.since(), now())))
                .map(left -> left.isNegative() ? Duration.ZERO : left);
        boolean settled = limit.map(time -> Workflow.await(time, () -> isOverOrStopped(started)))
                .orElseGet(() -> {
                    Workflow.await(() -> isOverOrStopped(started));
                    return true;
                });
        if (started.end().isCompleted()) {
            return lateEnd();
        }
        return settled
                ? Optional.empty()
                : Optional.of(new Event.Silent(
                        action,
                        "it has run longer than the " + step.step().timeout() + " that its plan expects",
                        now()));
    }

    /**
     * The time of a step that touches clients is its hold's budget, which the host measures and keeps; what follows behind its
     * crossing takes as long as it takes, and a host that is gone is noticed by its heartbeat.
     */
    private static Optional<Duration> limit(ResolvedStep step) {
        return step.touches().contains(Touches.CLIENTS) ? Optional.empty() : Durations.parseLimit(step.timeout());
    }

    private Running start(Action action, RunState state) {
        CompletablePromise<StepResult> end = Workflow.newPromise();
        CancellationScope scope = Workflow.newCancellationScope(() -> end.completeFrom(host.run(action, state)));
        Running started = new Running(action, end, scope, now());
        running = Optional.of(started);
        scope.run();
        return started;
    }

    private boolean isOverOrStopped(Running started) {
        return started.end().isCompleted() || decisions.isAbortWaiting() || decisions.hasMoreTime();
    }

    /** Counted from when it was decided: a request that was refused meanwhile does not make it longer. */
    private Optional<Event> pause(Action action, RunState state) {
        Duration left = action.pause().minus(Duration.between(state.changedAt(), now()));
        if (!left.isNegative() && !left.isZero()) {
            Workflow.await(
                    left,
                    () -> decisions.isAnyWaiting()
                            || running.filter(step -> step.end().isCompleted()).isPresent());
        }
        if (decisions.isAnyWaiting()) {
            return Optional.empty();
        }
        return lateEnd().or(() -> Optional.of(new Event.Elapsed(now())));
    }

    /** The end of the running step, if it has come; however late, it is told once. */
    private Optional<Event> lateEnd() {
        Optional<Running> over = running.filter(step -> step.end().isCompleted());
        if (over.isEmpty()) {
            return Optional.empty();
        }
        running = Optional.empty();
        Action action = over.get().action();
        try {
            return Optional.of(new Event.Answered(action, over.get().end().get(), now()));
        } catch (ActivityFailure failure) {
            return Optional.of(Misfire.event(action, plan.host(), failure, now()));
        }
    }

    private void cancelRunning(String why) {
        running.ifPresent(step -> step.scope().cancel(why));
        running = Optional.empty();
    }

    private Event ask(Action action, RunState state) {
        try {
            return new Event.Answered(action, host.ask(action, state), now());
        } catch (ActivityFailure failure) {
            return Misfire.event(action, plan.host(), failure, now());
        }
    }

    /**
     * A proof that reads what cannot be proven by extents may take a day, and waits for a host that is down for as long as it is: it is
     * given up for an abort. It changes nothing, so nothing has to be known of its end. In runs that an earlier engine began an abort
     * waits for it.
     */
    private Optional<Event> askUnlessAborted(Action action, RunState state) {
        if (Workflow.getVersion(PROOF_GIVEN_UP, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            return Optional.of(ask(action, state));
        }
        return askUnless(decisions::isAbortWaiting, action, state);
    }

    /** Given up for what comes first: it only reads. */
    private Optional<Event> askUnless(Supplier<Boolean> first, Action action, RunState state) {
        CompletablePromise<Event> told = Workflow.newPromise();
        CancellationScope scope =
                Workflow.newCancellationScope(() -> told.completeFrom(Async.function(() -> ask(action, state))));
        scope.run();
        Workflow.await(() -> told.isCompleted() || first.get());
        if (told.isCompleted()) {
            return Optional.of(told.get());
        }
        scope.cancel("a decision came first");
        return Optional.empty();
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
