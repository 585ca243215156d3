package io.belay.engine.run;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.OperatorRules.Objection;
import java.util.Optional;

/** Whether the sides can be swapped now, and whether a run may be given up behind its crossing. Stateless. */
final class WayBackRules {

    private WayBackRules() {}

    static Optional<Objection> rollback(RunState state, Decision decision) {
        Optional<WayBack> way = state.wayBack();
        if (way.isEmpty()) {
            return behindCrossing();
        }
        if (!decision.step().isEmpty()) {
            return OperatorRules.objection(
                    EngineErrors.WRONG_PHASE,
                    "behind the crossing nothing leads back to step `" + decision.step() + "`, only to "
                            + way.get().other(),
                    "`belay rollback` without a step swaps the sides");
        }
        return underWay(state, way.get())
                .or(() -> lettingGo(state))
                .or(() -> closed(way.get()))
                .or(() -> atWork(state));
    }

    /** Behind a return old is live as if nothing had crossed, so the run can be given up as before. */
    static Optional<Objection> abort(RunState state) {
        Optional<WayBack> way = state.wayBack();
        if (way.isEmpty() || (way.get().newIsLive() && way.get().swap().isEmpty())) {
            return way.isEmpty() || !way.get().open()
                    ? behindCrossing()
                    : OperatorRules.objection(
                            EngineErrors.BEHIND_CROSSING,
                            "new is live, so there is nothing that could be taken back without it",
                            "`belay rollback` makes old live again with every row that new took, then `belay abort`");
        }
        return underWay(state, way.get());
    }

    static Optional<Objection> underWay(RunState state, WayBack way) {
        if (way.swap().isEmpty()) {
            return Optional.empty();
        }
        return state.phase() == Phase.BLOCKED
                ? OperatorRules.objection(
                        EngineErrors.HOLD_UNDER_WAY,
                        "the swap to " + way.to() + " is not at its end, and nobody can tell yet or has completed it",
                        "look on the host, then `belay retry` goes on with it")
                : OperatorRules.objection(
                        EngineErrors.HOLD_UNDER_WAY,
                        "the swap to " + way.to() + " is under way: by itself it makes it live, or undoes itself",
                        "wait for its end with `belay watch`, then decide");
    }

    private static Optional<Objection> lettingGo(RunState state) {
        return state.steps().stream()
                .filter(step -> step.touchesOldLive() && step.launches() > 0)
                .findFirst()
                .flatMap(step -> OperatorRules.objection(
                        EngineErrors.BEHIND_CROSSING,
                        "step `" + step.id() + "` has begun to let old live go, which ended the way back",
                        "go on from new"));
    }

    private static Optional<Objection> closed(WayBack way) {
        return way.open()
                ? Optional.empty()
                : OperatorRules.objection(
                        EngineErrors.BEHIND_CROSSING,
                        way.words(),
                        way.newIsLive()
                                ? "go on from new; old live is kept until `belay retire`"
                                : "go on with old; `belay abort` gives new up");
    }

    private static Optional<Objection> atWork(RunState state) {
        boolean idle = Watching.isIdle(Reducer.planned(state));
        boolean unclear = state.failure().filter(Failure::unclear).isPresent();
        boolean crossed = state.wayBack()
                .map(way -> state.step(way.step()).status() == StepStatus.DONE)
                .orElse(false);
        return idle && crossed && !unclear
                ? Optional.empty()
                : OperatorRules.objection(
                        EngineErrors.WRONG_PHASE,
                        crossed && !unclear ? "the run is at work" : "the promotion is not at its end",
                        idle ? "`belay retry` goes on with it, then decide" : "wait with `belay watch`, then decide");
    }

    static Optional<Objection> behindCrossing() {
        return OperatorRules.objection(
                EngineErrors.BEHIND_CROSSING,
                "new is live; the plan of this run has no way back from here",
                "go on from new; `belay status` says what the run waits for, old live is kept until `belay retire`");
    }
}
