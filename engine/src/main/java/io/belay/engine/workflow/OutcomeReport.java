package io.belay.engine.workflow;

import io.belay.engine.ledger.Depth;
import io.belay.engine.ledger.LedgerEntry;
import io.belay.engine.ledger.StepOutcome;
import io.belay.engine.ledger.StepOutcome.Result;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.Failure;
import io.belay.engine.run.Phase;
import io.belay.engine.run.QuickVerification;
import io.belay.engine.run.RunState;
import io.belay.engine.run.StepState;
import io.belay.engine.run.StepStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the ledger learns from a run that has ended. */
final class OutcomeReport {

    private OutcomeReport() {}

    /** Empty when it was no rehearsal, when no snapshot was under test, or when no step was tried. */
    static Optional<LedgerEntry> of(RunOrder order, RunState state) {
        String snapshot = snapshot(order, state);
        if (!state.rehearsal() || snapshot.isEmpty()) {
            return Optional.empty();
        }
        List<StepOutcome> outcomes = new ArrayList<>();
        state.steps()
                .forEach(step -> outcome(step, state)
                        .map(outcome -> named(outcome, step, order))
                        .ifPresent(outcomes::add));
        return outcomes.isEmpty()
                ? Optional.empty()
                : Optional.of(new LedgerEntry(
                        order.run().cluster(),
                        order.run().plan(),
                        order.run().planHash(),
                        snapshot,
                        order.run().runId(),
                        state.changedAt().toString(),
                        state.phase() == Phase.COMPLETED,
                        order.depth(),
                        state.startedAt().toString(),
                        outcomes));
    }

    /** A quick rehearsal counts only for what it tried: a part of a step has a name of its own. */
    private static StepOutcome named(StepOutcome outcome, StepState step, RunOrder order) {
        return order.depth() == Depth.QUICK && QuickVerification.shortens(step.step())
                ? outcome.of(Depth.inPart(outcome.step()))
                : outcome;
    }

    private static String snapshot(RunOrder order, RunState state) {
        if (!order.run().snapshot().isEmpty()) {
            return order.run().snapshot();
        }
        return state.steps().stream()
                .flatMap(step -> step.result().stream())
                .map(result -> result.facts().getOrDefault("snapshot", ""))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Optional<StepOutcome> outcome(StepState step, RunState state) {
        long milliseconds = step.startedAt()
                .flatMap(start ->
                        step.endedAt().map(end -> Duration.between(start, end).toMillis()))
                .orElse(0L);
        Optional<Failure> failure = state.failure().filter(why -> why.step().equals(step.id()));
        if (failure.filter(why -> why.code().equals(EngineErrors.FACTS_DRIFTED.text()))
                .isPresent()) {
            // The world moved, the step did not fail.
            return Optional.empty();
        }
        if (failure.isPresent()) {
            Failure why = failure.get();
            return Optional.of(new StepOutcome(
                    step.id(),
                    why.unclear() ? Result.UNCLEAR : Result.FAILED,
                    why.code(),
                    why.summary(),
                    why.object(),
                    milliseconds));
        }
        return step.status() == StepStatus.DONE
                ? Optional.of(new StepOutcome(step.id(), Result.PASSED, "", "", "", milliseconds))
                : Optional.empty();
    }
}
