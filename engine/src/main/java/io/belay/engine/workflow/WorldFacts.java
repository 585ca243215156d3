package io.belay.engine.workflow;

import io.belay.engine.activity.FactsQuestion;
import io.belay.engine.activity.HostDesk;
import io.belay.engine.activity.StepResult;
import io.belay.engine.run.FactsDrift;
import io.belay.engine.run.RunState;
import io.belay.plans.facts.PinnedFacts;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.temporal.workflow.Workflow;
import java.util.Map;
import java.util.Optional;

/**
 * The facts of the host that a run is bound to: those of its saved plan, else those that were so when it began. Gathered before the first
 * step, and again before each one that touches anything, up to the crossing, behind which live is another one by the run's own doing.
 * One workflow's thread only.
 */
final class WorldFacts {

    /** Runs that an earlier engine began are bound to none. */
    private static final String CHANGE = "facts-are-pinned";

    private final RunOrder order;
    private final ResolvedPlan plan;
    private final PlanOnce planOnce;
    private final HostDesk desk;
    private Optional<PinnedFacts> pinned = Optional.empty();

    WorldFacts(RunOrder order, ResolvedPlan plan, PlanOnce planOnce) {
        this.planOnce = planOnce;
        this.order = order;
        this.plan = plan;
        this.desk = Workflow.newActivityStub(HostDesk.class, Times.question(plan.host()));
    }

    /** Before the first step. */
    StepResult pin(RunState state) {
        if (!isBound(state)) {
            return StepResult.succeeded("no facts are pinned", Map.of());
        }
        PinnedFacts now = gather();
        Optional<PinnedFacts> saved =
                Optional.of(order.facts()).filter(text -> !text.isEmpty()).map(PinnedFacts::read);
        pinned = saved.or(() -> Optional.of(now));
        StepResult same = compare(now);
        return same.outcome() == StepResult.Outcome.SUCCEEDED
                ? StepResult.succeeded(same.summary(), Map.of(FactsDrift.HASH, now.hash()))
                : same;
    }

    /** Before a step. */
    StepResult unchangedFor(ResolvedStep step, RunState state) {
        if (!asksAbout(step, state)) {
            return StepResult.succeeded("no facts are asked for", Map.of());
        }
        return compare(gather());
    }

    boolean asksAbout(ResolvedStep step, RunState state) {
        return pinned.isPresent() && !step.touches().isEmpty() && !state.crossed();
    }

    private StepResult compare(PinnedFacts now) {
        return FactsDrift.judge(
                pinned.orElseThrow(),
                now,
                order.run().runId(),
                order.named(),
                !order.facts().isEmpty());
    }

    private PinnedFacts gather() {
        FactsQuestion question = new FactsQuestion(
                plan.cluster(),
                planOnce.text(),
                false,
                order.run().planHash(),
                pinned.map(PinnedFacts::hash).orElse(""));
        String text = planOnce.ask(desk::facts, question).pinned();
        return text.isEmpty() ? pinned.orElseThrow() : PinnedFacts.read(text);
    }

    /** A rehearsal of a plan that was not saved promises nothing about later days. */
    private boolean isBound(RunState state) {
        if (!order.facts().isEmpty()) {
            return true;
        }
        return !state.rehearsal()
                && order.onBehalfOf().isEmpty()
                && Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
    }
}
