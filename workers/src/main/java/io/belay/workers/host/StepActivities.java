package io.belay.workers.host;

import io.belay.engine.activity.HostSteps;
import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.workers.step.HostStep;
import io.belay.workers.step.StepContext;
import io.belay.workers.step.StepMemory;
import io.belay.workers.step.Steps;
import io.temporal.activity.Activity;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The six verbs as activities. What is the same for all kinds happens here: permission, one attempt at a time per run, the
 * heartbeat, results that are kept so that nothing is done twice, and the translation of failures.
 */
final class StepActivities implements HostSteps {

    private final Contexts contexts;
    private final Steps steps;
    private final OneAtATime turns;

    StepActivities(Contexts contexts, Steps steps, OneAtATime turns) {
        this.contexts = contexts;
        this.steps = steps;
        this.turns = turns;
    }

    @Override
    public StepResult probe(StepRequest request) {
        return perform(request, HostStep::probe);
    }

    @Override
    public StepResult prepare(StepRequest request) {
        return perform(request, HostStep::prepare);
    }

    @Override
    public StepResult run(StepRequest request) {
        return once(request, "run", HostStep::run);
    }

    @Override
    public StepResult verify(StepRequest request) {
        return perform(request, HostStep::verify);
    }

    @Override
    public StepResult undo(StepRequest request) {
        return once(request, "undo", HostStep::undo);
    }

    /** Never waits: while an attempt of this run is at work here, that is the answer. */
    @Override
    public StepResult inspect(StepRequest request) {
        if (turns.isTaken(request.run().runId())) {
            return StepResult.unclear("an attempt of this run is still at work on the host");
        }
        return perform(request, HostStep::inspect);
    }

    private StepResult once(StepRequest request, String verb, BiFunction<HostStep, StepContext, StepResult> work) {
        return perform(request, (step, context) -> {
            StepMemory memory = new StepMemory(context);
            Optional<StepResult> known = memory.result(verb);
            if (known.isPresent()) {
                return known.get();
            }
            memory.begin();
            StepResult result = contexts.outgoing(work.apply(step, context));
            context.evidence().record().append(request.stepId(), verb + ": " + result.summary());
            return isDefinite(result) ? memory.keep(verb, result) : result;
        });
    }

    private static boolean isDefinite(StepResult result) {
        return result.outcome() == Outcome.SUCCEEDED || result.outcome() == Outcome.FAILED;
    }

    private StepResult perform(StepRequest request, BiFunction<HostStep, StepContext, StepResult> work) {
        return Failures.translated(() -> {
            HostStep step = steps.find(request.kind())
                    .orElseThrow(() -> new HostRefusal(
                            HostErrors.KIND_NOT_KNOWN,
                            Refusal.NOT_ALLOWED,
                            "this host carries out " + steps.kinds() + ", not `" + request.kind()
                                    + "`; nothing was done. Upgrade its worker"));
            try (Pulse pulse = new Pulse(Activity.getExecutionContext());
                    OneAtATime.Turn turn = turns.take(request.run().runId(), pulse::check)) {
                StepContext context = contexts.forStep(request, pulse);
                return contexts.outgoing(Failures.asResult(context, step, () -> work.apply(step, context)));
            }
        });
    }
}
