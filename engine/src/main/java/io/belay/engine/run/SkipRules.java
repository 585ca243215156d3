package io.belay.engine.run;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.OperatorRules.Objection;
import io.belay.plans.resolve.ResolvedStep;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a run may go on without the step that failed: never without what a later step, or the plan itself, relies on. Stateless. */
final class SkipRules {

    private static final int NAMED = 3;

    private SkipRules() {}

    static Optional<Objection> check(RunState state, Decision decision) {
        Optional<Failure> failure = state.failure().filter(known -> state.hasStep(known.step()));
        if (state.phase() != Phase.BLOCKED || failure.isEmpty()) {
            return OperatorRules.objection(
                    EngineErrors.WRONG_PHASE, "no step has failed that could be left out", "look with `belay status`");
        }
        if (!decision.step().isEmpty() && !decision.step().equals(failure.get().step())) {
            return OperatorRules.objection(
                    EngineErrors.WRONG_PHASE,
                    "step `" + decision.step() + "` did not fail, `"
                            + failure.get().step() + "` did",
                    "leave the step out, or name `" + failure.get().step() + "`");
        }
        if (state.recovery().isUnderWay() || failure.get().unclear()) {
            return OperatorRules.objection(
                    EngineErrors.WRONG_PHASE,
                    failure.get().unclear()
                            ? "nobody can tell yet what step `" + failure.get().step() + "` did"
                            : "something could not be taken back yet",
                    "`belay retry` goes on with it");
        }
        StepState failed = state.step(failure.get().step());
        return failed.status() == StepStatus.FAILED
                ? forbidden(state, failed)
                : OperatorRules.objection(
                        EngineErrors.WRONG_PHASE,
                        "step `" + failed.id() + "` did not fail (it is " + OperatorRules.word(failed.status()) + ")",
                        "`belay retry` goes on with it");
    }

    private static Optional<Objection> forbidden(RunState state, StepState failed) {
        if (failed.isGate()) {
            return objection(
                    "step `" + failed.id() + "` is people's decision, which nobody makes for them",
                    "`belay retry` asks them again");
        }
        if (failed.step().required()) {
            return objection(
                    "step `" + failed.id() + "` is one that no upgrade goes without",
                    "mend what stopped it, then `belay retry`, or `belay abort`");
        }
        List<String> relying = state.steps().stream()
                .filter(later -> later.number() > failed.number() && later.status() != StepStatus.SKIPPED)
                .filter(later -> reliesOn(state, later.step(), failed.step()))
                .map(StepState::id)
                .toList();
        return relying.isEmpty()
                ? Optional.empty()
                : objection(
                        "step `" + failed.id() + "` is relied on by " + named(relying),
                        "`belay retry` or `belay abort`; a plan in which it may be left out says so with `needs` at "
                                + named(relying));
    }

    /** Without a word of its author a step relies on all before it, and a member of a group on all before the group. */
    private static boolean reliesOn(RunState state, ResolvedStep later, ResolvedStep failed) {
        if (later.needs().contains(failed.id())) {
            return true;
        }
        boolean sisters = !later.group().isEmpty() && later.group().equals(failed.group());
        boolean saysWhat = later.needs().stream()
                .anyMatch(id -> later.group().isEmpty()
                        || !state.step(id).step().group().equals(later.group()));
        return !sisters && !saysWhat;
    }

    private static String named(List<String> steps) {
        String first = steps.stream().limit(NAMED).map(id -> "`" + id + "`").collect(Collectors.joining(", "));
        return steps.size() > NAMED ? first + " and " + (steps.size() - NAMED) + " more" : first;
    }

    private static Optional<Objection> objection(String message, String remedy) {
        return OperatorRules.objection(EngineErrors.NOT_TO_BE_SKIPPED, message, remedy);
    }
}
