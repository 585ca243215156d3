package io.belay.engine.run;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.OperatorRules.Objection;
import java.util.Optional;

/** Whether an approval or its refusal fits the gate that it names. Stateless. */
final class GateRules {

    private GateRules() {}

    static Optional<Objection> check(RunState state, Decision decision, String planHash) {
        if (!state.hasStep(decision.step())) {
            return OperatorRules.noSuchStep(decision);
        }
        StepState step = state.step(decision.step());
        if (!step.isGate() || step.status() != StepStatus.WAITING) {
            return OperatorRules.objection(
                    EngineErrors.WRONG_PHASE,
                    "step `" + step.id() + "` does not wait for an approval (it is " + OperatorRules.word(step.status())
                            + ")",
                    "look with `belay status`");
        }
        return decision.kind() == Choice.Kind.APPROVE ? approval(state, step, decision, planHash) : Optional.empty();
    }

    private static Optional<Objection> approval(RunState state, StepState step, Decision decision, String planHash) {
        if (!decision.choice().planHash().equals(planHash)) {
            return OperatorRules.objection(
                    EngineErrors.OTHER_PLAN_HASH,
                    "the approval is for plan " + shortened(decision.choice().planHash()) + ", this run carries out "
                            + shortened(planHash),
                    "read the plan of this run again, then approve its hash");
        }
        if (!decision.choice().factsHash().equals(state.facts())) {
            return OperatorRules.objection(
                    EngineErrors.OTHER_FACTS_HASH,
                    "the approval is for " + named(decision.choice().factsHash()) + ", this run is bound to "
                            + named(state.facts()),
                    "read the saved plan of this run again, then approve its facts hash");
        }
        Gate gate = Gate.of(step);
        if (!gate.self() && decision.operator().equals(state.startedBy())) {
            return OperatorRules.objection(
                    EngineErrors.NOT_AN_APPROVER,
                    "`" + decision.operator() + "` started the run, and its plan wants somebody else's approval",
                    "ask " + String.join(" or ", gate.by())
                            + " to run `belay approve`; a plan that trusts who starts it" + " says `self: true`");
        }
        boolean again = step.approvals().stream().anyMatch(given -> given.by().equals(decision.operator()));
        return again
                ? OperatorRules.objection(
                        EngineErrors.NOT_AN_APPROVER,
                        "`" + decision.operator() + "` approved already; the plan wants " + gate.count()
                                + " different people",
                        "ask somebody else to run `belay approve`")
                : Optional.empty();
    }

    private static String named(String factsHash) {
        return factsHash.isEmpty() ? "no facts" : "facts " + shortened(factsHash);
    }

    private static String shortened(String hash) {
        return "`" + hash.substring(0, Math.min(12, hash.length())) + "`";
    }
}
