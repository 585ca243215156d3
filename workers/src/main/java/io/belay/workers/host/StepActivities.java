package io.belay.workers.host;

import io.belay.engine.activity.HostSteps;
import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.workers.process.AttemptFence.Pass;
import io.belay.workers.step.HostStep;
import io.belay.workers.step.StepContext;
import io.belay.workers.step.StepMemory;
import io.belay.workers.step.Steps;
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
    private final Attempts attempts;
    private final Newest newest;
    private final Failures failures;

    StepActivities(
            Contexts contexts, Steps steps, OneAtATime turns, Attempts attempts, Newest newest, Failures failures) {
        this.contexts = contexts;
        this.steps = steps;
        this.turns = turns;
        this.attempts = attempts;
        this.newest = newest;
        this.failures = failures;
    }

    @Override
    public StepResult probe(StepRequest request) {
        return question(request, HostStep::probe);
    }

    @Override
    public StepResult prepare(StepRequest request) {
        return question(request, HostStep::prepare);
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
        return failures.translated(() -> {
            HostStep step = step(request);
            try (Pulse pulse = attempts.begin()) {
                Optional<OneAtATime.Turn> free = turns.takeIfFree(request.run().runId());
                if (free.isEmpty()) {
                    return StepResult.unclear("an attempt of this run is still at work on the host");
                }
                try (OneAtATime.Turn turn = free.get()) {
                    StepContext context = contexts.forStep(request, step, pulse);
                    return contexts.outgoing(Failures.asResult(context, step, () -> step.inspect(context)));
                }
            }
        });
    }

    /** Nothing was done yet, so what stands in the way of asking is itself the answer. */
    private StepResult question(StepRequest request, BiFunction<HostStep, StepContext, StepResult> work) {
        return failures.translated(() -> {
            HostStep step = step(request);
            try (Pulse pulse = attempts.begin();
                    OneAtATime.Turn turn = turns.take(request.run().runId(), pulse::check)) {
                StepContext context;
                try {
                    context = contexts.forStep(request, step, pulse);
                } catch (RuntimeException notUsable) {
                    return Failures.code(notUsable)
                            .map(code -> contexts.outgoing(Failures.failed(code, notUsable)))
                            .orElseThrow(() -> notUsable);
                }
                return contexts.outgoing(Failures.asResult(context, step, () -> work.apply(step, context)));
            }
        });
    }

    private StepResult perform(StepRequest request, BiFunction<HostStep, StepContext, StepResult> work) {
        return failures.translated(() -> {
            HostStep step = step(request);
            try (Pulse pulse = attempts.begin();
                    OneAtATime.Turn turn = turns.take(request.run().runId(), pulse::check)) {
                pulse.check();
                StepContext context = contexts.forStep(request, step, pulse);
                return contexts.outgoing(Failures.asResult(context, step, () -> work.apply(step, context)));
            }
        });
    }

    private StepResult once(StepRequest request, String verb, BiFunction<HostStep, StepContext, StepResult> work) {
        return failures.translated(() -> {
            HostStep step = step(request);
            // Both are asked for on arrival: an attempt that has to wait for its turn may have become a late one by
            // then.
            Pass pass = newest.admit(request, verb);
            int generation = contexts.generation(request.run());
            try (Pulse pulse = attempts.begin();
                    OneAtATime.Turn turn = turns.take(request.run().runId(), pulse::check)) {
                Fencing fencing = new Fencing(pulse, pass);
                fencing.check();
                contexts.requireGeneration(request.run(), generation);
                StepContext context = contexts.forStep(request, step, fencing);
                return once(context, step, verb, work);
            }
        });
    }

    private StepResult once(
            StepContext context, HostStep step, String verb, BiFunction<HostStep, StepContext, StepResult> work) {
        StepMemory memory = new StepMemory(context);
        Optional<StepResult> known = memory.result(verb);
        if (known.isPresent()) {
            note(context, verb, known.get());
            return known.get();
        }
        memory.begin();
        StepResult result = contexts.outgoing(Failures.asResult(context, step, () -> work.apply(step, context)));
        if (!isFinal(verb, result)) {
            return result;
        }
        // Kept first: what was done must not be done again because its evidence cannot be written just now.
        memory.keep(verb, result);
        note(context, verb, result);
        return result;
    }

    /** An undo that failed is asked for again under the same epoch, and then has to be tried again. */
    private static boolean isFinal(String verb, StepResult result) {
        return result.outcome() == Outcome.SUCCEEDED || (result.outcome() == Outcome.FAILED && verb.equals("run"));
    }

    private static void note(StepContext context, String verb, StepResult result) {
        context.evidence()
                .record()
                .appendOnce(
                        context.request().stepId(),
                        verb + " " + context.request().epoch() + ": " + result.summary());
    }

    private HostStep step(StepRequest request) {
        return steps.find(request.kind())
                .orElseThrow(() -> new HostRefusal(
                        HostErrors.KIND_NOT_KNOWN,
                        Refusal.NOT_ALLOWED,
                        "this host carries out " + steps.kinds() + ", not `" + request.kind()
                                + "`; nothing was done. Upgrade its worker"));
    }
}
