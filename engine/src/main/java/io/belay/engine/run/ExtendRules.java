package io.belay.engine.run;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.OperatorRules.Objection;
import java.time.Duration;
import java.util.Optional;

/** Whether something of a run can be given more time than its plan gives it. Stateless. */
final class ExtendRules {

    /** Whoever needs more than this wants another plan. */
    private static final Duration MOST = Duration.ofDays(30);

    private ExtendRules() {}

    static Optional<Objection> check(RunState state, Decision decision) {
        Optional<Objection> time = time(decision.choice().time());
        if (time.isPresent()) {
            return time;
        }
        if (!decision.step().isEmpty() && !state.hasStep(decision.step())) {
            return OperatorRules.noSuchStep(decision);
        }
        Optional<StepState> subject = subject(state, decision);
        return subject.isEmpty()
                ? OperatorRules.objection(
                        EngineErrors.WRONG_PHASE, "no step is open that could take longer", "look with `belay status`")
                : step(subject.get());
    }

    /** The step that is named, else the one that the run is at. */
    static Optional<StepState> subject(RunState state, Decision decision) {
        return decision.step().isEmpty() ? state.current() : Optional.of(state.step(decision.step()));
    }

    private static Optional<Objection> time(String text) {
        Optional<Duration> time;
        try {
            time = Durations.parseLimit(text);
        } catch (IllegalArgumentException notOne) {
            time = Optional.empty();
        }
        return time.filter(given -> !given.isZero() && given.compareTo(MOST) <= 0)
                        .isPresent()
                ? Optional.empty()
                : OperatorRules.objection(
                        EngineErrors.MALFORMED_REQUEST,
                        "`" + text + "` is no time that something can be extended by: at least 1s, at most 30d",
                        "write how much longer it may take, for example `2h`");
    }

    private static Optional<Objection> step(StepState step) {
        if (step.touchesClients()) {
            return refuse(step, "has the hold's budget for its time, which the host keeps and nobody extends");
        }
        if (step.isGate()) {
            return gate(step);
        }
        if (step.isWindow()) {
            return refuse(step, "opens and closes when the approved plan says");
        }
        boolean waits = step.status() == StepStatus.WAITING && step.touchesOldLive();
        boolean runs = step.status() == StepStatus.RUNNING || step.hasRunTooLong();
        if (waits) {
            return Optional.empty();
        }
        if (!runs) {
            return refuse(
                    step, "is neither at work nor waits for a time (it is " + OperatorRules.word(step.status()) + ")");
        }
        return Durations.parseLimit(step.step().timeout()).isPresent()
                ? Optional.empty()
                : refuse(step, "has no time-out: it takes as long as it takes");
    }

    /** What people said may hold for longer; what they signed says itself until when. */
    private static Optional<Objection> gate(StepState gate) {
        if (gate.approvals().isEmpty()) {
            return refuse(gate, "has no approval yet that could hold for longer");
        }
        if (Gate.of(gate).holds().isEmpty()) {
            return refuse(gate, "has approvals that do not expire");
        }
        return gate.approvals().stream().anyMatch(given -> !given.signature().isEmpty())
                ? refuse(gate, "has an approval whose signature says until when it holds")
                : Optional.empty();
    }

    private static Optional<Objection> refuse(StepState step, String why) {
        return OperatorRules.objection(
                EngineErrors.WRONG_PHASE,
                "step `" + step.id() + "` " + why,
                step.isGate() ? "ask for a new approval" : "look with `belay status`");
    }
}
