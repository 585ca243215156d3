package io.belay.engine.activity;

import io.belay.engine.evidence.Told;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One verb of one step for one run.
 *
 * @param run which run
 * @param stepId the step's id in the plan
 * @param kind the step's kind; the host looks up the class that carries it out
 * @param epoch from 1; rises only when the step is launched anew by decision, so it is part of the run journal's key
 * @param launches how often the step may be launched in all within this epoch
 * @param targetVersion the plan's target major
 * @param with the kind's own fields as canonical JSON text
 * @param budget how often the step may have been launched in all epochs by now, this launch among them; the host counts, too. 0
 *     when the engine does not say, as one from before
 * @param plan the whole resolved plan as canonical JSON text, for what a step needs to know of its plan (settings, limits); empty when
 *     the host has it at hand from an earlier request, by the hash in {@code run}
 * @param approvals what people said before a step that touches clients, in order; empty for other steps
 * @param told what people decided since the host was told last; it goes into the run's evidence and changes nothing of the step
 * @param sides who serves, for what is asked behind a crossing; absent for all else, and from an engine from before
 */
public record StepRequest(
        RunReference run,
        String stepId,
        String kind,
        int epoch,
        int launches,
        int budget,
        int targetVersion,
        String with,
        String plan,
        List<GivenApproval> approvals,
        List<Told> told,
        Optional<Sides> sides) {

    public StepRequest {
        approvals = List.copyOf(Objects.requireNonNullElse(approvals, List.of()));
        // An engine from before tells nothing.
        told = List.copyOf(Objects.requireNonNullElse(told, List.of()));
        sides = Objects.requireNonNullElse(sides, Optional.empty());
    }

    /** The same request, carrying its plan. */
    public StepRequest withPlan(String text) {
        return new StepRequest(
                run, stepId, kind, epoch, launches, budget, targetVersion, with, text, approvals, told, sides);
    }

    /** The same request, about what is done behind a crossing. */
    public StepRequest about(Sides served) {
        return new StepRequest(
                run,
                stepId,
                kind,
                epoch,
                launches,
                budget,
                targetVersion,
                with,
                plan,
                approvals,
                told,
                Optional.of(served));
    }

    /** Of what is asked up to a crossing. */
    public StepRequest(
            RunReference run,
            String stepId,
            String kind,
            int epoch,
            int launches,
            int budget,
            int targetVersion,
            String with,
            String plan,
            List<GivenApproval> approvals,
            List<Told> told) {
        this(run, stepId, kind, epoch, launches, budget, targetVersion, with, plan, approvals, told, Optional.empty());
    }

    public StepRequest(
            RunReference run,
            String stepId,
            String kind,
            int epoch,
            int launches,
            int targetVersion,
            String with,
            String plan) {
        this(run, stepId, kind, epoch, launches, 0, targetVersion, with, plan, List.of(), List.of());
    }
}
