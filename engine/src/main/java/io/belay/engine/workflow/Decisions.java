package io.belay.engine.workflow;

import io.belay.engine.run.Decision;
import io.belay.engine.run.Decision.Kind;
import io.belay.engine.run.OperatorRules;
import io.belay.engine.run.OperatorRules.Objection;
import io.belay.engine.run.RunState;
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

    Decisions(String planHash) {
        this.planHash = planHash;
    }

    private static final class Waiting {
        private final Decision decision;
        private boolean settled;
        private Optional<Objection> objection = Optional.empty();

        private Waiting(Decision decision) {
            this.decision = decision;
        }
    }

    Optional<Objection> objectionTo(RunState state, Decision decision) {
        return OperatorRules.check(state, decision, planHash);
    }

    /** Returns when the run has taken the decision, or refuses it because another one came first. */
    void decide(Decision decision) {
        Waiting entry = new Waiting(decision);
        waiting.add(entry);
        Workflow.await(() -> entry.settled);
        if (entry.objection.isPresent()) {
            throw failure(entry.objection.get());
        }
    }

    void abort(String operator, String reason) {
        String who = operator.isBlank() ? "unnamed" : operator;
        waiting.add(new Waiting(new Decision(Kind.ABORT, "", "", who, reason)));
    }

    /** The next decision that still fits; those that no longer do are refused on the way. */
    Optional<Decision> take(RunState state) {
        while (!waiting.isEmpty()) {
            Waiting entry = waiting.remove();
            entry.objection = objectionTo(state, entry.decision);
            entry.settled = true;
            if (entry.objection.isEmpty()) {
                return Optional.of(entry.decision);
            }
        }
        return Optional.empty();
    }

    void refuseRest(RunState ended) {
        while (!waiting.isEmpty()) {
            Waiting entry = waiting.remove();
            entry.objection = objectionTo(ended, entry.decision);
            entry.settled = true;
        }
    }

    boolean isAnyWaiting() {
        return !waiting.isEmpty();
    }

    boolean isAbortWaiting() {
        return waiting.stream().anyMatch(entry -> entry.decision.kind() == Kind.ABORT);
    }

    static ApplicationFailure failure(Objection objection) {
        return ApplicationFailure.newNonRetryableFailure(
                objection.write(), objection.code().text());
    }
}
