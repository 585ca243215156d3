package io.belay.workers.host;

import io.belay.engine.activity.HostSteps;
import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.Sides;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.workers.process.CrashPoint;
import io.belay.workers.process.Failpoint;
import io.belay.workers.step.HostStep;
import io.belay.workers.step.StepContext;
import io.belay.workers.step.StepMemory;
import io.belay.workers.step.Steps;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The verbs as activities. What is the same for all kinds happens here: permission, one attempt at a time per run, the
 * heartbeat, results that are kept so that nothing is done twice, and the translation of failures.
 */
final class StepActivities implements HostSteps {

    private final Contexts contexts;
    private final Steps steps;
    private final OneAtATime turns;
    private final Room room;
    private final Attempts attempts;
    private final Newest newest;
    private final Failures failures;
    private final Failpoint failpoint;

    StepActivities(
            Contexts contexts,
            Steps steps,
            OneAtATime turns,
            Room room,
            Attempts attempts,
            Newest newest,
            Failures failures,
            Failpoint failpoint) {
        this.contexts = contexts;
        this.steps = steps;
        this.turns = turns;
        this.room = room;
        this.attempts = attempts;
        this.newest = newest;
        this.failures = failures;
        this.failpoint = failpoint;
    }

    @Override
    public StepResult probe(StepRequest request) {
        return question(request, "probe", StepActivities::probed);
    }

    @Override
    public StepResult prepare(StepRequest request) {
        return question(request, "prepare", this::prepareAllowed);
    }

    @Override
    public StepResult run(StepRequest request) {
        return once(request, "run", this::runAllowed);
    }

    private static StepResult probed(HostStep step, StepContext context) {
        StepResult result = step.probe(context);
        return result.outcome() == Outcome.SUCCEEDED && step.isAlwaysPrepared() ? result.asConclusive() : result;
    }

    private StepResult prepareAllowed(HostStep step, StepContext context) {
        return contexts.objection(step, context).orElseGet(() -> step.prepare(context));
    }

    /** Asked once more: whoever calls this need not have asked before. */
    private StepResult runAllowed(HostStep step, StepContext context) {
        StepResult result = contexts.objection(step, context).orElseGet(() -> step.run(context));
        return result.outcome() == Outcome.SUCCEEDED && step.isProvenByItsResult() ? result.asConclusive() : result;
    }

    @Override
    public StepResult verify(StepRequest request) {
        return perform(request, HostStep::verify);
    }

    @Override
    public StepResult undo(StepRequest request) {
        return once(request, "undo", HostStep::undo);
    }

    @Override
    public StepResult swap(StepRequest request) {
        int number = request.sides().map(Sides::number).orElse(0);
        return once(request, "swap-" + number, HostStep::swap);
    }

    /** Takes no turn: it may wait for an hour, and whatever else is asked for comes first. Nothing of it is noted. */
    @Override
    public StepResult look(StepRequest asked) {
        return failures.translated(() -> {
            HostStep step = step(asked);
            StepRequest request = contexts.complete(asked);
            try (Pulse pulse = attempts.begin()) {
                StepContext context = contexts.forStep(request, step, pulse);
                return contexts.outgoing(Failures.asResult(context, step, () -> step.look(context)));
            }
        });
    }

    /** Never waits: while an attempt of this run is at work here, that is the answer. */
    @Override
    public StepResult inspect(StepRequest asked) {
        return failures.translated(() -> {
            HostStep step = step(asked);
            StepRequest request = contexts.complete(asked);
            try (Pulse pulse = attempts.begin()) {
                Optional<OneAtATime.Turn> free = turns.takeIfFree(request.run().runId());
                if (free.isEmpty()) {
                    return StepResult.unclear("an attempt of this run is still at work on the host");
                }
                try (OneAtATime.Turn turn = free.get()) {
                    StepContext context = contexts.forStep(request, step, pulse);
                    return contexts.answered(
                            context,
                            "inspect",
                            () -> room.judged(Failures.asResult(context, step, () -> step.inspect(context))));
                }
            }
        });
    }

    /** Nothing was done yet, so what stands in the way of asking is itself the answer. */
    private StepResult question(StepRequest asked, String verb, BiFunction<HostStep, StepContext, StepResult> work) {
        return failures.translated(() -> {
            HostStep step = step(asked);
            StepRequest request = contexts.complete(asked);
            try (Pulse pulse = attempts.begin();
                    OneAtATime.Turn turn = turns.take(request.run().runId(), pulse::check)) {
                StepContext context;
                try {
                    context = contexts.forStep(request, step, pulse);
                } catch (RuntimeException notUsable) {
                    return Failures.code(notUsable)
                            .map(code -> contexts.outgoing(Failures.refused(code, notUsable)))
                            .orElseThrow(() -> notUsable);
                }
                return contexts.answered(
                        context, verb, () -> Failures.asResult(context, step, () -> work.apply(step, context)));
            }
        });
    }

    private StepResult perform(StepRequest asked, BiFunction<HostStep, StepContext, StepResult> work) {
        return failures.translated(() -> {
            HostStep step = step(asked);
            StepRequest request = contexts.complete(asked);
            try (Room.Seat seat = room.enter();
                    Pulse pulse = attempts.begin();
                    OneAtATime.Turn turn = turns.take(request.run().runId(), pulse::check)) {
                pulse.check();
                StepContext context = contexts.forStep(request, step, pulse);
                return contexts.answered(
                        context, "verify", () -> Failures.asResult(context, step, () -> work.apply(step, context)));
            }
        });
    }

    private StepResult once(StepRequest asked, String verb, BiFunction<HostStep, StepContext, StepResult> work) {
        return failures.translated(() -> {
            HostStep step = step(asked);
            StepRequest request = contexts.complete(asked);
            contexts.requireAllowed(request, step);
            // Both are asked for on arrival: an attempt that has to wait for its turn may have become a late one by
            // then.
            failpoint.reach(CrashPoint.BEFORE_FENCE);
            Newest.Admitted pass = newest.admit(request, verb);
            failpoint.reach(CrashPoint.AFTER_FENCE);
            int generation = contexts.generation(request.run());
            try (Room.Seat seat = room.enter();
                    Pulse pulse = attempts.begin();
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
            return NotedAnswers.notedOnce(context, verb, known.get());
        }
        if (verb.equals("run")) {
            Optional<StepResult> tooMany = memory.refuseBeyond(context.request().budget());
            if (tooMany.isPresent()) {
                return contexts.answered(context, verb, tooMany::get);
            }
        }
        memory.begin();
        StepResult answer = contexts.answered(context, verb, () -> {
            StepResult result = contexts.outgoing(Failures.asResult(context, step, () -> work.apply(step, context)));
            if (!isFinal(verb, result)) {
                return result;
            }
            failpoint.reach(CrashPoint.BEFORE_RESULT);
            // Kept first: what was done must not be done again because its evidence cannot be written just now.
            return memory.keep(verb, result);
        });
        if (isFinal(verb, answer)) {
            failpoint.reach(CrashPoint.AFTER_RESULT);
        }
        return answer;
    }

    /** An undo that failed is asked for again under the same epoch, and then has to be tried again. */
    private static boolean isFinal(String verb, StepResult result) {
        return result.outcome() == Outcome.SUCCEEDED || (result.outcome() == Outcome.FAILED && !verb.equals("undo"));
    }

    /** Names first: folders are named after them, and whoever sent the request is not trusted. */
    private HostStep step(StepRequest request) {
        Contexts.requireName(request.run().runId());
        Contexts.requireName(request.stepId());
        return steps.find(request.kind())
                .orElseThrow(() -> new HostRefusal(
                        HostErrors.KIND_NOT_KNOWN,
                        Refusal.NOT_ALLOWED,
                        "this host carries out " + steps.kinds() + ", not `" + request.kind()
                                + "`; nothing was done. Upgrade its worker"));
    }
}
