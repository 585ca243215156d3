package io.belay.engine.workflow;

import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.Decision;
import io.belay.engine.run.OperatorRules;
import io.belay.engine.run.OperatorRules.Objection;
import io.belay.engine.run.RunState;
import io.belay.engine.run.RunStatus;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What operators decided and the run has not yet looked at. Handlers only put decisions here; the one main loop takes them out
 * between two actions. One workflow's threads only, which take turns.
 */
final class Decisions {

    private final String planHash;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean lookAgain;
    private boolean moreTime;

    Decisions(String planHash) {
        this.planHash = planHash;
    }

    private static final class Waiting {
        private final Decision decision;
        private final int seen;
        private boolean settled;
        private Optional<Objection> objection = Optional.empty();

        private Waiting(Decision decision, int seen) {
            this.decision = decision;
            this.seen = seen;
        }
    }

    /** @param seen revision of what the operator saw, 0 when that is not said */
    Optional<Objection> objectionTo(RunState state, RunStatus shown, Decision decision, int seen) {
        return OperatorRules.check(state, decision, planHash).or(() -> OperatorRules.checkSeen(seen, shown));
    }

    /** Returns when the run has taken the decision, or refuses it because another one came first. */
    void decide(Decision decision, int seen) {
        Waiting entry = new Waiting(decision, seen);
        waiting.add(entry);
        Workflow.await(() -> entry.settled);
        if (entry.objection.isPresent()) {
            throw failure(entry.objection.get());
        }
    }

    void abort(String operator, String reason) {
        String who = operator.isBlank() ? "unnamed" : operator;
        waiting.add(new Waiting(new Decision(Choice.of(Kind.ABORT), who, reason), 0));
    }

    /** Whether what is waited for has got more time since the state was looked at. */
    boolean hasMoreTime() {
        return moreTime;
    }

    /** As {@link #wake}, also for a step at work, whose time is counted anew. */
    void wakeForMoreTime() {
        moreTime = true;
        wake();
    }

    /** Has the main loop look at the state anew: something was decided that did not have to wait for it. */
    void wake() {
        lookAgain = true;
    }

    /** The next decision that still fits; those that no longer do are refused on the way. */
    Optional<Decision> take(RunState state, RunStatus shown) {
        lookAgain = false;
        moreTime = false;
        while (!waiting.isEmpty()) {
            Waiting entry = waiting.remove();
            entry.objection = objectionTo(state, shown, entry.decision, entry.seen);
            entry.settled = true;
            if (entry.objection.isEmpty()) {
                return Optional.of(entry.decision);
            }
        }
        return Optional.empty();
    }

    void refuseRest(RunState ended, RunStatus shown) {
        while (!waiting.isEmpty()) {
            Waiting entry = waiting.remove();
            entry.objection = objectionTo(ended, shown, entry.decision, entry.seen);
            entry.settled = true;
        }
    }

    boolean isAnyWaiting() {
        return lookAgain || !waiting.isEmpty();
    }

    boolean isAbortWaiting() {
        return waiting.stream()
                .anyMatch(entry -> entry.decision.kind() == Kind.ABORT || entry.decision.kind() == Kind.STOP);
    }

    static ApplicationFailure failure(Objection objection) {
        return ApplicationFailure.newNonRetryableFailure(
                objection.write(), objection.code().text());
    }
}
