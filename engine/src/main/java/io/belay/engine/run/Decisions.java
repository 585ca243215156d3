package io.belay.engine.run;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.Event.Decided;
import io.belay.engine.run.Recovery.Afterwards;
import java.time.Instant;
import java.util.Optional;

/** What becomes of a run when an operator decides. */
final class Decisions {

    private Decisions() {}

    static RunState apply(RunState state, Decided event) {
        Decision decision = event.decision();
        return switch (decision.kind()) {
            case APPROVE -> approve(state, decision, event.at());
            case REJECT -> reject(state, decision, event.at());
            case RETRY -> retry(state);
            case ABORT -> abort(state);
            case STOP -> stop(state, decision);
            case EXTEND -> extend(state, decision);
            case ROLLBACK ->
                state.crossed() ? Swaps.begin(state) : Failing.roll(state, target(state, decision), Afterwards.BLOCK);
            case SKIP -> skip(state, decision);
            case PAUSE -> state.withPaused(Optional.of(new Paused(decision.operator(), decision.reason(), event.at())));
            case RESUME -> state.withPaused(Optional.empty());
            case RETIRE -> confirmed(state, decision, event.at());
        };
    }

    /** The gate opens with the last of the people that the plan wants. */
    private static RunState approve(RunState state, Decision decision, Instant at) {
        StepState approved = state.step(decision.step()).approved(approval(decision, at));
        return state.withStep(
                Gate.of(approved).isOpenWith(approved.approvals())
                        ? approved.ended(StepStatus.DONE, "", at)
                        : approved);
    }

    private static RunState confirmed(RunState state, Decision decision, Instant at) {
        if (state.current().isEmpty()) {
            return Swaps.end(state, decision.operator(), at);
        }
        return state.mapSteps(step -> step.touchesOldLive() && step.status() == StepStatus.WAITING
                ? step.approved(approval(decision, at))
                : step);
    }

    private static Approval approval(Decision decision, Instant at) {
        return new Approval(
                decision.operator(),
                decision.reason(),
                at,
                decision.choice().factsHash(),
                decision.choice().signature());
    }

    private static RunState reject(RunState state, Decision decision, Instant at) {
        return state.withStep(state.step(decision.step()).ended(StepStatus.FAILED, "", at))
                .withPhase(Phase.BLOCKED)
                .withFailure(new Failure(
                        decision.step(),
                        EngineErrors.GATE_REJECTED.text(),
                        EngineErrors.GATE_REJECTED.fault().name(),
                        "rejected by " + decision.operator() + ": " + decision.reason(),
                        "settle it, then `belay retry` asks again, or `belay abort`",
                        "",
                        "",
                        false));
    }

    private static RunState abort(RunState state) {
        return state.rehearsal()
                ? Ending.abortRehearsal(state)
                // Taken behind a crossing only where old is live again: then nothing of it is left but the candidate.
                : Failing.roll(state.uncrossed(), Swaps.givenUp(state, Rollback.toStart(state)), Afterwards.ABORT);
    }

    /** What was at work is stopped with it, so nobody can tell how far it came before a retry has it inspected. */
    private static RunState stop(RunState state, Decision decision) {
        Optional<StepState> atWork = state.current()
                .filter(step -> step.ran() && !step.status().isClosed() && step.status() != StepStatus.PENDING);
        String step = atWork.or(state::current).map(StepState::id).orElse("");
        Failure why = new Failure(
                step,
                EngineErrors.STOPPED.text(),
                EngineErrors.STOPPED.fault().name(),
                "stopped by " + decision.operator() + ", and nothing was taken back"
                        + (decision.reason().isEmpty() ? "" : ": " + decision.reason()),
                "`belay retry` goes on from here, `belay rollback` and `belay abort` take back",
                "",
                "",
                atWork.isPresent());
        RunState stopped = state.withoutPause()
                .withSilences(0)
                .withPaused(Optional.empty())
                .withFailure(why)
                .withPhase(Phase.BLOCKED);
        return atWork.filter(known -> known.status() == StepStatus.RUNNING)
                .map(known -> stopped.withStep(known.withStatus(StepStatus.UNCLEAR)))
                .orElse(stopped);
    }

    /** A step that was given up waiting for is waited for again; nothing is launched, its host adopts what runs. */
    private static RunState extend(RunState state, Decision decision) {
        StepState step = ExtendRules.subject(state, decision).orElseThrow();
        StepState longer = step.extended(Durations.parse(decision.choice().time()));
        if (!step.hasRunTooLong()) {
            return state.withStep(longer);
        }
        RunState waiting = state.withStep(longer.withStatus(StepStatus.RUNNING).noted(""))
                .withoutPause()
                .withSilences(0)
                .withPhase(Phase.APPLYING);
        return waiting.withoutFailure();
    }

    private static Recovery target(RunState state, Decision decision) {
        if (!decision.step().isEmpty()) {
            return Rollback.toStep(state, decision.step());
        }
        Optional<StepState> unfinished = state.failure()
                .filter(failure -> state.hasStep(failure.step()))
                .map(failure -> state.step(failure.step()))
                .or(state::current);
        return unfinished.map(step -> Rollback.fromHere(state, step)).orElse(Recovery.NONE);
    }

    private static RunState skip(RunState state, Decision decision) {
        String failed = state.failure().map(Failure::step).orElseThrow();
        String why =
                "left out by " + decision.operator() + (decision.reason().isEmpty() ? "" : ": " + decision.reason());
        return state.withStep(state.step(failed).skipped(why))
                .withoutFailure()
                .withSilences(0)
                .withPaused(Optional.empty())
                .withPhase(Phase.APPLYING);
    }

    private static RunState retry(RunState state) {
        if (state.recovery().isUnderWay()) {
            return takeBackAgain(state);
        }
        RunState granted = Swaps.again(state)
                .mapSteps(step -> step.withTries(0))
                .withoutFailure()
                .withSilences(0)
                .withPaused(Optional.empty());
        if (granted.asked() <= granted.stepsToProbe().size()) {
            return again(granted, state).withAsked(0).withPhase(Phase.PREFLIGHT);
        }
        return again(granted, state).withPhase(Phase.APPLYING);
    }

    /**
     * Every failed step begins anew, also when what failed last was no step (a drop): none may ever be passed over. An unclear
     * one is asked about again and never launched on a guess.
     */
    private static RunState again(RunState granted, RunState before) {
        String unclear =
                before.failure().filter(Failure::unclear).map(Failure::step).orElse("");
        return granted.mapSteps(step -> {
            if (step.status() != StepStatus.FAILED || step.id().equals(unclear)) {
                return step;
            }
            boolean crossedItself = granted.crossing()
                    .filter(crossing -> crossing.step().equals(step.id()))
                    .isPresent();
            if (crossedItself) {
                return step.forward();
            }
            return step.letsRowsFlow() ? step.goingOn() : step.fresh();
        });
    }

    /** Goes on with what could not be taken back; what failed before that is what the run then waits for again. */
    private static RunState takeBackAgain(RunState state) {
        RunState going = state.withRecovery(new Recovery(
                        state.recovery().actions(),
                        state.recovery().afterwards(),
                        state.recovery().resetFrom(),
                        0))
                .withPaused(Optional.empty())
                .withPhase(Phase.ROLLING_BACK);
        return going.steps().stream()
                .filter(step ->
                        step.status() == StepStatus.FAILED && step.result().isPresent())
                .reduce((earlier, later) -> later)
                .map(step -> going.withFailure(
                        Failure.proven(step.id(), step.result().get())))
                .orElse(going.withoutFailure());
    }
}
